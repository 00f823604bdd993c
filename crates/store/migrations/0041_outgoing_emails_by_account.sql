-- Who is told that an account goes is asked for by account, and erasing one takes its emails along.
CREATE INDEX outgoing_emails_by_account ON outgoing_emails (account);
