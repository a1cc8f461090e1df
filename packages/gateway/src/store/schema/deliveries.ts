/** Version of the queue of push targets in which an event holds back only its own subject. */
export const DELIVERIES_SCHEMA = `
-- Events that left the line of a target: those that wait for another attempt, those behind them, and those given up.
-- With the event itself, because the journal may forget it.
CREATE TABLE push_deliveries (
  target_id INTEGER NOT NULL,
  event_id INTEGER NOT NULL,
  state INTEGER NOT NULL,           -- 0: waits for its next attempt; 1: behind an earlier one, or under way; 2: given up
  subject TEXT NOT NULL,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  body TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  rejections INTEGER NOT NULL DEFAULT 0,
  failing_for INTEGER NOT NULL DEFAULT 0, -- milliseconds
  last_steady INTEGER NOT NULL DEFAULT 0, -- last attempt
  next_steady INTEGER NOT NULL DEFAULT 0, -- next attempt
  trouble TEXT NOT NULL DEFAULT '',
  given_up_at INTEGER NOT NULL DEFAULT 0,
  given_up_steady INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (target_id, event_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX push_deliveries_due ON push_deliveries (target_id, next_steady) WHERE state = 0;
CREATE INDEX push_deliveries_of_subject ON push_deliveries (target_id, subject, event_id) WHERE state < 2;
CREATE INDEX push_deliveries_open ON push_deliveries (target_id, event_id) WHERE state < 2;
CREATE INDEX push_deliveries_given_up ON push_deliveries (target_id, event_id) WHERE state = 2;

INSERT INTO push_deliveries
  (target_id, event_id, state, subject, kind, at, body, trouble, given_up_at, given_up_steady)
SELECT target_id, event_id, iif(resending = 1, 0, 2), 'event ' || event_id, kind, at, body, reason, given_up_at, given_up_steady
FROM push_given_up;
DROP TABLE push_given_up;

ALTER TABLE push_targets DROP COLUMN failures;
ALTER TABLE push_targets DROP COLUMN rejections;
ALTER TABLE push_targets DROP COLUMN failing_steady;
ALTER TABLE push_targets DROP COLUMN trouble;

-- The newest attempts of each target, in two rings, so that those that went well do not push out the others.
CREATE TABLE push_attempts (
  target_id INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  slot INTEGER NOT NULL,
  number INTEGER NOT NULL,          -- grows with every attempt of the target
  event_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  steady INTEGER NOT NULL,
  milliseconds INTEGER NOT NULL,
  status INTEGER NOT NULL,
  trouble TEXT NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY (target_id, failed, slot)
) STRICT, WITHOUT ROWID;
`;
