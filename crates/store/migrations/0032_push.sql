-- A browser that gets notifications, as long as the session it asked in: signed out, it gets none.
CREATE TABLE push_subscriptions (
    session    TEXT PRIMARY KEY REFERENCES sessions (token_hash) ON DELETE CASCADE ON UPDATE CASCADE,
    account    TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    endpoint   TEXT NOT NULL,
    p256dh     TEXT NOT NULL, -- base64url
    auth       TEXT NOT NULL, -- base64url
    created_at INTEGER NOT NULL -- Unix seconds
) WITHOUT ROWID;
CREATE INDEX push_subscriptions_by_account ON push_subscriptions (account);
CREATE INDEX push_subscriptions_by_endpoint ON push_subscriptions (endpoint);

-- Notifications that are to be sent. Unix seconds.
CREATE TABLE outgoing_pushes (
    seq             INTEGER PRIMARY KEY,
    session         TEXT NOT NULL REFERENCES push_subscriptions (session) ON DELETE CASCADE ON UPDATE CASCADE,
    alert           TEXT NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
    job_postings    TEXT NOT NULL, -- JSON list of ids
    created_at      INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    attempts        INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX outgoing_pushes_due ON outgoing_pushes (next_attempt_at);
CREATE INDEX outgoing_pushes_by_session ON outgoing_pushes (session);
CREATE INDEX outgoing_pushes_by_alert ON outgoing_pushes (alert);

-- Whether alerts come by email although a browser gets notifications of them.
ALTER TABLE accounts ADD COLUMN alert_emails INTEGER NOT NULL DEFAULT 1;
