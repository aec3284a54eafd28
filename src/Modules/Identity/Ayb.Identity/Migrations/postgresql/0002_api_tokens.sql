CREATE TABLE api_tokens (
    short_token      TEXT   NOT NULL PRIMARY KEY,
    entity_id        TEXT   NOT NULL REFERENCES entities (id),
    hash             TEXT   NOT NULL,
    database_id      TEXT,
    permission_level TEXT,
    app_name         TEXT,
    created_at       BIGINT NOT NULL,
    expires_at       BIGINT,
    revoked_at       BIGINT,
    CHECK ((database_id IS NULL) = (permission_level IS NULL))
);

CREATE INDEX api_tokens_of_entity ON api_tokens (entity_id);
