/** Balances of SIMs, alarms, and what of them waits to be mailed. */
export const ALARMS_SCHEMA = `
CREATE TABLE balances (
  imsi TEXT PRIMARY KEY,
  iccid TEXT NOT NULL,
  port INTEGER NOT NULL,            -- where it was asked last
  asked_at INTEGER NOT NULL,
  amount TEXT,                      -- a decimal number; NULL before the first
  currency TEXT NOT NULL,
  read_at INTEGER,
  text TEXT NOT NULL,               -- the operator's last answer
  trouble TEXT NOT NULL,
  failures INTEGER NOT NULL,
  next_steady INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Alarms that are open, and those that were.
CREATE TABLE alarms (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  port INTEGER,
  imsi TEXT NOT NULL,
  text TEXT NOT NULL,
  reason TEXT NOT NULL,
  raised_at INTEGER NOT NULL,
  raised_steady INTEGER NOT NULL,
  last_steady INTEGER NOT NULL,     -- when it was raised or repeated last
  repeats INTEGER NOT NULL DEFAULT 0,
  cleared_at INTEGER,               -- NULL while it lasts
  cleared_steady INTEGER,
  acknowledged_at INTEGER,
  acknowledged_by TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX alarms_open ON alarms (kind, subject) WHERE cleared_at IS NULL;

-- Notices of alarms that no mail carried yet.
CREATE TABLE alarm_mails (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  steady INTEGER NOT NULL,
  notice TEXT NOT NULL              -- JSON
) STRICT;
`;
