-- Links of mails that have logged somebody in, by the SHA-256 of their tokens, until these expire.
CREATE TABLE used_confirmations (
    hash       TEXT    NOT NULL PRIMARY KEY,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE INDEX used_confirmations_by_expiry ON used_confirmations (expires_at);
