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
