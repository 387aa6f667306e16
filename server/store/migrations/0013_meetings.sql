-- Meetings of a county, its towns and villages, and what they decided. Texts are masked before they come here; who has to
-- carry something out is an organisation. Which kinds there are the application knows.
CREATE TABLE meeting (
  county text NOT NULL,
  -- UUIDv7
  id text NOT NULL,
  -- whose meeting it is
  area text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('village_weekly', 'town_halfmonthly', 'county_monthly', 'secretary_quarterly')),
  held_on date NOT NULL,
  title text NOT NULL,
  minutes text,
  -- hard cases that were solved
  solved integer CHECK (solved >= 0),
  -- of its last change
  revision bigint NOT NULL,
  -- raised by each change
  version integer NOT NULL,
  -- id of the account, null for the program; the sign-in name is that of a post
  created_account text,
  created_login text NOT NULL,
  created_at timestamptz NOT NULL,
  changed_account text,
  changed_login text NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (county, id)
);
-- one a day: the same meeting is not entered twice
CREATE UNIQUE INDEX meeting_once ON meeting (county, kind, area, held_on);
CREATE INDEX meeting_day ON meeting (county, held_on);

-- Cases that a meeting talked about.
CREATE TABLE meeting_case (
  county text NOT NULL,
  meeting text NOT NULL,
  case_id bigint NOT NULL,
  PRIMARY KEY (county, meeting, case_id)
);
CREATE INDEX meeting_case_case ON meeting_case (county, case_id);

-- Decisions that somebody has to carry out.
CREATE TABLE meeting_action (
  county text NOT NULL,
  -- UUIDv7
  id text NOT NULL,
  meeting text NOT NULL,
  -- number in the meeting, from 1
  no integer NOT NULL,
  text text NOT NULL,
  -- id of an organisation
  owner text NOT NULL,
  due_on date NOT NULL,
  place text,
  status text NOT NULL CHECK (status IN ('open', 'done', 'dropped')),
  done_on date,
  result text,
  version integer NOT NULL,
  PRIMARY KEY (county, id),
  CHECK ((status = 'open') = (done_on IS NULL)),
  CHECK (status <> 'open' OR result IS NULL)
);
CREATE UNIQUE INDEX meeting_action_no ON meeting_action (county, meeting, no);
CREATE INDEX meeting_action_due ON meeting_action (county, due_on) WHERE status = 'open';
