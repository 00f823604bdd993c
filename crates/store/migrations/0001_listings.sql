-- What the server remembers about itself: secrets and the hashes of the taxonomies it has loaded.
CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE industries (
    slug  TEXT PRIMARY KEY,
    label TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE occupations (
    slug            TEXT PRIMARY KEY,
    preferred_label TEXT NOT NULL,
    esco_uri        TEXT
) WITHOUT ROWID;

CREATE TABLE places (
    slug            TEXT PRIMARY KEY,
    name            TEXT NOT NULL,
    province        TEXT NOT NULL,
    province_name   TEXT NOT NULL,
    region          TEXT NOT NULL,
    postal_codes    TEXT NOT NULL, -- separated by spaces
    latitude        REAL,
    longitude       REAL,
    population      INTEGER NOT NULL,
    alternate_names TEXT NOT NULL  -- separated by |
) WITHOUT ROWID;

CREATE TABLE articles (
    slug            TEXT PRIMARY KEY,
    content_hash    TEXT NOT NULL,
    headline        TEXT NOT NULL,
    standfirst      TEXT NOT NULL,
    topic           TEXT NOT NULL,
    occupation      TEXT REFERENCES occupations (slug) ON DELETE SET NULL,
    author          TEXT NOT NULL,
    image           TEXT,          -- JSON of contract::Image
    date_published  TEXT NOT NULL, -- YYYY-MM-DD
    date_modified   TEXT NOT NULL,
    reading_minutes INTEGER NOT NULL,
    sections        TEXT NOT NULL, -- JSON list of contract::Section
    offers          TEXT NOT NULL, -- JSON list: which live offers the text asks for, and after which section
    related         TEXT NOT NULL  -- JSON list of slugs, some of which may not be there yet
) WITHOUT ROWID;
CREATE INDEX articles_newest ON articles (date_published DESC, slug);

CREATE TABLE article_former_slugs (
    former_slug TEXT PRIMARY KEY,
    slug        TEXT NOT NULL REFERENCES articles (slug) ON DELETE CASCADE ON UPDATE CASCADE
) WITHOUT ROWID;

-- Columns are what searches filter and sort by; what only gets shown is in `facts` (JSON, store::job_postings::Facts).
CREATE TABLE job_postings (
    seq            INTEGER PRIMARY KEY,
    id             TEXT NOT NULL UNIQUE,
    content_hash   TEXT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('open', 'filled', 'withdrawn')),
    occupation     TEXT REFERENCES occupations (slug) ON DELETE SET NULL,
    industry       TEXT REFERENCES industries (slug) ON DELETE SET NULL,
    place          TEXT REFERENCES places (slug) ON DELETE SET NULL,
    workplace_type TEXT NOT NULL CHECK (workplace_type IN ('on_site', 'hybrid', 'remote')),
    posted_at      INTEGER NOT NULL, -- Unix seconds
    closes_at      INTEGER NOT NULL, -- Unix seconds; 9223372036854775807 when there is no deadline
    facts          TEXT NOT NULL
);
CREATE INDEX job_postings_newest ON job_postings (posted_at DESC, id) WHERE state = 'open';
CREATE INDEX job_postings_closing ON job_postings (closes_at, posted_at DESC, id) WHERE state = 'open';
CREATE INDEX job_postings_by_occupation ON job_postings (occupation, posted_at DESC, id) WHERE state = 'open';
CREATE INDEX job_postings_by_industry ON job_postings (industry, posted_at DESC, id) WHERE state = 'open';
CREATE INDEX job_postings_remote ON job_postings (seq) WHERE workplace_type = 'remote';
CREATE INDEX job_postings_by_place ON job_postings (place);

-- Where the offers with a workplace are. `seq` is that of job_postings. Not for fully remote ones: no box limits them.
CREATE VIRTUAL TABLE job_posting_points USING rtree (seq, south, north, west, east);

CREATE TABLE accounts (
    id                     TEXT PRIMARY KEY,
    email_key              TEXT NOT NULL UNIQUE, -- what makes two addresses the same account
    email                  TEXT NOT NULL,
    name                   TEXT NOT NULL,
    password_hash          TEXT NOT NULL,        -- PHC string
    place                  TEXT REFERENCES places (slug) ON DELETE SET NULL,
    marketing_consent_at   TEXT,                 -- RFC 3339; absent: no consent
    privacy_notice_version TEXT NOT NULL,
    created_at             TEXT NOT NULL
) WITHOUT ROWID;

-- Counts sign-ups by day. Written whether or not the address was known, so that both cases commit to disk and take
-- the same time.
CREATE TABLE sign_up_days (
    day      TEXT PRIMARY KEY,
    requests INTEGER NOT NULL
) WITHOUT ROWID;
