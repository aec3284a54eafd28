-- Databases that were deleted and can come back; what belongs to them is kept by their id. There may be several of one name.
CREATE TABLE deleted_databases (
    id         TEXT    NOT NULL PRIMARY KEY,
    owner_id   TEXT    NOT NULL,
    owner_slug TEXT    NOT NULL,
    slug       TEXT    NOT NULL,
    type       TEXT    NOT NULL,
    origin_id  TEXT,
    created_at INTEGER NOT NULL,
    deleted_at INTEGER NOT NULL
) STRICT;

CREATE INDEX deleted_databases_of_owner ON deleted_databases (owner_id, deleted_at);
CREATE INDEX deleted_databases_by_age ON deleted_databases (deleted_at);
