-- Beside the memberships and not among them: whoever reads those has what was accepted.
CREATE TABLE invitations (
    organization_id TEXT    NOT NULL REFERENCES entities (id),
    member_id       TEXT    NOT NULL REFERENCES entities (id),
    role            TEXT    NOT NULL,
    since           INTEGER NOT NULL,
    PRIMARY KEY (organization_id, member_id)
) STRICT;

CREATE INDEX invitations_of_member ON invitations (member_id);
