-- A token may be narrowed to reading alone, whichever databases its entity may reach.
-- SQLite changes no CHECK in place: the table is written anew.
CREATE TABLE api_tokens_anew (
    short_token      TEXT    NOT NULL PRIMARY KEY,
    entity_id        TEXT    NOT NULL REFERENCES entities (id),
    hash             TEXT    NOT NULL,
    database_id      TEXT,
    permission_level TEXT,
    app_name         TEXT,
    created_at       INTEGER NOT NULL,
    expires_at       INTEGER,
    revoked_at       INTEGER,
    CONSTRAINT api_tokens_scope CHECK (database_id IS NULL OR permission_level IS NOT NULL)
) STRICT;

INSERT INTO api_tokens_anew (
    short_token, entity_id, hash, database_id, permission_level, app_name, created_at, expires_at, revoked_at)
SELECT short_token, entity_id, hash, database_id, permission_level, app_name, created_at, expires_at, revoked_at
FROM api_tokens;

DROP TABLE api_tokens;

ALTER TABLE api_tokens_anew RENAME TO api_tokens;

CREATE INDEX api_tokens_of_entity ON api_tokens (entity_id);
