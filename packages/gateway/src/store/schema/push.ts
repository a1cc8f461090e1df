/** Push targets, how far each has come, and what each never took. */
export const PUSH_SCHEMA = `
CREATE TABLE push_targets (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  configured INTEGER NOT NULL,      -- 1: of the settings file
  options TEXT NOT NULL,            -- JSON: nothing in it is searched for
  last_event INTEGER NOT NULL,      -- events up to this id are done with
  failures INTEGER NOT NULL DEFAULT 0,
  rejections INTEGER NOT NULL DEFAULT 0, -- of the event that is next
  failing_steady INTEGER,           -- since when every try failed
  trouble TEXT NOT NULL DEFAULT ''
) STRICT;

-- With the event itself, because the journal may forget it.
CREATE TABLE push_given_up (
  target_id INTEGER NOT NULL,
  event_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  body TEXT NOT NULL,
  given_up_at INTEGER NOT NULL,
  given_up_steady INTEGER NOT NULL,
  reason TEXT NOT NULL,
  resending INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (target_id, event_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX push_resending ON push_given_up (target_id, event_id) WHERE resending = 1;
`;
