-- An invitation stands in the log of the organization, and in that of who is invited.
ALTER TABLE audit_log ADD COLUMN subject_id TEXT;

CREATE INDEX audit_log_of_subject ON audit_log (subject_id, id) WHERE subject_id IS NOT NULL;
