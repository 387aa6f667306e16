-- Who did what. Lines are only ever added, each with a hash over itself and the line before; the head tells where the
-- chain ends, so that a line that was cut off at its end shows as well. Not county data: one chain for the installation.
CREATE TABLE audit_line (
  seq bigint PRIMARY KEY,
  -- whole milliseconds
  at timestamptz NOT NULL,
  account text,
  login text NOT NULL,
  role text,
  organisation text,
  address text,
  action text NOT NULL,
  county text,
  subject text,
  -- JSON as text: the hash is over these very letters
  before text,
  after text,
  hash text NOT NULL
);
CREATE INDEX audit_line_at ON audit_line (at);
CREATE INDEX audit_line_action ON audit_line (action, seq);
CREATE INDEX audit_line_login ON audit_line (login, seq);
CREATE INDEX audit_line_subject ON audit_line (subject, seq) WHERE subject IS NOT NULL;

CREATE TABLE audit_head (
  one integer PRIMARY KEY CHECK (one = 1),
  -- the last line, and the first that is still kept with the hash of the one before it; NULL where none was before
  seq bigint NOT NULL,
  hash text,
  kept_from bigint NOT NULL,
  kept_after text
);
INSERT INTO audit_head VALUES (1, 0, NULL, 1, NULL);
