CREATE TABLE every_type (
    id     INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    number INTEGER,
    yes    INTEGER NOT NULL,
    "text" TEXT,
    "real" REAL,
    bytes  BLOB
) STRICT;

CREATE TABLE a_child (
    parent INTEGER NOT NULL REFERENCES every_type (id),
    name   TEXT    NOT NULL,
    PRIMARY KEY (name, parent)
) STRICT;
