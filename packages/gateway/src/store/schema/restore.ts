/** Backups that were put back, and the log that belongs to the database. */
export const RESTORE_SCHEMA = `
-- Messages of a restored backup that may have been sent after it was made. A person releases or stops them.
CREATE TABLE held (
  message_id INTEGER PRIMARY KEY
) STRICT;

-- The database file as it was when its log began (log-base.ts).
CREATE TABLE log_base (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  modified INTEGER NOT NULL,        -- of the file, milliseconds since 1970
  size INTEGER NOT NULL,            -- of the file, octets
  copying INTEGER NOT NULL          -- 1: the log is being copied into the file, which changes it
) STRICT;
INSERT INTO log_base (id, modified, size, copying) VALUES (1, 0, 0, 1);
`;
