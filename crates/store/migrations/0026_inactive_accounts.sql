-- When the owner was told that the account is going to be erased, unless it is used. Unix seconds.
ALTER TABLE accounts ADD COLUMN inactive_told_at INTEGER;
