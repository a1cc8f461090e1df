/** Counts and signal of each port by time (../../statistics/statistics.ts). */
export const STATISTICS_SCHEMA = `
CREATE TABLE port_statistics (
  step INTEGER NOT NULL,            -- 60 or 3600 seconds
  start INTEGER NOT NULL,           -- of the step, wall time
  port INTEGER NOT NULL,            -- 255: no port had begun it
  sent INTEGER NOT NULL DEFAULT 0,
  delivered INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  received INTEGER NOT NULL DEFAULT 0,
  calls INTEGER NOT NULL DEFAULT 0,
  signal_sum INTEGER NOT NULL DEFAULT 0,
  signal_samples INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (step, start, port)
) STRICT, WITHOUT ROWID;

-- The last event of the journal that is counted.
CREATE TABLE statistics_position (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  event INTEGER NOT NULL
) STRICT;
INSERT INTO statistics_position (id, event) VALUES (1, 0);
`;

/** Accepted messages are counted from the first start of this version on. */
export const ACCEPTED_SCHEMA = `
ALTER TABLE port_statistics ADD COLUMN accepted INTEGER NOT NULL DEFAULT 0; -- for this port alone; 255: for any of several
ALTER TABLE statistics_position ADD COLUMN message INTEGER NOT NULL DEFAULT 0; -- the last one that is counted
UPDATE statistics_position SET message = coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'messages'), 0);
`;
