-- Databases that are no more and whose snapshots are not all deleted yet; what they were called when they went.
CREATE TABLE purged_databases (
    database_id TEXT NOT NULL PRIMARY KEY,
    owner_id    TEXT NOT NULL,
    owner_slug  TEXT NOT NULL,
    slug        TEXT NOT NULL,
    type        TEXT NOT NULL
) STRICT;

-- Databases of one name, one after the other, keep their objects in one place.
CREATE INDEX snapshots_by_key ON snapshots (object_key);
