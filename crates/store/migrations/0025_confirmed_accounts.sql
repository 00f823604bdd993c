-- Nobody is signed in whose address is not confirmed: who signs up with someone else's would be.
DELETE FROM sessions WHERE account IN (SELECT id FROM accounts WHERE email_confirmed_at IS NULL);

-- When the account was used last: outlives its sessions. Unix seconds.
ALTER TABLE accounts ADD COLUMN seen_at INTEGER NOT NULL DEFAULT 0;
UPDATE accounts SET seen_at = max(
    unixepoch(created_at),
    coalesce((SELECT max(seen_at) FROM sessions WHERE account = accounts.id), 0)
);
