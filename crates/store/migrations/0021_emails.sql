-- Emails that are to be sent. A row says what and to whom; text and link are made when it is sent, so that no link
-- lies here. Written in the transaction of what it is about: once that is committed the email is not lost.
CREATE TABLE outgoing_emails (
    seq             INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice: it names files
    kind            TEXT NOT NULL,    -- mail::Kind
    recipient       TEXT NOT NULL,
    -- Absent where someone only named an address: whether it has an account is asked when the row's turn comes, so that
    -- the request takes the same time either way.
    account         TEXT REFERENCES accounts (id) ON DELETE CASCADE,
    created_at      INTEGER NOT NULL, -- Unix seconds
    attempts        INTEGER NOT NULL DEFAULT 0,
    next_attempt_at INTEGER NOT NULL  -- Unix seconds
);
CREATE INDEX outgoing_emails_due ON outgoing_emails (next_attempt_at);

-- The links that were sent. The token itself is only in the email.
CREATE TABLE email_tokens (
    token_hash TEXT PRIMARY KEY,
    account    TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    purpose    TEXT NOT NULL,    -- confirm_email, reset_password
    email      TEXT NOT NULL,    -- the address it was sent to; another than the account's: it is to become that
    created_at INTEGER NOT NULL  -- Unix seconds
) WITHOUT ROWID;
CREATE INDEX email_tokens_by_account ON email_tokens (account);

-- How many were sent to whom: nobody's mailbox is filled by someone else's clicks.
CREATE TABLE sent_emails (
    seq     INTEGER PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    kind    TEXT NOT NULL,
    sent_at INTEGER NOT NULL -- Unix seconds
);
CREATE INDEX sent_emails_by_account ON sent_emails (account, sent_at);
