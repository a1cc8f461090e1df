/** The tables that a data folder needs besides those of its program: the first step of a new schema makes them. */
export const STORE_TABLES = `
CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE steady_clock (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  steady INTEGER NOT NULL,
  wall INTEGER NOT NULL
) STRICT;

-- How the database file looked when the log beside it began (log-base.ts).
CREATE TABLE log_base (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  modified INTEGER NOT NULL,        -- of the file, milliseconds since 1970
  size INTEGER NOT NULL,            -- of the file, octets
  copying INTEGER NOT NULL          -- 1: the log is being copied into the file, which changes it
) STRICT;
INSERT INTO log_base (id, modified, size, copying) VALUES (1, 0, 0, 1);
`;
