-- Views of the ledger that somebody keeps under a name: what is asked for and shown, never cases.
CREATE TABLE saved_view (
  county text NOT NULL,
  -- UUIDv7
  id text NOT NULL,
  account text NOT NULL,
  name text NOT NULL,
  -- URL form of filter and order; null for the whole ledger in its usual order
  query text,
  -- codes, separated by commas
  columns text NOT NULL,
  -- others of the county may use it too
  shared boolean NOT NULL,
  PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX saved_view_name ON saved_view (county, account, name);
