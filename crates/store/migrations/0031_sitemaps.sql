-- Sitemaps are written from these alone: without them each would read every offer's facts.
CREATE INDEX job_postings_by_seq_for_sitemaps
    ON job_postings (seq, closes_at, id, json_extract(facts, '$.date_modified')) WHERE state = 'open';
CREATE INDEX job_postings_by_role_for_sitemaps
    ON job_postings (occupation, place, closes_at, posted_at) WHERE state = 'open';
