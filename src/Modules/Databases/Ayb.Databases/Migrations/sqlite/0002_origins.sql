-- What a database was forked from; that may be no more.
ALTER TABLE databases ADD COLUMN origin_id TEXT;
