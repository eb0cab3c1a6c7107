-- Version 3: what lists, charts and maps count of events stands in an index, in the order in which they are asked for; the events of each day are counted.

-- Who acts towards somebody, as well as towards whom he acts.
CREATE INDEX dyad_days_by_target ON dyad_days (target, source);

-- Counts, places and facets of events by day, without a look at their rows.
DROP INDEX events_by_day;
CREATE INDEX events_by_day ON events (day, event, quad, place_id, facets);
-- Of an event its articles and what is open in it, of an article its events, without a look at their claims.
DROP INDEX claims_by_event;
CREATE INDEX claims_by_event ON claims (event, article, state, confidence);
CREATE INDEX claims_by_article ON claims (article, event);

CREATE TABLE event_days (
  day TEXT NOT NULL,
  quad INTEGER NOT NULL,
  n_events INTEGER NOT NULL,
  PRIMARY KEY (day, quad)
) STRICT, WITHOUT ROWID;
INSERT INTO event_days (day, quad, n_events) SELECT day, quad, count(*) FROM events GROUP BY day, quad;
