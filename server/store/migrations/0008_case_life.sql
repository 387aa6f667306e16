-- Counties choose two to five tiers among five colours.
ALTER TABLE dispute DROP CONSTRAINT dispute_colour_check;
ALTER TABLE dispute ADD CONSTRAINT dispute_colour_check CHECK (colour IN ('red', 'orange', 'yellow', 'blue', 'green', 'none'));

-- lists by day, and what is pending by its due day
CREATE INDEX dispute_day ON dispute (county, occurred_on, id);
CREATE INDEX dispute_due ON dispute (county, due_on)
  WHERE state IN ('registered', 'triaged', 'dispatched', 'accepted', 'mediating', 'whistled', 'agreed', 'performing', 'confirming', 'reopened');

-- What Fengtu knows of a case beyond a ledger's row; there for every case that a person worked on. Organisations are ids
-- of `organisation`. Free text is masked.
CREATE TABLE dispute_life (
  county text NOT NULL,
  id bigint NOT NULL,
  -- number of its last event
  last_seq integer NOT NULL,
  -- year in its code, where the day of occurrence was corrected into another
  coded_year integer,
  -- when the present state began
  since date,
  -- the day that the term for handling runs from: it came in, or was reopened
  came_on date,
  entered_by text,
  entered_account text,
  holder text,
  holder_since date,
  escalated_to text,
  escalated_by text,
  coloured_on date,
  colour_reason text,
  reported_on date,
  plan text,
  lead_post text,
  mediation_type text,
  agreed_on date,
  perform_by date,
  agreed_fen bigint,
  performance text,
  performed_on date,
  applied_on date,
  decided_on date,
  followed_on date,
  follow_result text,
  -- days of the follow-ups since the close, as a JSON array
  follow_ups jsonb,
  advice text,
  merged_into bigint,
  reopened integer NOT NULL,
  subsidy_fen bigint,
  subsidy_status text NOT NULL,
  -- the earliest due day of its running clocks, and which that is
  next_due date,
  next_clock text,
  PRIMARY KEY (county, id)
);
CREATE INDEX dispute_life_due ON dispute_life (county, next_due) WHERE next_due IS NOT NULL;
CREATE INDEX dispute_life_holder ON dispute_life (county, holder, next_due) WHERE holder IS NOT NULL;
CREATE INDEX dispute_life_above ON dispute_life (county, escalated_to) WHERE escalated_to IS NOT NULL;
CREATE INDEX dispute_life_entered ON dispute_life (county, entered_by) WHERE entered_by IS NOT NULL;
CREATE INDEX dispute_life_account ON dispute_life (county, entered_account) WHERE entered_account IS NOT NULL;

-- What happened to a case in Fengtu, with what it changed, so that the case can be shown as of any past day. What
-- imports did is not here: dispute.batch and dispute_before tell it.
CREATE TABLE dispute_event (
  county text NOT NULL,
  id bigint NOT NULL,
  seq integer NOT NULL,
  -- of the county, raised by this event: tells its place among imports
  revision bigint NOT NULL,
  at timestamptz NOT NULL,
  kind text NOT NULL,
  from_state text,
  to_state text,
  organisation text,
  account text,
  login text,
  note text,
  -- [{ field, before, after }]
  changes jsonb NOT NULL,
  PRIMARY KEY (county, id, seq)
);

CREATE TABLE whistle (
  county text NOT NULL,
  case_id bigint NOT NULL,
  -- counts up within the case
  no integer NOT NULL,
  department text NOT NULL,
  reason text NOT NULL,
  called_on date NOT NULL,
  due_on date NOT NULL,
  reported_on date,
  result_on date,
  result text,
  withdrawn_on date,
  PRIMARY KEY (county, case_id, no)
);
CREATE INDEX whistle_department ON whistle (county, department, due_on);
CREATE INDEX whistle_open ON whistle (county, due_on) WHERE result_on IS NULL AND withdrawn_on IS NULL;

CREATE TABLE supervision (
  county text NOT NULL,
  case_id bigint NOT NULL,
  no integer NOT NULL,
  reason text NOT NULL,
  -- organisation that supervises
  by_organisation text,
  since date NOT NULL,
  due_on date NOT NULL,
  answered_on date,
  answer text,
  lifted_on date,
  PRIMARY KEY (county, case_id, no)
);
CREATE INDEX supervision_open ON supervision (county, due_on) WHERE answered_on IS NULL AND lifted_on IS NULL;

CREATE TABLE participation (
  county text NOT NULL,
  case_id bigint NOT NULL,
  organisation text NOT NULL,
  ring text NOT NULL CHECK (ring IN ('1', '4', 'N')),
  PRIMARY KEY (county, case_id, organisation)
);
CREATE INDEX participation_organisation ON participation (county, organisation);

-- always in pairs: a case and its people
CREATE TABLE prevention (
  county text NOT NULL,
  case_id bigint NOT NULL,
  kind text NOT NULL,
  people integer NOT NULL CHECK (people > 0),
  PRIMARY KEY (county, case_id, kind)
);

-- the bytes lie beside the database, under their hash
CREATE TABLE attachment (
  county text NOT NULL,
  case_id bigint NOT NULL,
  no integer NOT NULL,
  -- masked
  name text NOT NULL,
  type text NOT NULL,
  bytes integer NOT NULL,
  sha256 text NOT NULL,
  added_at timestamptz NOT NULL,
  PRIMARY KEY (county, case_id, no)
);
CREATE INDEX attachment_sha256 ON attachment (sha256);
