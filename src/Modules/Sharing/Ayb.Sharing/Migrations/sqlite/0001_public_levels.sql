CREATE TABLE public_levels (
    database_id TEXT NOT NULL PRIMARY KEY,
    level       TEXT NOT NULL
) STRICT;
