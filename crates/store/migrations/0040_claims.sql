-- A row is claimed by moving its time past the longest that seeing to it may take: nobody else takes it meanwhile, and
-- after a crash its time comes again by itself. How often it was claimed is what `attempts` counts from now on.

-- A row that can't be made into a letter or a notification is set aside: it stops nobody else, and is kept with the
-- reason until somebody has looked, or a month has passed. Unix seconds.
ALTER TABLE outgoing_emails ADD COLUMN set_aside_at INTEGER;
ALTER TABLE outgoing_emails ADD COLUMN set_aside_reason TEXT; -- without anybody's address
ALTER TABLE outgoing_pushes ADD COLUMN set_aside_at INTEGER;
ALTER TABLE outgoing_pushes ADD COLUMN set_aside_reason TEXT;
-- An alert whose search does not hold any more is run no more; its owner still sees it and may end it.
ALTER TABLE alerts ADD COLUMN set_aside_at INTEGER;
ALTER TABLE alerts ADD COLUMN set_aside_reason TEXT;
