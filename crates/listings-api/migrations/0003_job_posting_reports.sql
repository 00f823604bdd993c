-- What readers say is wrong with offers. Who says it is not kept.
CREATE TABLE job_posting_reports (
    seq         INTEGER PRIMARY KEY,
    job_posting TEXT NOT NULL REFERENCES job_postings (id),
    reason      TEXT NOT NULL,
    text        TEXT,
    created_at  TEXT NOT NULL -- RFC 3339
);
CREATE INDEX job_posting_reports_by_job_posting ON job_posting_reports (job_posting);
