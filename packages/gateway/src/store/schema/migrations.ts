/**
 * The schema, as numbered steps: the first is version 1. A step that was released is never changed; a new one is added.
 *
 * Times named `steady` are of the steady clock (steady-clock.ts), all others are milliseconds since 1970 of the wall clock.
 * Enumerations are small integers; their names stand in ../../messages/rows.ts.
 */

import { ALARMS_SCHEMA } from './alarms.ts';
import { CALLS_SCHEMA } from './calls.ts';
import { ARCHIVE_SCHEMA, CONVERSATIONS_SCHEMA } from './conversations.ts';
import { DELIVERIES_SCHEMA } from './deliveries.ts';
import { PORTS_SCHEMA } from './ports.ts';
import { PUSH_SCHEMA } from './push.ts';
import { RESTORE_SCHEMA } from './restore.ts';
import { SENDING_ORDER_SCHEMA } from './sending.ts';
import { SESSIONS_SCHEMA } from './sessions.ts';
import { ACCEPTED_SCHEMA, STATISTICS_SCHEMA } from './statistics.ts';
import { TASKS_SCHEMA } from './tasks.ts';
import { USSD_SCHEMA } from './ussd.ts';

const VERSION_1 = `
CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE steady_clock (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  steady INTEGER NOT NULL,
  wall INTEGER NOT NULL
) STRICT;

-- One send_sms request. The ids of its messages are the range that starts at first_message.
CREATE TABLE tasks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  text TEXT NOT NULL,
  first_message INTEGER NOT NULL,
  recipients INTEGER NOT NULL
) STRICT;

CREATE TABLE idempotency (
  key TEXT PRIMARY KEY,
  digest TEXT NOT NULL,
  task_id INTEGER NOT NULL,
  in_queue INTEGER NOT NULL,
  steady INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One recipient of a task, with everything its TPDUs are built from.
CREATE TABLE messages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  task_id INTEGER NOT NULL,
  number TEXT NOT NULL,             -- as the client spelt it
  text TEXT,                        -- NULL: the task's
  user_id TEXT,                     -- as text; NULL: null
  user_id_type INTEGER NOT NULL,
  encoding INTEGER NOT NULL,
  locking_table INTEGER NOT NULL,   -- 23.038 annex A.3; 0: default
  single_table INTEGER NOT NULL,    -- annex A.2; 0: default
  reference_width INTEGER NOT NULL, -- of concatenation, in bits
  report_requested INTEGER NOT NULL,
  ports INTEGER NOT NULL,           -- bit n: port n; 0: any
  count INTEGER NOT NULL,           -- segments
  succ_count INTEGER NOT NULL DEFAULT 0,
  next_segment INTEGER NOT NULL DEFAULT 1,
  attempts INTEGER NOT NULL DEFAULT 0, -- refusals of the segment that is next
  state INTEGER NOT NULL,
  port INTEGER NOT NULL DEFAULT 255,
  imsi TEXT NOT NULL DEFAULT '',
  ref_id INTEGER NOT NULL DEFAULT 0,
  time INTEGER NOT NULL,
  accepted_steady INTEGER NOT NULL,
  reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX messages_by_number ON messages (ltrim(number, '+'));
CREATE INDEX messages_by_user_id ON messages (user_id);
CREATE INDEX messages_by_time ON messages (time);
CREATE INDEX messages_sending ON messages (id) WHERE state = 1;

-- Messages that no port has begun, by lane: a port's number, or -1 for any port.
CREATE TABLE queue (
  lane INTEGER NOT NULL,
  message_id INTEGER NOT NULL,
  PRIMARY KEY (lane, message_id)
) STRICT, WITHOUT ROWID;

-- How many messages no port has begun: those in the queue and the delayed ones.
CREATE TABLE queue_size (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  waiting INTEGER NOT NULL
) STRICT;
INSERT INTO queue_size (id, waiting) VALUES (1, 0);

-- Messages out of the queue until their next try is due; the delay itself is kept in memory.
CREATE TABLE delayed (
  message_id INTEGER PRIMARY KEY
) STRICT;

-- Messages whose remaining segments wait for the SIM that carried the first.
CREATE TABLE continuations (
  imsi TEXT NOT NULL,
  message_id INTEGER NOT NULL,
  PRIMARY KEY (imsi, message_id)
) STRICT, WITHOUT ROWID;

-- One segment that was handed to a port. The row is committed before the port is asked.
CREATE TABLE segments (
  message_id INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  state INTEGER NOT NULL,
  imsi TEXT NOT NULL,
  reference INTEGER,                -- TP-MR; NULL until known
  handed_steady INTEGER NOT NULL,
  status INTEGER,                   -- TP-ST that counts; NULL until a report came
  PRIMARY KEY (message_id, sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX segments_by_reference ON segments (imsi, reference, handed_steady) WHERE reference IS NOT NULL;
CREATE INDEX segments_unanswered ON segments (imsi, handed_steady) WHERE reference IS NULL;

-- One status report that was received; parked while message_id is NULL.
CREATE TABLE status_reports (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  message_id INTEGER,
  sequence INTEGER,
  port INTEGER NOT NULL,
  number TEXT NOT NULL,             -- the message's; TP-RA while parked
  time INTEGER NOT NULL,            -- the message's; of receipt while parked
  reference INTEGER NOT NULL,
  status INTEGER NOT NULL,
  imsi TEXT NOT NULL,
  recipient TEXT NOT NULL,          -- TP-RA
  centre_time INTEGER,              -- TP-SCTS
  received_steady INTEGER NOT NULL,
  told INTEGER NOT NULL             -- 1: its event is in the journal
) STRICT;
CREATE INDEX status_reports_by_message ON status_reports (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX status_reports_parked ON status_reports (imsi, reference) WHERE message_id IS NULL;
CREATE INDEX status_reports_untold ON status_reports (id) WHERE told = 0;
CREATE INDEX status_reports_by_number ON status_reports (ltrim(number, '+'));
CREATE INDEX status_reports_by_time ON status_reports (time);

-- How far the service centre's clock stands from the steady clock, as its time stamps showed.
CREATE TABLE service_centre_clocks (
  imsi TEXT PRIMARY KEY,
  clock_offset INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- TPDUs received, to recognise the network's repeats.
CREATE TABLE received (
  id INTEGER PRIMARY KEY,
  imsi TEXT NOT NULL,
  digest BLOB NOT NULL,
  steady INTEGER NOT NULL,
  UNIQUE (imsi, digest)
) STRICT;

-- Long messages on their way in.
CREATE TABLE part_sets (
  id INTEGER PRIMARY KEY,
  imsi TEXT NOT NULL,
  originator TEXT NOT NULL,
  reference INTEGER NOT NULL,
  width INTEGER NOT NULL,
  total INTEGER NOT NULL,
  started_steady INTEGER NOT NULL,
  shown INTEGER NOT NULL DEFAULT 0  -- 1: shown with gaps
) STRICT;
CREATE INDEX part_sets_by_key ON part_sets (imsi, originator, reference, width, total);
CREATE INDEX part_sets_not_shown ON part_sets (started_steady) WHERE shown = 0;

CREATE TABLE parts (
  set_id INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  port INTEGER NOT NULL,
  smsc TEXT NOT NULL,
  timestamp INTEGER NOT NULL,
  zone_quarters INTEGER,
  received_at INTEGER NOT NULL,
  text TEXT NOT NULL,
  utf16 BLOB,                       -- octets of a UCS-2 part: a surrogate pair may be cut between two parts
  pdu BLOB NOT NULL,
  PRIMARY KEY (set_id, sequence)
) STRICT, WITHOUT ROWID;

-- Messages as they are shown. An id is given when a message becomes visible and is never used again.
CREATE TABLE incoming (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  port INTEGER NOT NULL,
  imsi TEXT NOT NULL,
  number TEXT NOT NULL,
  smsc TEXT NOT NULL,
  timestamp INTEGER NOT NULL,
  zone_quarters INTEGER,            -- of TP-SCTS; NULL where it could not be read
  received_at INTEGER NOT NULL,
  received_steady INTEGER NOT NULL,
  text TEXT NOT NULL,
  seen INTEGER NOT NULL DEFAULT 0,
  pdu BLOB,                         -- what came, where it was one PDU
  trouble TEXT                      -- why the PDU could not be decoded
) STRICT;
CREATE INDEX incoming_unread ON incoming (id) WHERE seen = 0;

CREATE TABLE inbox_counts (
  port INTEGER PRIMARY KEY,
  read INTEGER NOT NULL,
  unread INTEGER NOT NULL
) STRICT;

CREATE TABLE events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  steady INTEGER NOT NULL,
  body TEXT NOT NULL                -- JSON: each kind has fields of its own, and none is searched for
) STRICT;

-- The last register event of each port.
CREATE TABLE registrations (
  port INTEGER PRIMARY KEY,
  up INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  iccid TEXT NOT NULL,
  imsi TEXT NOT NULL,
  number TEXT NOT NULL
) STRICT;

-- PINs tried, as digests.
CREATE TABLE pin_tries (
  iccid TEXT NOT NULL,
  digest TEXT NOT NULL,
  succeeded INTEGER NOT NULL,       -- 1: accepted once or more
  open INTEGER NOT NULL,            -- tries whose outcome is not known
  PRIMARY KEY (iccid, digest)
) STRICT, WITHOUT ROWID;
`;

/** How a text was cut when it was accepted (../../messages/outgoing/segmentation.ts). */
const MESSAGE_CUT = 'ALTER TABLE messages ADD COLUMN cut TEXT';

/** Faults of received PDUs that were read over: JSON lists of sentences, NULL for none. Sets are found by their sender. */
const DEFECTS = `
ALTER TABLE incoming ADD COLUMN defects TEXT;
ALTER TABLE parts ADD COLUMN defects TEXT;
CREATE INDEX part_sets_by_sender ON part_sets (originator, reference, width, total);
DROP INDEX part_sets_by_key;
`;

/** Why a dialogue ended, as a code beside its sentence. */
const USSD_REASON_CODE = `ALTER TABLE ussd_dialogues ADD COLUMN reason_code TEXT NOT NULL DEFAULT ''`;

/** Who changed what by HTTP (../http/audit.ts), and whose each send_sms task is ("" before there were users by role). */
const AUDIT = `
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  user TEXT NOT NULL,
  address TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  parameters TEXT NOT NULL          -- JSON, without secrets
) STRICT;

ALTER TABLE tasks ADD COLUMN owner TEXT NOT NULL DEFAULT '';
`;

/** Why a message failed and why the gateway ended a call, as codes beside their sentences. */
const REASON_CODES = `
ALTER TABLE messages ADD COLUMN reason_code TEXT NOT NULL DEFAULT '';
ALTER TABLE calls ADD COLUMN reason_code TEXT NOT NULL DEFAULT '';
`;

export const migrations: readonly string[] = [
  VERSION_1,
  USSD_SCHEMA,
  PUSH_SCHEMA,
  CALLS_SCHEMA,
  PORTS_SCHEMA,
  MESSAGE_CUT,
  DELIVERIES_SCHEMA,
  RESTORE_SCHEMA,
  SENDING_ORDER_SCHEMA,
  DEFECTS,
  USSD_REASON_CODE,
  AUDIT,
  ALARMS_SCHEMA,
  SESSIONS_SCHEMA,
  REASON_CODES,
  STATISTICS_SCHEMA,
  CONVERSATIONS_SCHEMA,
  TASKS_SCHEMA,
  ARCHIVE_SCHEMA,
  ACCEPTED_SCHEMA,
];
