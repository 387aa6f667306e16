-- Revisions count from one in every database, so their numbers come again: in a data folder begun anew, in a backup that
-- was put back and went another way. Drawn at random with every raise, the mark tells two states of one number apart.
-- Of rows that an earlier program wrote the next opening draws it.
ALTER TABLE county ADD COLUMN mark text;
