-- entity_slug is the entity's name as it stands in URLs; entities keep theirs for ever.
-- Slugs sort by byte, as they do in SQLite, whatever the server's locale.
CREATE TABLE grants (
    database_id TEXT             NOT NULL,
    entity_id   TEXT             NOT NULL,
    entity_slug TEXT COLLATE "C" NOT NULL,
    level       TEXT             NOT NULL,
    granted_at  BIGINT           NOT NULL,
    PRIMARY KEY (database_id, entity_id)
);

CREATE INDEX grants_of_entity ON grants (entity_id);
