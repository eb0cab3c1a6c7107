-- Version 1 of the observatory. docs/store.md describes every table and column; a test compares the two.
-- Days are ISO (2024-11-10), times RFC 3339 in UTC, spans code points of the text named by `field`, booleans 0 or 1.

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What changed the archive, and with which program and data.
CREATE TABLE runs (
  run INTEGER PRIMARY KEY,
  command TEXT NOT NULL,
  began TEXT NOT NULL,
  ended TEXT,
  marsad TEXT NOT NULL,
  pack TEXT NOT NULL,
  ontology TEXT NOT NULL,
  data TEXT NOT NULL,
  n_new INTEGER NOT NULL DEFAULT 0,
  n_changed INTEGER NOT NULL DEFAULT 0,
  n_known INTEGER NOT NULL DEFAULT 0,
  n_refused INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Articles of one text: wire copies and lightly changed reprints.
CREATE TABLE stories (
  story INTEGER PRIMARY KEY,
  first INTEGER NOT NULL,
  n_articles INTEGER NOT NULL,
  n_outlets INTEGER NOT NULL
) STRICT;

CREATE TABLE articles (
  article INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  id TEXT NOT NULL,
  url TEXT,
  outlet TEXT,
  published TEXT,
  day TEXT,
  language TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT,
  hash TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  story INTEGER NOT NULL,
  signature BLOB NOT NULL,
  digest INTEGER NOT NULL,
  words_digest INTEGER NOT NULL,
  notes TEXT NOT NULL,
  run INTEGER NOT NULL REFERENCES runs,
  coded INTEGER NOT NULL REFERENCES runs,
  ingested TEXT NOT NULL
) STRICT;
CREATE INDEX articles_by_hash ON articles (hash);
CREATE INDEX articles_by_id ON articles (id);
CREATE INDEX articles_by_story ON articles (story);
CREATE INDEX articles_by_day ON articles (day);

-- Earlier texts of an article that its outlet changed.
CREATE TABLE versions (
  article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  version INTEGER NOT NULL,
  published TEXT,
  title TEXT NOT NULL,
  body TEXT,
  hash TEXT NOT NULL,
  ended TEXT NOT NULL,
  PRIMARY KEY (article, version)
) STRICT, WITHOUT ROWID;

-- Where articles that may be alike are looked for.
CREATE TABLE bands (
  band INTEGER NOT NULL,
  article INTEGER NOT NULL,
  PRIMARY KEY (band, article)
) STRICT, WITHOUT ROWID;

-- Articles that were taken down and are never taken in again.
CREATE TABLE tombstones (
  key TEXT PRIMARY KEY,
  hash TEXT NOT NULL,
  removed TEXT NOT NULL,
  reason TEXT NOT NULL,
  author TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tombstones_by_hash ON tombstones (hash);

CREATE TABLE claims (
  claim INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  id TEXT NOT NULL,
  field TEXT NOT NULL,
  event_type TEXT NOT NULL,
  mode TEXT,
  contexts TEXT NOT NULL,
  date TEXT,
  date_start TEXT,
  date_end TEXT,
  date_precision TEXT,
  date_from INTEGER,
  date_to INTEGER,
  date_carried INTEGER NOT NULL,
  place TEXT,
  place_id TEXT,
  geonames INTEGER,
  lat REAL,
  lon REAL,
  place_country TEXT,
  place_precision TEXT,
  place_from INTEGER,
  place_to INTEGER,
  place_carried INTEGER NOT NULL,
  condition TEXT,
  condition_from INTEGER,
  condition_to INTEGER,
  factuality TEXT NOT NULL,
  attribution TEXT NOT NULL,
  cue_from INTEGER,
  cue_to INTEGER,
  trigger_from INTEGER NOT NULL,
  trigger_to INTEGER NOT NULL,
  sentence_from INTEGER NOT NULL,
  sentence_to INTEGER NOT NULL,
  evidence TEXT NOT NULL,
  cameo TEXT NOT NULL,
  plover_type TEXT NOT NULL,
  plover_mode TEXT,
  quad INTEGER NOT NULL,
  intensity REAL NOT NULL,
  confidence REAL NOT NULL,
  frame TEXT NOT NULL,
  retells TEXT,
  denies TEXT,
  state TEXT NOT NULL,
  coded TEXT,
  event INTEGER REFERENCES events DEFERRABLE INITIALLY DEFERRED,
  day TEXT NOT NULL,
  UNIQUE (article, id)
) STRICT;
CREATE INDEX claims_by_id ON claims (id);
CREATE INDEX claims_by_event ON claims (event);
CREATE INDEX claims_by_cell ON claims (event_type, day);

-- Who takes part in a claim, who says so, and through whom it reached the outlet.
CREATE TABLE participants (
  claim INTEGER NOT NULL REFERENCES claims ON DELETE CASCADE,
  part TEXT NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  actor TEXT,
  office TEXT,
  country TEXT,
  role TEXT,
  found_by TEXT,
  span_from INTEGER NOT NULL,
  span_to INTEGER NOT NULL,
  PRIMARY KEY (claim, part, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE figures (
  figure INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  claim INTEGER REFERENCES claims ON DELETE CASCADE,
  field TEXT NOT NULL,
  what TEXT NOT NULL,
  value REAL,
  low REAL,
  high REAL,
  modifier TEXT,
  unit TEXT,
  counted TEXT,
  span_from INTEGER NOT NULL,
  span_to INTEGER NOT NULL,
  attribution TEXT NOT NULL
) STRICT;
CREATE INDEX figures_by_claim ON figures (claim) WHERE claim IS NOT NULL;
CREATE INDEX figures_by_article ON figures (article);

CREATE TABLE statements (
  statement INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  field TEXT NOT NULL,
  speaker TEXT,
  speaker_actor TEXT,
  speaker_country TEXT,
  addressee TEXT,
  addressee_actor TEXT,
  addressee_country TEXT,
  force TEXT NOT NULL,
  quoted TEXT NOT NULL,
  content_from INTEGER NOT NULL,
  content_to INTEGER NOT NULL,
  detail TEXT NOT NULL
) STRICT;
CREATE INDEX statements_by_article ON statements (article);
CREATE INDEX statements_by_speaker ON statements (speaker_actor) WHERE speaker_actor IS NOT NULL;

CREATE TABLE roles (
  role INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  field TEXT NOT NULL,
  name TEXT NOT NULL,
  office TEXT NOT NULL,
  country TEXT,
  on_day TEXT,
  span_from INTEGER NOT NULL,
  span_to INTEGER NOT NULL
) STRICT;
CREATE INDEX roles_by_article ON roles (article);
CREATE INDEX roles_by_office ON roles (office);

-- What happened according to one or more claims: recomputed whenever these change.
CREATE TABLE events (
  event INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  event_type TEXT NOT NULL,
  mode TEXT,
  day TEXT NOT NULL,
  date TEXT,
  date_start TEXT,
  date_end TEXT,
  date_precision TEXT,
  source TEXT NOT NULL,
  source_country TEXT NOT NULL,
  target TEXT NOT NULL,
  target_country TEXT NOT NULL,
  place TEXT,
  place_id TEXT,
  lat REAL,
  lon REAL,
  place_country TEXT,
  place_precision TEXT,
  factuality TEXT NOT NULL,
  disputed INTEGER NOT NULL,
  quad INTEGER NOT NULL,
  intensity REAL NOT NULL,
  confidence REAL NOT NULL,
  n_claims INTEGER NOT NULL,
  n_outlets INTEGER NOT NULL,
  n_stories INTEGER NOT NULL,
  first_reported TEXT,
  facets TEXT NOT NULL,
  run INTEGER NOT NULL REFERENCES runs
) STRICT;
CREATE INDEX events_by_day ON events (day, event);

-- What became of events: which one another became, and what of it changed.
CREATE TABLE revisions (
  revision INTEGER PRIMARY KEY,
  event TEXT NOT NULL,
  run INTEGER NOT NULL REFERENCES runs,
  change TEXT NOT NULL,
  became TEXT,
  detail TEXT NOT NULL
) STRICT;
CREATE INDEX revisions_by_event ON revisions (event);

-- By what events are found: actor:iraq, country:IRQ, type:CONSULT, said-by:iran …
CREATE TABLE facets (
  facet INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  n_events INTEGER NOT NULL
) STRICT;
CREATE TABLE event_facets (
  facet INTEGER NOT NULL,
  day TEXT NOT NULL,
  event INTEGER NOT NULL,
  PRIMARY KEY (facet, day, event)
) STRICT, WITHOUT ROWID;

-- Counts for charts, kept true by whatever writes events and articles.
CREATE TABLE dyad_days (
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  day TEXT NOT NULL,
  quad INTEGER NOT NULL,
  n_events INTEGER NOT NULL,
  n_claims INTEGER NOT NULL,
  intensity REAL NOT NULL,
  PRIMARY KEY (source, target, day, quad)
) STRICT, WITHOUT ROWID;
CREATE TABLE outlet_days (
  outlet TEXT NOT NULL,
  day TEXT NOT NULL,
  n_articles INTEGER NOT NULL,
  n_claims INTEGER NOT NULL,
  PRIMARY KEY (outlet, day)
) STRICT, WITHOUT ROWID;

-- What people decided, never changed and never deleted.
CREATE TABLE decisions (
  decision INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  author TEXT NOT NULL,
  reason TEXT NOT NULL,
  action TEXT NOT NULL,
  detail TEXT NOT NULL,
  claim TEXT,
  coded TEXT,
  revokes INTEGER REFERENCES decisions
) STRICT;
-- Where in which text a decision holds; a changed text adds a place.
CREATE TABLE anchors (
  decision INTEGER NOT NULL REFERENCES decisions,
  side INTEGER NOT NULL,
  hash TEXT NOT NULL,
  field TEXT NOT NULL,
  trigger_from INTEGER NOT NULL,
  trigger_to INTEGER NOT NULL,
  event_type TEXT NOT NULL,
  before TEXT NOT NULL,
  quote TEXT NOT NULL,
  after TEXT NOT NULL,
  PRIMARY KEY (decision, side, hash, field, trigger_from)
) STRICT, WITHOUT ROWID;
CREATE INDEX anchors_by_hash ON anchors (hash);
-- Where the coder now says something else than was decided.
CREATE TABLE differences (
  decision INTEGER NOT NULL REFERENCES decisions,
  article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  run INTEGER NOT NULL REFERENCES runs,
  now TEXT,
  PRIMARY KEY (decision, article)
) STRICT, WITHOUT ROWID;

CREATE TABLE feeds (
  feed INTEGER PRIMARY KEY,
  url TEXT NOT NULL UNIQUE,
  title TEXT,
  site TEXT,
  outlet TEXT,
  language TEXT,
  country TEXT,
  paused INTEGER NOT NULL DEFAULT 0,
  etag TEXT,
  modified TEXT,
  answered TEXT,
  moved TEXT,
  not_before TEXT,
  every_minutes INTEGER NOT NULL DEFAULT 30,
  added TEXT NOT NULL
) STRICT;
CREATE TABLE fetches (
  fetch INTEGER PRIMARY KEY,
  feed INTEGER NOT NULL REFERENCES feeds ON DELETE CASCADE,
  url TEXT NOT NULL,
  at TEXT NOT NULL,
  outcome TEXT NOT NULL,
  status INTEGER,
  bytes INTEGER NOT NULL,
  n_items INTEGER NOT NULL,
  n_new INTEGER NOT NULL,
  n_changed INTEGER NOT NULL,
  n_undated INTEGER NOT NULL,
  n_empty INTEGER NOT NULL,
  message TEXT
) STRICT;
CREATE INDEX fetches_by_feed ON fetches (feed, at);
CREATE TABLE robots (
  host TEXT PRIMARY KEY,
  text TEXT,
  expires TEXT,
  not_before TEXT
) STRICT, WITHOUT ROWID;
-- Articles whose text is that of their page, and the item of a feed in whose place it stands.
CREATE TABLE pages (
  key TEXT PRIMARY KEY,
  item INTEGER NOT NULL,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Words of articles: lemmas and forms, folded by the program before they come here.
CREATE VIRTUAL TABLE words USING fts5 (
  title_lemmas, lemmas, title_forms, forms,
  content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0"
);
