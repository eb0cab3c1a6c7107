-- Version 4: rules by which a reader wants to be told when something escalates; and what events were.

CREATE TABLE alerts (
  alert INTEGER PRIMARY KEY,
  query TEXT NOT NULL,
  window_days INTEGER NOT NULL,
  baseline_days INTEGER NOT NULL,
  towards TEXT NOT NULL,
  points REAL NOT NULL,
  made TEXT NOT NULL,
  muted_until TEXT
) STRICT;

-- When an event changed, since one run may last for weeks; null for what was noted before this version.
ALTER TABLE revisions ADD COLUMN at TEXT;
