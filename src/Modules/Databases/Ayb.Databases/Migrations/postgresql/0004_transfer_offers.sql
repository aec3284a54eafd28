-- to_slug is the entity's name as it stands in URLs; entities keep theirs for ever.
CREATE TABLE transfer_offers (
    database_id TEXT   NOT NULL PRIMARY KEY,
    from_id     TEXT   NOT NULL,
    to_id       TEXT   NOT NULL,
    to_slug     TEXT   NOT NULL,
    offered_at  BIGINT NOT NULL
);

CREATE INDEX transfer_offers_from ON transfer_offers (from_id);
CREATE INDEX transfer_offers_to ON transfer_offers (to_id);
