-- Version 4: rules by which a reader wants to be told when something escalates.

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
