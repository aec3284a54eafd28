-- Databases that are no more and whose folder is not deleted yet.
CREATE TABLE purged_folders (
    database_id TEXT NOT NULL PRIMARY KEY
);
