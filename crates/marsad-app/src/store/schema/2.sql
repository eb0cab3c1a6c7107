-- Version 2: texts may be let go. What was said stays as a short quote, and what still has its text is found without reading all of it.

ALTER TABLE statements ADD COLUMN quote TEXT;
CREATE INDEX articles_with_text ON articles (ingested, outlet) WHERE body IS NOT NULL;
CREATE INDEX versions_with_text ON versions (ended) WHERE body IS NOT NULL;
