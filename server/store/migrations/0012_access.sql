-- Tells this database from every other. The folder of the attachments names it too: where they differ, no file there is
-- this database's to clear away.
CREATE TABLE installation (
  one integer PRIMARY KEY CHECK (one = 1),
  id text NOT NULL
);
INSERT INTO installation VALUES (1, gen_random_uuid()::text);

-- by_admin: password or identity came by a system administrator's means, and no security administrator has let the
-- account in since: its first post opens with that. password_due: somebody else may know the password, so that it is
-- changed at the next sign-in.
ALTER TABLE account ADD COLUMN by_admin boolean NOT NULL DEFAULT false;
ALTER TABLE account ADD COLUMN password_due boolean NOT NULL DEFAULT false;
UPDATE account SET by_admin = true WHERE NOT demo AND side IS NULL AND (password IS NOT NULL OR identity IS NOT NULL);

-- Registered by a visitor of the demo: closed when the first account of a person is made.
ALTER TABLE device ADD COLUMN demo boolean NOT NULL DEFAULT false;

-- Raised by each change, so that nobody sets it over a change that he has not seen.
ALTER TABLE security_policy ADD COLUMN version integer NOT NULL DEFAULT 0;

-- Root of what the maker of a view saw. It is shown to those who see that or less; views from before this are their
-- makers' alone.
ALTER TABLE saved_view ADD COLUMN root text;

CREATE INDEX audit_line_county ON audit_line (county, seq) WHERE county IS NOT NULL;
