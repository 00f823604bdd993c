-- Searches are answered by the index beside the database (docs/adr/0010-search-engine.md), so what served them here
-- goes. What the index has to take in is found by generation: every import that changes something counts it up.
DROP TABLE job_posting_points;
DROP INDEX job_postings_newest;
DROP INDEX job_postings_closing;
DROP INDEX job_postings_by_occupation;
DROP INDEX job_postings_by_industry;
DROP INDEX job_postings_remote;

ALTER TABLE job_postings ADD COLUMN generation INTEGER NOT NULL DEFAULT 1;
CREATE INDEX job_postings_by_generation ON job_postings (generation);
INSERT INTO settings (name, value) VALUES ('job_postings_generation', '1');

-- What the record looked like in its source: an import passes over records that have not changed without reading them.
ALTER TABLE job_postings ADD COLUMN source_hash INTEGER;
CREATE INDEX job_postings_by_source ON job_postings (source_hash, id);
