/** Orders to ports, forwardings and numbers of SIMs, and what SIMs have used of their limits. */
export const PORTS_SCHEMA = `
CREATE TABLE port_states (
  port INTEGER PRIMARY KEY,
  power TEXT,                       -- on, off; NULL: as the modem was left
  slot INTEGER,                     -- NULL: the one it stands at
  blocked INTEGER NOT NULL DEFAULT 0,
  recording INTEGER                 -- of its AT conversation; NULL: as the settings say
) STRICT;

-- A PIN is never written here.
CREATE TABLE port_actions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  port INTEGER NOT NULL,
  imsi TEXT NOT NULL,               -- the SIM it was asked for; '' where there was none
  action TEXT NOT NULL,             -- JSON
  asked_at INTEGER NOT NULL,
  state INTEGER NOT NULL,           -- names stand in ../../port-management/action-record.ts
  text TEXT NOT NULL DEFAULT ''     -- why it was not done
) STRICT;
CREATE INDEX port_actions_by_port ON port_actions (port, id);
CREATE INDEX port_actions_pending ON port_actions (port, id) WHERE state = 0;

CREATE TABLE call_forwardings (
  imsi TEXT NOT NULL,
  condition TEXT NOT NULL,
  number TEXT NOT NULL,
  PRIMARY KEY (imsi, condition)
) STRICT, WITHOUT ROWID;

CREATE TABLE sim_numbers (
  imsi TEXT PRIMARY KEY,
  number TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Of each span only the period that runs: an older one starts over at nought.
CREATE TABLE sim_usage (
  imsi TEXT NOT NULL,
  kind TEXT NOT NULL,               -- sms, calls, callSeconds
  span TEXT NOT NULL,               -- minute, hour, day, month, total
  period INTEGER NOT NULL,          -- its start in steady time
  amount INTEGER NOT NULL,
  PRIMARY KEY (imsi, kind, span)
) STRICT, WITHOUT ROWID;
`;
