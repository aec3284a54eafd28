-- A row is made when its object is stored, and goes after its object has gone.
-- Ids sort by byte, as they do in SQLite, whatever the server's locale.
CREATE TABLE snapshots (
    database_id  TEXT             NOT NULL,
    id           TEXT COLLATE "C" NOT NULL,
    kind         TEXT             NOT NULL,
    name         TEXT,
    note         TEXT,
    taken_at     BIGINT           NOT NULL,
    bytes        BIGINT           NOT NULL,
    stored_bytes BIGINT           NOT NULL,
    sha256       TEXT             NOT NULL,
    object_key   TEXT             NOT NULL,
    PRIMARY KEY (database_id, id)
);

-- What the automatic run has seen last: when the file was written, and whether it was replaced since.
CREATE TABLE snapshot_states (
    database_id TEXT   NOT NULL PRIMARY KEY,
    written     TEXT   NOT NULL,
    restored    BIGINT NOT NULL
);
