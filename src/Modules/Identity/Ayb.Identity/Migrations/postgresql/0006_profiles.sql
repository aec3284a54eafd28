CREATE TABLE profiles (
    entity_id    TEXT NOT NULL PRIMARY KEY REFERENCES entities (id),
    display_name TEXT,
    description  TEXT,
    organization TEXT,
    location     TEXT
);

CREATE TABLE profile_links (
    id          TEXT   NOT NULL PRIMARY KEY,
    entity_id   TEXT   NOT NULL REFERENCES entities (id),
    position    BIGINT NOT NULL,
    url         TEXT   NOT NULL,
    verified_at BIGINT,
    UNIQUE (entity_id, position)
);
