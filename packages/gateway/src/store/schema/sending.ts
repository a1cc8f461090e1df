/** Priority of messages, and order to one recipient (../../messages/outgoing/recipient-order.ts). */
export const SENDING_ORDER_SCHEMA = `
ALTER TABLE messages ADD COLUMN priority INTEGER NOT NULL DEFAULT 1; -- names stand in ../../messages/rows.ts

-- As the queue before, the most urgent first.
CREATE TABLE queue_by_priority (
  lane INTEGER NOT NULL,
  priority INTEGER NOT NULL,
  message_id INTEGER NOT NULL,
  PRIMARY KEY (lane, priority, message_id)
) STRICT, WITHOUT ROWID;
INSERT INTO queue_by_priority (lane, priority, message_id) SELECT lane, 1, message_id FROM queue;
DROP TABLE queue;
ALTER TABLE queue_by_priority RENAME TO queue;

-- The message that has the turn at a recipient, among those that may use the same ports.
CREATE TABLE recipient_turns (
  recipient TEXT NOT NULL,          -- the number without a leading +
  ports INTEGER NOT NULL,
  message_id INTEGER NOT NULL,
  PRIMARY KEY (recipient, ports)
) STRICT, WITHOUT ROWID;

-- Messages out of the queue until it is their turn.
CREATE TABLE waiting_for_turn (
  message_id INTEGER PRIMARY KEY,
  recipient TEXT NOT NULL,
  ports INTEGER NOT NULL,
  priority INTEGER NOT NULL
) STRICT;
CREATE INDEX waiting_for_turn_by_recipient ON waiting_for_turn (recipient, ports, priority, message_id);

-- Messages out of the queue for the SIM that carried the last one to their recipient.
CREATE TABLE reserved (
  message_id INTEGER PRIMARY KEY,
  imsi TEXT NOT NULL,
  ports INTEGER NOT NULL,
  priority INTEGER NOT NULL,
  since_steady INTEGER NOT NULL
) STRICT;
CREATE INDEX reserved_by_sim ON reserved (imsi, priority, message_id);
CREATE INDEX reserved_by_age ON reserved (since_steady);
`;
