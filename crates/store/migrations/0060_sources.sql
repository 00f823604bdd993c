-- Feeds that are fetched on a schedule. Times are Unix seconds.
CREATE TABLE sources (
    id                   TEXT PRIMARY KEY,
    location             TEXT NOT NULL, -- an address (http, https) or the path of a file
    format               TEXT,          -- absent: recognised
    mapping              TEXT,          -- path of the mapping file
    schedule             TEXT NOT NULL, -- such as "every 30m" or "daily 06:30"
    employer             TEXT,          -- whom it speaks for where a record names nobody
    agency               TEXT,
    agency_authorisation TEXT,
    agency_privacy_url   TEXT,
    public_service       TEXT,          -- one that speaks for employers it does not name
    is_complete          INTEGER NOT NULL,
    created_at           INTEGER NOT NULL,
    paused_at            INTEGER,
    next_run_at          INTEGER NOT NULL,
    -- Claimed as the outboxes are (0040): whoever moves this past the longest run has the source alone.
    claimed_until        INTEGER NOT NULL DEFAULT 0,
    claims               INTEGER NOT NULL DEFAULT 0,
    failures_in_a_row    INTEGER NOT NULL DEFAULT 0,
    last_success_at      INTEGER,
    -- What the last good answer said of itself, and how it was read.
    etag                 TEXT,
    last_modified        TEXT,
    reading              TEXT,
    recognised_format    TEXT
) WITHOUT ROWID;
CREATE INDEX sources_due ON sources (next_run_at);

-- Which offers came from which source. No reference to sources: a source that is removed and added again under its
-- name finds its offers.
CREATE TABLE source_job_postings (
    source      TEXT NOT NULL,
    job_posting TEXT NOT NULL REFERENCES job_postings (id) ON DELETE CASCADE,
    PRIMARY KEY (source, job_posting)
) WITHOUT ROWID;
CREATE INDEX source_job_postings_by_posting ON source_job_postings (job_posting);

CREATE TABLE source_runs (
    seq        INTEGER PRIMARY KEY,
    source     TEXT NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    started_at INTEGER NOT NULL,
    ended_at   INTEGER,
    outcome    TEXT NOT NULL CHECK (outcome IN ('running', 'done', 'unchanged', 'failed', 'interrupted')),
    reason     TEXT,    -- why it failed, or what it held back
    added      INTEGER NOT NULL DEFAULT 0,
    changed    INTEGER NOT NULL DEFAULT 0,
    unchanged  INTEGER NOT NULL DEFAULT 0,
    ended      INTEGER NOT NULL DEFAULT 0,
    left_out   INTEGER NOT NULL DEFAULT 0,
    findings   INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX source_runs_by_source ON source_runs (source, seq);

-- What a run did to which record, as far as it is kept.
CREATE TABLE source_run_entries (
    run         INTEGER NOT NULL REFERENCES source_runs (seq) ON DELETE CASCADE,
    number      INTEGER NOT NULL,
    what        TEXT NOT NULL, -- added, changed, ended, left_out, note, finding
    line        INTEGER NOT NULL, -- 0: of no record
    record      TEXT NOT NULL,
    job_posting TEXT NOT NULL, -- id, or empty
    rule        TEXT NOT NULL, -- of a finding, or empty
    reason      TEXT NOT NULL,
    PRIMARY KEY (run, number)
) WITHOUT ROWID;
