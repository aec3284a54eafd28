-- subject_id is the entity that an event was done to, if it may know of it.
-- guest_level stands for subject and detail in the log of a database: its owner reads no more of a token of somebody else.
ALTER TABLE audit_log ADD COLUMN subject_id TEXT;
ALTER TABLE audit_log ADD COLUMN guest_level TEXT;

CREATE INDEX audit_log_of_subject ON audit_log (subject_id, id);

UPDATE audit_log
SET subject_id = (
    SELECT entity_id FROM grants
    WHERE grants.database_id = audit_log.database_id AND grants.entity_slug = audit_log.subject)
WHERE action = 'shared' AND detail <> 'no-access';

-- Tokens of others than the owner leave the log of the database: everybody could write there.
UPDATE audit_log
SET database_id = NULL
WHERE action IN ('token-created', 'token-revoked')
    AND NOT EXISTS (
        SELECT 1 FROM audit_log AS changes
        WHERE changes.database_id = audit_log.database_id
            AND changes.account_id = audit_log.account_id
            AND changes.action IN ('database-created', 'shared', 'public-level-changed'));
