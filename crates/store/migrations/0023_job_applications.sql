-- What candidates sent. A CV is a file beside the database; withdrawing empties what only the publisher needed.
CREATE TABLE job_applications (
    id              TEXT PRIMARY KEY,
    account         TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    job_posting     TEXT NOT NULL REFERENCES job_postings (id),
    status          TEXT NOT NULL, -- contract::JobApplicationStatus
    message         TEXT NOT NULL,
    phone           TEXT NOT NULL,
    cv_file         TEXT,          -- name in the store of files; the rest of cv_* goes with it
    cv_name         TEXT,
    cv_media_type   TEXT,
    cv_size         INTEGER,
    created_at      TEXT NOT NULL, -- RFC 3339
    withdrawn_at    TEXT,
    -- The client's own name for this attempt: sent again it makes no second row. The hash tells a repetition from
    -- another application under the same name.
    idempotency_key TEXT NOT NULL,
    request_hash    TEXT NOT NULL,
    UNIQUE (account, idempotency_key)
) WITHOUT ROWID;
CREATE UNIQUE INDEX job_applications_once ON job_applications (account, job_posting) WHERE status <> 'withdrawn';
CREATE INDEX job_applications_by_job_posting ON job_applications (job_posting);
