-- Organisations: committees, centres, rooms, courts, stations, departments. Never a person: staff are head counts.
-- Which types and trades there are the application knows.
CREATE TABLE organisation (
  county text NOT NULL,
  -- of the pack, or a UUIDv7
  id text NOT NULL,
  name text NOT NULL,
  type text NOT NULL,
  -- area that it serves
  area text NOT NULL,
  domain text,
  star integer CHECK (star BETWEEN 1 AND 5),
  staff integer CHECK (staff >= 0),
  staff_full_time integer CHECK (staff_full_time BETWEEN 0 AND staff),
  staff_law integer CHECK (staff_law BETWEEN 0 AND staff),
  staff_bachelor integer CHECK (staff_bachelor BETWEEN 0 AND staff),
  lng double precision,
  lat double precision,
  source text NOT NULL CHECK (source IN ('pack', 'person')),
  closed_on date,
  -- of its last change
  revision bigint NOT NULL,
  PRIMARY KEY (county, id),
  CHECK ((lng IS NULL) = (lat IS NULL)),
  -- a part says nothing without the whole
  CHECK (staff IS NOT NULL OR (staff_full_time IS NULL AND staff_law IS NULL AND staff_bachelor IS NULL))
);
CREATE INDEX organisation_area ON organisation (county, area);

-- What a centre has of its checklist; no row = nobody has said. Items are codes of the county's list.
CREATE TABLE organisation_facility (
  county text NOT NULL,
  organisation text NOT NULL,
  item text NOT NULL,
  has boolean NOT NULL,
  PRIMARY KEY (county, organisation, item)
);

-- What a county decided, part by part; a part without a row, or with none decided any more, is the standard's.
CREATE TABLE county_setting (
  county text NOT NULL,
  key text NOT NULL,
  value jsonb,
  revision bigint NOT NULL,
  changed_at timestamptz NOT NULL,
  login text NOT NULL,
  PRIMARY KEY (county, key)
);
