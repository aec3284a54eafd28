-- owner_slug is the owner's name as it stands in URLs; entities keep theirs for ever.
-- Slugs sort by byte, as they do in SQLite, whatever the server's locale.
CREATE TABLE databases (
    id         TEXT             NOT NULL PRIMARY KEY,
    owner_id   TEXT             NOT NULL,
    owner_slug TEXT COLLATE "C" NOT NULL,
    slug       TEXT COLLATE "C" NOT NULL,
    type       TEXT             NOT NULL,
    created_at BIGINT           NOT NULL,
    UNIQUE (owner_id, slug),
    UNIQUE (owner_slug, slug)
);
