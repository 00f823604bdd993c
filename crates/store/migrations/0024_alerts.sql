-- Searches that are run again and again, and emailed about.
CREATE TABLE alerts (
    id           TEXT PRIMARY KEY,
    account      TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    query        TEXT NOT NULL,    -- contract::JobSearch::to_query
    frequency    TEXT NOT NULL,    -- contract::AlertFrequency
    created_at   TEXT NOT NULL,    -- RFC 3339
    last_sent_at TEXT,
    next_run_at  INTEGER NOT NULL, -- Unix seconds
    after_seq    INTEGER NOT NULL, -- offers up to this number were there before it
    UNIQUE (account, query)
) WITHOUT ROWID;
CREATE INDEX alerts_due ON alerts (next_run_at);

-- What an alert was about already: it never sends the same offer twice.
CREATE TABLE alert_job_postings (
    alert       TEXT NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
    job_posting TEXT NOT NULL REFERENCES job_postings (id) ON DELETE CASCADE,
    PRIMARY KEY (alert, job_posting)
) WITHOUT ROWID;
CREATE INDEX alert_job_postings_by_job_posting ON alert_job_postings (job_posting);

ALTER TABLE outgoing_emails ADD COLUMN alert TEXT REFERENCES alerts (id) ON DELETE CASCADE;
ALTER TABLE outgoing_emails ADD COLUMN job_postings TEXT; -- JSON list of ids, for emails about offers
