-- owner_slug is the owner's name as it stands in URLs; entities keep theirs for ever.
CREATE TABLE databases (
    id         TEXT    NOT NULL PRIMARY KEY,
    owner_id   TEXT    NOT NULL,
    owner_slug TEXT    NOT NULL,
    slug       TEXT    NOT NULL,
    type       TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (owner_id, slug),
    UNIQUE (owner_slug, slug)
) STRICT;
