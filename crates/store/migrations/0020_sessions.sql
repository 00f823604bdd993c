-- Who is signed in where. The token itself is only in the browser's cookie.
CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    account    TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL, -- Unix seconds
    seen_at    INTEGER NOT NULL  -- Unix seconds; written at most once an hour
) WITHOUT ROWID;
CREATE INDEX sessions_by_account ON sessions (account);

ALTER TABLE accounts ADD COLUMN email_confirmed_at TEXT; -- RFC 3339
ALTER TABLE accounts ADD COLUMN radius_km INTEGER NOT NULL DEFAULT 30;
ALTER TABLE accounts ADD COLUMN availability TEXT;       -- contract::Availability
ALTER TABLE accounts ADD COLUMN language TEXT NOT NULL DEFAULT 'it';
ALTER TABLE accounts ADD COLUMN occupations TEXT NOT NULL DEFAULT '[]'; -- JSON list of slugs

-- Every yes and no to something asked for, with the text it was said to. Kept as long as the account.
CREATE TABLE account_consents (
    seq          INTEGER PRIMARY KEY,
    account      TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    purpose      TEXT NOT NULL, -- privacy_notice, marketing
    text_version TEXT NOT NULL,
    is_given     INTEGER NOT NULL,
    at           TEXT NOT NULL  -- RFC 3339
);
CREATE INDEX account_consents_by_account ON account_consents (account);
INSERT INTO account_consents (account, purpose, text_version, is_given, at)
    SELECT id, 'privacy_notice', privacy_notice_version, 1, created_at FROM accounts
    UNION ALL
    SELECT id, 'marketing', privacy_notice_version, 1, marketing_consent_at FROM accounts
    WHERE marketing_consent_at IS NOT NULL;
