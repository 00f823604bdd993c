-- What visitors say is wrong with an offer. Nothing in here tells who they are.
CREATE TABLE job_posting_reports (
    seq         INTEGER PRIMARY KEY,
    job_posting TEXT NOT NULL REFERENCES job_postings (id) ON DELETE CASCADE,
    reason      TEXT NOT NULL, -- contract::ReportReason; no CHECK: a new reason must not need a new table
    note        TEXT NOT NULL, -- blank when there is none
    created_at  TEXT NOT NULL  -- RFC 3339
);
CREATE INDEX job_posting_reports_by_job_posting ON job_posting_reports (job_posting);
