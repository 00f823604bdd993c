-- For the page of an occupation: its newest open offers, and how many there are in which comune, without reading more
-- offers than are shown.
CREATE INDEX job_postings_of_occupation ON job_postings (occupation, posted_at DESC, seq, closes_at, place)
    WHERE state = 'open';
