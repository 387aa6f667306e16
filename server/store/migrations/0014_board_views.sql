-- Views are of the ledger or of the board, a name stands once on each; columns are the ledger's alone.
ALTER TABLE saved_view ADD COLUMN page text NOT NULL DEFAULT 'ledger' CHECK (page IN ('ledger', 'board'));
ALTER TABLE saved_view ALTER COLUMN page DROP DEFAULT;
ALTER TABLE saved_view ALTER COLUMN columns DROP NOT NULL;
ALTER TABLE saved_view ADD CHECK ((page = 'ledger') = (columns IS NOT NULL));
DROP INDEX saved_view_name;
CREATE UNIQUE INDEX saved_view_name ON saved_view (county, account, page, name);

-- Views of the board in the order in which a meeting is shown them.
CREATE TABLE deck (
  county text NOT NULL,
  -- UUIDv7
  id text NOT NULL,
  account text NOT NULL,
  name text NOT NULL,
  -- root of what its maker saw: it is shown to those who see that or less
  root text NOT NULL,
  -- others of the county may present it too
  shared boolean NOT NULL,
  -- [{query, title, note}]; texts are masked before they come here
  slides jsonb NOT NULL,
  -- raised by each change
  version integer NOT NULL,
  PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX deck_name ON deck (county, account, name);
