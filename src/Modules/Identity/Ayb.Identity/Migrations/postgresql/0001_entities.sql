CREATE TABLE entities (
    id            TEXT   NOT NULL PRIMARY KEY,
    slug          TEXT   NOT NULL UNIQUE,
    type          TEXT   NOT NULL,
    email_address TEXT   NOT NULL,
    created_at    BIGINT NOT NULL
);
