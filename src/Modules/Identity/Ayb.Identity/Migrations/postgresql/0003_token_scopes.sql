-- A token may be narrowed to reading alone, whichever databases its entity may reach.
ALTER TABLE api_tokens
    DROP CONSTRAINT api_tokens_check,
    ADD CONSTRAINT api_tokens_scope CHECK (database_id IS NULL OR permission_level IS NOT NULL);
