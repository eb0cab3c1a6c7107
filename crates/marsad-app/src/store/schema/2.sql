-- Version 2: texts may be let go, and what was said is found by who said it and when.

-- What was said stays as a short quote, and what still has its text is found without reading all of it.
ALTER TABLE statements ADD COLUMN quote TEXT;
CREATE INDEX articles_with_text ON articles (ingested, outlet) WHERE body IS NOT NULL;
CREATE INDEX versions_with_text ON versions (ended) WHERE body IS NOT NULL;

-- Lists of what somebody said, by day: as himself, by his office, by his country.
ALTER TABLE statements ADD COLUMN speaker_office TEXT;
ALTER TABLE statements ADD COLUMN day TEXT NOT NULL DEFAULT '';
UPDATE statements SET speaker_office = json_extract(detail, '$.speaker.office'),
  day = coalesce((SELECT day FROM articles WHERE articles.article = statements.article), '');
DROP INDEX statements_by_speaker;
CREATE INDEX statements_by_actor ON statements (speaker_actor, day) WHERE speaker_actor IS NOT NULL;
CREATE INDEX statements_by_office ON statements (speaker_office, day) WHERE speaker_office IS NOT NULL;
CREATE INDEX statements_by_country ON statements (speaker_country, day) WHERE speaker_country IS NOT NULL;
CREATE INDEX statements_by_day ON statements (day);
