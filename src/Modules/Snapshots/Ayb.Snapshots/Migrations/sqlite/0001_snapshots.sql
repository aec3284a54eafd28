-- A row is made when its object is stored, and goes after its object has gone.
CREATE TABLE snapshots (
    database_id  TEXT    NOT NULL,
    id           TEXT    NOT NULL,
    kind         TEXT    NOT NULL,
    name         TEXT,
    note         TEXT,
    taken_at     INTEGER NOT NULL,
    bytes        INTEGER NOT NULL,
    stored_bytes INTEGER NOT NULL,
    sha256       TEXT    NOT NULL,
    object_key   TEXT    NOT NULL,
    PRIMARY KEY (database_id, id)
) STRICT;

-- What the automatic run has seen last: when the file was written, and whether it was replaced since.
CREATE TABLE snapshot_states (
    database_id TEXT    NOT NULL PRIMARY KEY,
    written     TEXT    NOT NULL,
    restored    INTEGER NOT NULL
) STRICT;
