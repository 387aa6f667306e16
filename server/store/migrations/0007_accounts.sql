-- Who may come in, in which posts, and for how long. Not county data: one set for the installation. An account is a
-- sign-in name and the name of a post, never that of a person.
CREATE TABLE account (
  id text PRIMARY KEY,
  login text NOT NULL UNIQUE,
  name text NOT NULL,
  -- the side of all its posts, null while it has none. Posts point to it together with the id, so that no account
  -- can hold posts of two sides
  side text CHECK (side IN ('work', 'system', 'security', 'audit')),
  -- argon2id in the PHC form; null until its holder has used a link
  password text,
  password_at timestamptz,
  -- user name at the identity provider, or `sub:` with the subject
  identity text UNIQUE,
  -- wrong passwords and codes in a row, which lock it, and those since the last sign-in, which its holder is told of
  failures integer NOT NULL DEFAULT 0,
  failures_told integer NOT NULL DEFAULT 0,
  locked_until timestamptz,
  signed_in_at timestamptz,
  signed_in_from text,
  -- secret of the one-time codes in base32, one that is not confirmed yet, and the last step that was used
  second_factor text,
  second_factor_new text,
  second_factor_step bigint,
  -- its password or identity was set by means of a system administrator while it had posts: it comes in again when a
  -- security administrator has let it
  held boolean NOT NULL DEFAULT false,
  demo boolean NOT NULL DEFAULT false,
  made_at timestamptz NOT NULL,
  closed_at timestamptz,
  UNIQUE (id, side),
  CHECK ((password IS NULL) = (password_at IS NULL)),
  -- a demo account can only be entered by the demo's own door
  CHECK (NOT demo OR (password IS NULL AND identity IS NULL))
);

CREATE TABLE former_password (
  account text NOT NULL REFERENCES account,
  password text NOT NULL,
  until timestamptz NOT NULL,
  PRIMARY KEY (account, password)
);

CREATE TABLE post (
  id text PRIMARY KEY,
  account text NOT NULL,
  side text NOT NULL,
  role text NOT NULL CHECK (role IN (
    'leader', 'clerk', 'mediator', 'supervisor', 'worker', 'wall', 'system_admin', 'security_admin', 'audit_admin')),
  -- root of what it sees: a county, what lies above several, or an area inside one
  area text,
  -- ids of organisations are those of a county
  organisation_county text,
  organisation text,
  given_at timestamptz NOT NULL,
  FOREIGN KEY (account, side) REFERENCES account (id, side),
  CHECK (side = CASE role WHEN 'system_admin' THEN 'system' WHEN 'security_admin' THEN 'security'
                          WHEN 'audit_admin' THEN 'audit' ELSE 'work' END),
  CHECK ((side = 'work') = (area IS NOT NULL)),
  CHECK ((organisation IS NULL) = (organisation_county IS NULL)),
  CHECK (side = 'work' OR organisation IS NULL)
);
CREATE INDEX post_account ON post (account);

CREATE TABLE session (
  -- SHA-256 of the token, which the browser alone has
  token text PRIMARY KEY,
  account text NOT NULL REFERENCES account,
  post text REFERENCES post,
  how text NOT NULL CHECK (how IN ('password', 'identity', 'demo')),
  -- a code was given, or none was asked for
  factor_given boolean NOT NULL,
  address text,
  started_at timestamptz NOT NULL,
  active_at timestamptz NOT NULL,
  -- the sign-in before this one, and the failures since
  last_at timestamptz,
  last_from text,
  last_failures integer NOT NULL DEFAULT 0,
  -- kept for a while, to tell the browser why
  ended text CHECK (ended IN ('idle', 'absolute', 'elsewhere', 'closed', 'changed', 'demo', 'left')),
  ended_at timestamptz,
  CHECK ((ended IS NULL) = (ended_at IS NULL))
);
CREATE INDEX session_account ON session (account) WHERE ended IS NULL;
CREATE INDEX session_ended ON session (ended_at) WHERE ended IS NOT NULL;

-- One-time links: one for an account at most, and one of the first start, which has none.
CREATE TABLE link (
  token text PRIMARY KEY,
  account text UNIQUE REFERENCES account,
  -- made on the command line, by whoever holds the machine: the account is not held for it
  at_machine boolean NOT NULL,
  made_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX link_of_first_start ON link ((account IS NULL)) WHERE account IS NULL;

CREATE TABLE device (
  id text PRIMARY KEY,
  token text NOT NULL UNIQUE,
  name text NOT NULL,
  area text NOT NULL,
  came_from text,
  made_at timestamptz NOT NULL,
  seen_at timestamptz,
  closed_at timestamptz
);

-- The security policy as JSON. Changes that depend on how many administrators there are take turns on this row.
CREATE TABLE security_policy (
  one integer PRIMARY KEY CHECK (one = 1),
  policy text,
  changed_at timestamptz,
  changed_by text
);
INSERT INTO security_policy VALUES (1, NULL, NULL, NULL);
