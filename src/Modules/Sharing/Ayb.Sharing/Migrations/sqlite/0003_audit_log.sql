-- account_id is in whose log an event stands: the owner of the database, or the bearer of the token.
-- The names are those of the time of the event. The order of the ids is the order of the log, also within a millisecond.
CREATE TABLE audit_log (
    id            INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    happened_at   INTEGER NOT NULL,
    account_id    TEXT    NOT NULL,
    actor_id      TEXT    NOT NULL,
    actor_slug    TEXT    NOT NULL,
    action        TEXT    NOT NULL,
    subject       TEXT,
    database_id   TEXT,
    database_name TEXT,
    detail        TEXT
) STRICT;

CREATE INDEX audit_log_of_account ON audit_log (account_id, id);
CREATE INDEX audit_log_of_actor ON audit_log (actor_id, id);
CREATE INDEX audit_log_of_database ON audit_log (database_id, id);
CREATE INDEX audit_log_by_age ON audit_log (happened_at);
