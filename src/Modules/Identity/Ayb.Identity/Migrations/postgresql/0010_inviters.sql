-- Who has sent an invitation, whether or not they still own the organization; nobody knows it of those before.
ALTER TABLE invitations ADD COLUMN invited_by TEXT REFERENCES entities (id);
