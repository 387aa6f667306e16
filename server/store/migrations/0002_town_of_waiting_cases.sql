-- A case whose village is in doubt waits in the queue, but its town may be plain: it counts there meanwhile.

-- only where area is null; told afresh with every pack and alias
ALTER TABLE dispute ADD COLUMN town text;
ALTER TABLE dispute_before ADD COLUMN town text;
