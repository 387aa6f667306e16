-- County data: `county` comes first in every key and never changes, so that the tables can be spread by county.
-- No triggers, enums, generated columns or empty strings; vocabularies are text, checked by the application
-- and, where they are closed, by CHECK.

CREATE TABLE county (
  county text PRIMARY KEY,
  name text NOT NULL,
  pack_version text NOT NULL,
  -- raised in every transaction that changes what can be seen of the county
  revision bigint NOT NULL DEFAULT 1,
  -- raised when a person teaches an alias
  alias_revision bigint NOT NULL DEFAULT 0,
  -- case numbers are dense, so that typed arrays can be indexed by them
  next_case_id bigint NOT NULL DEFAULT 1,
  installed_at timestamptz NOT NULL
);

-- counties whose first installation is under way; what a killed one left is removed before the next
CREATE TABLE unfinished_county (
  county text PRIMARY KEY,
  started_at timestamptz NOT NULL
);

CREATE TABLE pack_file (
  county text NOT NULL,
  version text NOT NULL,
  path text NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (county, version, path)
);
-- tiles are packed already
ALTER TABLE pack_file ALTER COLUMN bytes SET STORAGE EXTERNAL;

CREATE TABLE area (
  county text NOT NULL,
  code text NOT NULL,
  -- position in the pack's depth-first list
  position integer NOT NULL,
  name text NOT NULL,
  level text NOT NULL,
  parent text,
  placement text NOT NULL CHECK (placement IN ('boundary', 'approximate', 'none')),
  population integer,
  valid_from date,
  valid_to date,
  successor text,
  west double precision,
  south double precision,
  east double precision,
  north double precision,
  PRIMARY KEY (county, code)
);

-- other words for a place, taught by a person
CREATE TABLE alias (
  county text NOT NULL,
  words text NOT NULL,
  area text NOT NULL,
  learned_at timestamptz NOT NULL,
  PRIMARY KEY (county, words)
);

CREATE TABLE column_mapping (
  county text NOT NULL,
  fingerprint text NOT NULL,
  mapping jsonb NOT NULL,
  saved_at timestamptz NOT NULL,
  PRIMARY KEY (county, fingerprint)
);

CREATE TABLE import_batch (
  county text NOT NULL,
  batch uuid NOT NULL,
  revision bigint NOT NULL,
  -- masked
  file text NOT NULL,
  sha256 text,
  tally jsonb NOT NULL,
  mapping jsonb,
  -- numbers of the cases that it made: first_id up to and without end_id
  first_id bigint NOT NULL,
  end_id bigint NOT NULL,
  -- numbers of the known cases that its rows told of again
  carried int8multirange,
  imported_at timestamptz NOT NULL,
  undone_at timestamptz,
  PRIMARY KEY (county, batch)
);

CREATE TABLE dispute (
  county text NOT NULL,
  id bigint NOT NULL,
  -- of the last change
  revision bigint NOT NULL,
  -- that made the case
  batch uuid NOT NULL,
  -- hash of what the ledger row says but for its place and its progress
  content_key bigint NOT NULL,
  original_no text,
  -- its source numbered it, but a spreadsheet destroyed the number
  number_lost boolean NOT NULL,
  occurred_on date NOT NULL,
  due_on date,
  -- due_on is the county's preset, not the ledger's word
  due_preset boolean NOT NULL,
  closed_on date,
  category text NOT NULL,
  category_term text,
  colour text NOT NULL CHECK (colour IN ('red', 'yellow', 'blue', 'none')),
  state text NOT NULL,
  channel text NOT NULL,
  people integer,
  amount_fen bigint,
  unit text,
  -- masked
  summary text,
  agreement text CHECK (agreement IN ('written', 'oral')),
  judicially_confirmed boolean NOT NULL,
  followed_up boolean NOT NULL,
  -- its exact place would point at a family: kept to the village, without a point
  sensitive boolean NOT NULL,
  -- code as it was in force when the case was located
  area text,
  located_by text NOT NULL CHECK (located_by IN ('code', 'name', 'alias', 'point', 'person', 'unknown')),
  lng double precision,
  lat double precision,
  original_x double precision,
  original_y double precision,
  crs text,
  -- town and village as written, normalised and masked, where that found no place: key of the queue and of aliases
  place_words text,
  -- codes of areas that it might be, best first
  candidates jsonb,
  PRIMARY KEY (county, id),
  CHECK ((area IS NULL) = (located_by = 'unknown'))
);

-- what changed since a revision
CREATE INDEX dispute_revision ON dispute (county, revision);
-- rows that come again: by number, by the same words, by content
CREATE INDEX dispute_number ON dispute (county, original_no) WHERE original_no IS NOT NULL;
CREATE INDEX dispute_text ON dispute (county, area, category, occurred_on) WHERE summary IS NOT NULL;
CREATE INDEX dispute_content ON dispute (county, content_key);
-- the queue of cases without a place, and what a person settled out of it
CREATE INDEX dispute_queue ON dispute (county, place_words) WHERE area IS NULL OR located_by = 'person';

-- cases that are no more, for those who hold copies
CREATE TABLE dispute_gone (
  county text NOT NULL,
  id bigint NOT NULL,
  revision bigint NOT NULL,
  PRIMARY KEY (county, id)
);
CREATE INDEX dispute_gone_revision ON dispute_gone (county, revision);

-- cases as they were before a batch brought them up to date; gone when the batch is undone
CREATE TABLE dispute_before (
  county text NOT NULL,
  batch uuid NOT NULL,
  id bigint NOT NULL,
  -- revision of the batch
  at_revision bigint NOT NULL,
  due_on date,
  due_preset boolean NOT NULL,
  closed_on date,
  category text NOT NULL,
  category_term text,
  colour text NOT NULL,
  state text NOT NULL,
  channel text NOT NULL,
  people integer,
  amount_fen bigint,
  unit text,
  summary text,
  agreement text,
  judicially_confirmed boolean NOT NULL,
  followed_up boolean NOT NULL,
  -- its exact place would point at a family: kept to the village, without a point
  sensitive boolean NOT NULL,
  area text,
  located_by text NOT NULL,
  lng double precision,
  lat double precision,
  original_x double precision,
  original_y double precision,
  crs text,
  place_words text,
  candidates jsonb,
  PRIMARY KEY (county, batch, id)
);
CREATE INDEX dispute_before_case ON dispute_before (county, id);
