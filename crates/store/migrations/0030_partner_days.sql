-- How often offers were seen in a partner's pages, and how often somebody came from there: sums of a day in Rome.
-- Nothing about who.
CREATE TABLE partner_days (
    partner TEXT NOT NULL,
    day TEXT NOT NULL,
    views INTEGER NOT NULL,
    clicks INTEGER NOT NULL,
    PRIMARY KEY (day, partner)
) STRICT, WITHOUT ROWID;
