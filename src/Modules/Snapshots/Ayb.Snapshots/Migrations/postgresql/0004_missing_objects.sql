-- Since when the storage does not have the object, in milliseconds; 0 as long as it does.
ALTER TABLE snapshots ADD COLUMN missing_since BIGINT NOT NULL DEFAULT 0;
