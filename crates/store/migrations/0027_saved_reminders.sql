-- Whether someone wants an email when an offer they kept is about to close.
ALTER TABLE accounts ADD COLUMN saved_reminders INTEGER NOT NULL DEFAULT 1;
-- When they got it: once for an offer, as long as it is kept. Unix seconds.
ALTER TABLE saved_job_postings ADD COLUMN reminded_at INTEGER;
