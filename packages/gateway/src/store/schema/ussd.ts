/** USSD: requests, dialogues, their turns, and the reply that is kept for each port. */
export const USSD_SCHEMA = `
-- One send_ussd request, for one port or several.
CREATE TABLE ussd_requests (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  text TEXT NOT NULL,
  steady INTEGER NOT NULL
) STRICT;

-- One session between a SIM and the network.
CREATE TABLE ussd_dialogues (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  port INTEGER NOT NULL,
  imsi TEXT NOT NULL,
  origin INTEGER NOT NULL,          -- 0: asked by us, 1: begun by the network, 2: by the balance watch
  state INTEGER NOT NULL,           -- names stand in ../../sessions/ussd/ussd-rows.ts
  reason TEXT NOT NULL DEFAULT '',  -- why it ended, where it did not end well
  started INTEGER NOT NULL,
  ended INTEGER,
  steady INTEGER NOT NULL
) STRICT;
CREATE INDEX ussd_dialogues_open ON ussd_dialogues (id) WHERE state < 2;
CREATE INDEX ussd_dialogues_by_port ON ussd_dialogues (port, id);

-- What was said, in order; committed before it is sent.
CREATE TABLE ussd_turns (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  dialogue_id INTEGER NOT NULL,
  request_id INTEGER,               -- NULL where nobody asked for it
  direction INTEGER NOT NULL,       -- 0: to the network, 1: from it, 2: from the gateway, in place of an answer
  text TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX ussd_turns_by_dialogue ON ussd_turns (dialogue_id, id);
CREATE INDEX ussd_turns_by_request ON ussd_turns (request_id);

-- What query_ussd_reply answers; "" while nothing came to the last request.
CREATE TABLE ussd_replies (
  port INTEGER PRIMARY KEY,
  text TEXT NOT NULL
) STRICT;
`;
