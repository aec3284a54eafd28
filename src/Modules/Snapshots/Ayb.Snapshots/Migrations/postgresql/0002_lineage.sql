-- Whose metadata this is, through all restores: metadata snapshots of another server in the same storage are not ours to delete.
CREATE TABLE lineage (
    only_one BIGINT NOT NULL PRIMARY KEY CHECK (only_one = 1),
    id       TEXT   NOT NULL
);
