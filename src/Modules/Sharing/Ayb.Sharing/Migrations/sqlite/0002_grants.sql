-- entity_slug is the entity's name as it stands in URLs; entities keep theirs for ever.
CREATE TABLE grants (
    database_id TEXT    NOT NULL,
    entity_id   TEXT    NOT NULL,
    entity_slug TEXT    NOT NULL,
    level       TEXT    NOT NULL,
    granted_at  INTEGER NOT NULL,
    PRIMARY KEY (database_id, entity_id)
) STRICT;

CREATE INDEX grants_of_entity ON grants (entity_id);
