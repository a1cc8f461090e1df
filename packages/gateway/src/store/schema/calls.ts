/**
 * Calls and their legs. A call has a leg on the GSM side, and may have one on an IP side, whose address and codec the call
 * data records show.
 */
export const CALLS_SCHEMA = `
CREATE TABLE calls (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  direction INTEGER NOT NULL,       -- 0: from the network, 1: to it
  source TEXT NOT NULL,
  destination TEXT NOT NULL,
  state INTEGER NOT NULL,           -- names stand in ../../sessions/calls/call-rows.ts
  started INTEGER NOT NULL,
  answered INTEGER,
  ended INTEGER,
  duration INTEGER NOT NULL DEFAULT 0, -- whole seconds from the answer
  hangup INTEGER,                   -- 0: called, 1: calling, 2: gateway
  reason TEXT NOT NULL DEFAULT '',  -- why the gateway ended it, or why it never came to be
  interrupted INTEGER NOT NULL DEFAULT 0, -- 1: cut by a restart, or with the modem
  steady INTEGER NOT NULL
) STRICT;
CREATE INDEX calls_by_start ON calls (started, id);
CREATE INDEX calls_open ON calls (id) WHERE ended IS NULL;

CREATE TABLE call_legs (
  call_id INTEGER NOT NULL,
  side INTEGER NOT NULL,            -- 0: GSM, 1: IP
  port INTEGER,                     -- of the GSM leg
  imsi TEXT NOT NULL DEFAULT '',
  cause INTEGER,                    -- of release (24.008 10.5.4.11)
  bcch TEXT NOT NULL DEFAULT '',    -- ARFCN of the cell where it began
  address TEXT NOT NULL DEFAULT '', -- of the IP leg
  codec TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (call_id, side)
) STRICT, WITHOUT ROWID;
`;
