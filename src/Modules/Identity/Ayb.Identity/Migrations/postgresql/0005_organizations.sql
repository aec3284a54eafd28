-- An organization that a user has created has no email address of its own. SQLite takes no NOT NULL away:
-- the addresses move into a column without it.
ALTER TABLE entities ADD COLUMN address TEXT;
UPDATE entities SET address = email_address;
ALTER TABLE entities DROP COLUMN email_address;
ALTER TABLE entities RENAME COLUMN address TO email_address;

CREATE TABLE memberships (
    organization_id TEXT   NOT NULL REFERENCES entities (id),
    member_id       TEXT   NOT NULL REFERENCES entities (id),
    role            TEXT   NOT NULL,
    since           BIGINT NOT NULL,
    PRIMARY KEY (organization_id, member_id)
);

CREATE INDEX memberships_of_member ON memberships (member_id);
