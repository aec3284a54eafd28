-- A code now knows by which token it was given, and which token it has given. Codes work for ten minutes:
-- those from before, which do not know it, are asked for again.
DROP TABLE oauth_codes;

CREATE TABLE oauth_codes (
    hash             TEXT   NOT NULL PRIMARY KEY,
    entity_id        TEXT   NOT NULL REFERENCES entities (id),
    consenting_token TEXT   NOT NULL,
    database_id      TEXT   NOT NULL,
    permission_level TEXT   NOT NULL,
    app_name         TEXT   NOT NULL,
    redirect_uri     TEXT   NOT NULL,
    code_challenge   TEXT   NOT NULL,
    expires_at       BIGINT NOT NULL,
    used_at          BIGINT,
    issued_token     TEXT
);

CREATE INDEX oauth_codes_by_expiry ON oauth_codes (expires_at);
