-- By which rules the due days of cases that people work on were reckoned; null for those of an earlier program.
ALTER TABLE county ADD COLUMN clocks text;
