-- Counties that a person removed. One that comes back goes on from its revision: copies of what it was are told apart
-- from what it is by that number alone. A database that had a county and lost it is no new one, and gets no demo county.
CREATE TABLE removed_county (
  county text PRIMARY KEY,
  revision bigint NOT NULL,
  removed_at timestamptz NOT NULL
);

-- revision at which this installation began; what was before it is of one that was removed
ALTER TABLE county ADD COLUMN since_revision bigint NOT NULL DEFAULT 0;
