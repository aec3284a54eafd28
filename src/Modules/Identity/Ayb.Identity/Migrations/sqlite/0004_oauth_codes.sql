CREATE TABLE oauth_codes (
    hash             TEXT    NOT NULL PRIMARY KEY,
    entity_id        TEXT    NOT NULL REFERENCES entities (id),
    database_id      TEXT    NOT NULL,
    permission_level TEXT    NOT NULL,
    app_name         TEXT    NOT NULL,
    redirect_uri     TEXT    NOT NULL,
    code_challenge   TEXT    NOT NULL,
    expires_at       INTEGER NOT NULL,
    used_at          INTEGER
) STRICT;

CREATE INDEX oauth_codes_by_expiry ON oauth_codes (expires_at);
