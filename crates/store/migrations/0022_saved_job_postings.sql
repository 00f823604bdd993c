-- Offers that candidates keep.
CREATE TABLE saved_job_postings (
    account     TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    job_posting TEXT NOT NULL REFERENCES job_postings (id) ON DELETE CASCADE,
    saved_at    TEXT NOT NULL, -- RFC 3339, UTC
    PRIMARY KEY (account, job_posting)
) WITHOUT ROWID;
CREATE INDEX saved_job_postings_by_job_posting ON saved_job_postings (job_posting);
