-- Mails that are yet to be delivered: one row for each transport. A delivered mail leaves nothing behind.
CREATE TABLE outbox (
    id              TEXT    NOT NULL PRIMARY KEY,
    transport       TEXT    NOT NULL,
    recipient       TEXT    NOT NULL,
    subject         TEXT    NOT NULL,
    body            TEXT    NOT NULL,
    created_at      INTEGER NOT NULL,
    attempts        INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    last_error      TEXT
) STRICT;

CREATE INDEX outbox_by_next_attempt ON outbox (transport, next_attempt_at);
