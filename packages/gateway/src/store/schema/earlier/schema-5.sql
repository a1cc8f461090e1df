-- A store as version 0.1.0 with schema 5 wrote it, from virtual modems; numbers, texts and the password are invented.
CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE steady_clock (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  steady INTEGER NOT NULL,
  wall INTEGER NOT NULL
) STRICT;
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
CREATE TABLE messages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  task_id INTEGER NOT NULL,
  number TEXT NOT NULL,
  text TEXT,
  user_id TEXT,
  user_id_type INTEGER NOT NULL,
  encoding INTEGER NOT NULL,
  locking_table INTEGER NOT NULL,
  single_table INTEGER NOT NULL,
  reference_width INTEGER NOT NULL,
  report_requested INTEGER NOT NULL,
  ports INTEGER NOT NULL,
  count INTEGER NOT NULL,
  succ_count INTEGER NOT NULL DEFAULT 0,
  next_segment INTEGER NOT NULL DEFAULT 1,
  attempts INTEGER NOT NULL DEFAULT 0,
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
CREATE TABLE queue (
  lane INTEGER NOT NULL,
  message_id INTEGER NOT NULL,
  PRIMARY KEY (lane, message_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE queue_size (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  waiting INTEGER NOT NULL
) STRICT;
CREATE TABLE delayed (
  message_id INTEGER PRIMARY KEY
) STRICT;
CREATE TABLE continuations (
  imsi TEXT NOT NULL,
  message_id INTEGER NOT NULL,
  PRIMARY KEY (imsi, message_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE segments (
  message_id INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  state INTEGER NOT NULL,
  imsi TEXT NOT NULL,
  reference INTEGER,
  handed_steady INTEGER NOT NULL,
  status INTEGER,
  PRIMARY KEY (message_id, sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX segments_by_reference ON segments (imsi, reference, handed_steady) WHERE reference IS NOT NULL;
CREATE INDEX segments_unanswered ON segments (imsi, handed_steady) WHERE reference IS NULL;
CREATE TABLE status_reports (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  message_id INTEGER,
  sequence INTEGER,
  port INTEGER NOT NULL,
  number TEXT NOT NULL,
  time INTEGER NOT NULL,
  reference INTEGER NOT NULL,
  status INTEGER NOT NULL,
  imsi TEXT NOT NULL,
  recipient TEXT NOT NULL,
  centre_time INTEGER,
  received_steady INTEGER NOT NULL,
  told INTEGER NOT NULL
) STRICT;
CREATE INDEX status_reports_by_message ON status_reports (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX status_reports_parked ON status_reports (imsi, reference) WHERE message_id IS NULL;
CREATE INDEX status_reports_untold ON status_reports (id) WHERE told = 0;
CREATE INDEX status_reports_by_number ON status_reports (ltrim(number, '+'));
CREATE INDEX status_reports_by_time ON status_reports (time);
CREATE TABLE service_centre_clocks (
  imsi TEXT PRIMARY KEY,
  clock_offset INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE received (
  id INTEGER PRIMARY KEY,
  imsi TEXT NOT NULL,
  digest BLOB NOT NULL,
  steady INTEGER NOT NULL,
  UNIQUE (imsi, digest)
) STRICT;
CREATE TABLE part_sets (
  id INTEGER PRIMARY KEY,
  imsi TEXT NOT NULL,
  originator TEXT NOT NULL,
  reference INTEGER NOT NULL,
  width INTEGER NOT NULL,
  total INTEGER NOT NULL,
  started_steady INTEGER NOT NULL,
  shown INTEGER NOT NULL DEFAULT 0
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
  utf16 BLOB,
  pdu BLOB NOT NULL,
  PRIMARY KEY (set_id, sequence)
) STRICT, WITHOUT ROWID;
CREATE TABLE incoming (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  port INTEGER NOT NULL,
  imsi TEXT NOT NULL,
  number TEXT NOT NULL,
  smsc TEXT NOT NULL,
  timestamp INTEGER NOT NULL,
  zone_quarters INTEGER,
  received_at INTEGER NOT NULL,
  received_steady INTEGER NOT NULL,
  text TEXT NOT NULL,
  seen INTEGER NOT NULL DEFAULT 0,
  pdu BLOB,
  trouble TEXT
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
  body TEXT NOT NULL
) STRICT;
CREATE TABLE registrations (
  port INTEGER PRIMARY KEY,
  up INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  iccid TEXT NOT NULL,
  imsi TEXT NOT NULL,
  number TEXT NOT NULL
) STRICT;
CREATE TABLE pin_tries (
  iccid TEXT NOT NULL,
  digest TEXT NOT NULL,
  succeeded INTEGER NOT NULL,
  open INTEGER NOT NULL,
  PRIMARY KEY (iccid, digest)
) STRICT, WITHOUT ROWID;
CREATE TABLE ussd_requests (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  text TEXT NOT NULL,
  steady INTEGER NOT NULL
) STRICT;
CREATE TABLE ussd_dialogues (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  port INTEGER NOT NULL,
  imsi TEXT NOT NULL,
  origin INTEGER NOT NULL,
  state INTEGER NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  started INTEGER NOT NULL,
  ended INTEGER,
  steady INTEGER NOT NULL
) STRICT;
CREATE INDEX ussd_dialogues_open ON ussd_dialogues (id) WHERE state < 2;
CREATE INDEX ussd_dialogues_by_port ON ussd_dialogues (port, id);
CREATE TABLE ussd_turns (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  dialogue_id INTEGER NOT NULL,
  request_id INTEGER,
  direction INTEGER NOT NULL,
  text TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX ussd_turns_by_dialogue ON ussd_turns (dialogue_id, id);
CREATE INDEX ussd_turns_by_request ON ussd_turns (request_id);
CREATE TABLE ussd_replies (
  port INTEGER PRIMARY KEY,
  text TEXT NOT NULL
) STRICT;
CREATE TABLE push_targets (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  configured INTEGER NOT NULL,
  options TEXT NOT NULL,
  last_event INTEGER NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0,
  rejections INTEGER NOT NULL DEFAULT 0,
  failing_steady INTEGER,
  trouble TEXT NOT NULL DEFAULT ''
) STRICT;
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
CREATE TABLE calls (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  direction INTEGER NOT NULL,
  source TEXT NOT NULL,
  destination TEXT NOT NULL,
  state INTEGER NOT NULL,
  started INTEGER NOT NULL,
  answered INTEGER,
  ended INTEGER,
  duration INTEGER NOT NULL DEFAULT 0,
  hangup INTEGER,
  reason TEXT NOT NULL DEFAULT '',
  interrupted INTEGER NOT NULL DEFAULT 0,
  steady INTEGER NOT NULL
) STRICT;
CREATE INDEX calls_by_start ON calls (started, id);
CREATE INDEX calls_open ON calls (id) WHERE ended IS NULL;
CREATE TABLE call_legs (
  call_id INTEGER NOT NULL,
  side INTEGER NOT NULL,
  port INTEGER,
  imsi TEXT NOT NULL DEFAULT '',
  cause INTEGER,
  bcch TEXT NOT NULL DEFAULT '',
  address TEXT NOT NULL DEFAULT '',
  codec TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (call_id, side)
) STRICT, WITHOUT ROWID;
CREATE TABLE port_states (
  port INTEGER PRIMARY KEY,
  power TEXT,
  slot INTEGER,
  blocked INTEGER NOT NULL DEFAULT 0,
  recording INTEGER
) STRICT;
CREATE TABLE port_actions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  port INTEGER NOT NULL,
  imsi TEXT NOT NULL,
  action TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  state INTEGER NOT NULL,
  text TEXT NOT NULL DEFAULT ''
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
CREATE TABLE sim_usage (
  imsi TEXT NOT NULL,
  kind TEXT NOT NULL,
  span TEXT NOT NULL,
  period INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (imsi, kind, span)
) STRICT, WITHOUT ROWID;
INSERT INTO settings (name, value) VALUES ('firstUser', '"not-a-password-1"');
INSERT INTO settings (name, value) VALUES ('serialNumber', '"9975-5924-ff2c-728a"');
INSERT INTO steady_clock (id, steady, wall) VALUES (1, 1795907325852, 1795907325852);
INSERT INTO tasks (id, text, first_message, recipients) VALUES (1, 'Hello, #param#.', 1, 2);
INSERT INTO tasks (id, text, first_message, recipients) VALUES (2, 'A long text of several segments. A long text of several segments. A long text of several segments. A long text of several segments. A long text of several segments.', 3, 1);
INSERT INTO tasks (id, text, first_message, recipients) VALUES (3, 'waits', 4, 1);
INSERT INTO tasks (id, text, first_message, recipients) VALUES (4, 'waits', 5, 1);
INSERT INTO messages (id, task_id, number, text, user_id, user_id_type, encoding, locking_table, single_table, reference_width, report_requested, ports, count, succ_count, next_segment, attempts, state, port, imsi, ref_id, time, accepted_steady, reason) VALUES (1, 1, '88299000001', 'Hello, John.', '1', 1, 1, 0, 0, 8, 1, 0, 1, 1, 2, 0, 4, 0, '001010000000001', 0, 1795907287704, 1795907287687, '');
INSERT INTO messages (id, task_id, number, text, user_id, user_id_type, encoding, locking_table, single_table, reference_width, report_requested, ports, count, succ_count, next_segment, attempts, state, port, imsi, ref_id, time, accepted_steady, reason) VALUES (2, 1, '+88299000002', 'Hello, Zoë.', '2', 2, 1, 0, 0, 8, 1, 0, 1, 1, 2, 0, 4, 1, '001010000000002', 0, 1795907287705, 1795907287687, '');
INSERT INTO messages (id, task_id, number, text, user_id, user_id_type, encoding, locking_table, single_table, reference_width, report_requested, ports, count, succ_count, next_segment, attempts, state, port, imsi, ref_id, time, accepted_steady, reason) VALUES (3, 2, '88299000003', NULL, NULL, 0, 2, 0, 0, 8, 1, 0, 2, 2, 3, 0, 4, 2, '001010000000003', 0, 1795907287752, 1795907287744, '');
INSERT INTO messages (id, task_id, number, text, user_id, user_id_type, encoding, locking_table, single_table, reference_width, report_requested, ports, count, succ_count, next_segment, attempts, state, port, imsi, ref_id, time, accepted_steady, reason) VALUES (4, 3, '88299000004', NULL, '4', 1, 1, 0, 0, 8, 1, 32, 1, 1, 2, 0, 4, 5, '001010000000006', 0, 1795907287778, 1795907287774, '');
INSERT INTO messages (id, task_id, number, text, user_id, user_id_type, encoding, locking_table, single_table, reference_width, report_requested, ports, count, succ_count, next_segment, attempts, state, port, imsi, ref_id, time, accepted_steady, reason) VALUES (5, 4, '88299000005', NULL, '5', 1, 1, 0, 0, 8, 1, 32, 1, 0, 1, 0, 0, 255, '', 0, 1795907290954, 1795907290954, '');
INSERT INTO queue (lane, message_id) VALUES (5, 5);
INSERT INTO queue_size (id, waiting) VALUES (1, 1);
INSERT INTO segments (message_id, sequence, state, imsi, reference, handed_steady, status) VALUES (1, 1, 1, '001010000000001', 0, 1795907287704, 0);
INSERT INTO segments (message_id, sequence, state, imsi, reference, handed_steady, status) VALUES (2, 1, 1, '001010000000002', 0, 1795907287705, 0);
INSERT INTO segments (message_id, sequence, state, imsi, reference, handed_steady, status) VALUES (3, 1, 1, '001010000000003', 0, 1795907287747, 0);
INSERT INTO segments (message_id, sequence, state, imsi, reference, handed_steady, status) VALUES (3, 2, 1, '001010000000003', 1, 1795907287752, 0);
INSERT INTO segments (message_id, sequence, state, imsi, reference, handed_steady, status) VALUES (4, 1, 1, '001010000000006', 0, 1795907287778, 0);
INSERT INTO status_reports (id, message_id, sequence, port, number, time, reference, status, imsi, recipient, centre_time, received_steady, told) VALUES (1, 2, 1, 1, '+88299000002', 1795907287705, 0, 0, '001010000000002', '+88299000002', 1795907287000, 1795907287720, 1);
INSERT INTO status_reports (id, message_id, sequence, port, number, time, reference, status, imsi, recipient, centre_time, received_steady, told) VALUES (2, 1, 1, 0, '88299000001', 1795907287704, 0, 0, '001010000000001', '88299000001', 1795907287000, 1795907287724, 1);
INSERT INTO status_reports (id, message_id, sequence, port, number, time, reference, status, imsi, recipient, centre_time, received_steady, told) VALUES (3, 3, 1, 2, '88299000003', 1795907287752, 0, 0, '001010000000003', '88299000003', 1795907287000, 1795907287751, 1);
INSERT INTO status_reports (id, message_id, sequence, port, number, time, reference, status, imsi, recipient, centre_time, received_steady, told) VALUES (4, 3, 2, 2, '88299000003', 1795907287752, 1, 0, '001010000000003', '88299000003', 1795907287000, 1795907287764, 1);
INSERT INTO status_reports (id, message_id, sequence, port, number, time, reference, status, imsi, recipient, centre_time, received_steady, told) VALUES (5, 4, 1, 5, '88299000004', 1795907287778, 0, 0, '001010000000006', '88299000004', 1795907287000, 1795907287805, 1);
INSERT INTO service_centre_clocks (imsi, clock_offset) VALUES ('001010000000001', -704);
INSERT INTO service_centre_clocks (imsi, clock_offset) VALUES ('001010000000002', -705);
INSERT INTO service_centre_clocks (imsi, clock_offset) VALUES ('001010000000003', -747);
INSERT INTO service_centre_clocks (imsi, clock_offset) VALUES ('001010000000006', -778);
INSERT INTO received (id, imsi, digest, steady) VALUES (1, '001010000000002', X'5a738621c5693b4ae67b374c7ed72754', 1795907287720);
INSERT INTO received (id, imsi, digest, steady) VALUES (2, '001010000000001', X'45511f965514a73f7082c6f334c11d82', 1795907287724);
INSERT INTO received (id, imsi, digest, steady) VALUES (3, '001010000000003', X'f4ae124782ab927af7e435557423a49c', 1795907287751);
INSERT INTO received (id, imsi, digest, steady) VALUES (4, '001010000000003', X'4bb7c0cad3b1ff34350e1a2f87c0f69e', 1795907287764);
INSERT INTO received (id, imsi, digest, steady) VALUES (5, '001010000000006', X'8cc436b7078bc73953cc619f1e170eaf', 1795907287805);
INSERT INTO received (id, imsi, digest, steady) VALUES (6, '001010000000003', X'b8ea97b72b636c977c8b978122f8802d', 1795907287815);
INSERT INTO received (id, imsi, digest, steady) VALUES (7, '001010000000004', X'4d6c92b1cb5697f919afcabbe1b861f4', 1795907287817);
INSERT INTO received (id, imsi, digest, steady) VALUES (8, '001010000000004', X'a64ed4ad534445c84838678a410b22c3', 1795907287854);
INSERT INTO incoming (id, port, imsi, number, smsc, timestamp, zone_quarters, received_at, received_steady, text, seen, pdu, trouble) VALUES (1, 2, '001010000000003', '+88201990002', '+88200000000', 1795907287000, 0, 1795907287815, 1795907287815, 'This is a test', 0, X'07918802000000f0040b918802910900f20000621182328070000e54747a0e4acf416110bd3ca703', NULL);
INSERT INTO incoming (id, port, imsi, number, smsc, timestamp, zone_quarters, received_at, received_steady, text, seen, pdu, trouble) VALUES (2, 3, '001010000000004', '+88201990003', '+88200000000', 1795907287000, 0, 1795907287854, 1795907287854, 'Ещё один тест, который длиннее семидесяти знаков, чтобы пришёл он по частям, а не целиком', 0, NULL, NULL);
INSERT INTO inbox_counts (port, read, unread) VALUES (2, 0, 1);
INSERT INTO inbox_counts (port, read, unread) VALUES (3, 0, 1);
INSERT INTO events (id, at, steady, body) VALUES (1, 1795907286167, 1795907286166, '{"kind":"device","portCount":8,"ip":"192.0.2.2","mac":"02-FC-00-00-00-01","status":"power_on"}');
INSERT INTO events (id, at, steady, body) VALUES (2, 1795907286404, 1795907286404, '{"kind":"register","port":0,"iccid":"8988201000000000013","imsi":"001010000000001","number":"+88201000001","status":"up","sequence":1,"slot":255}');
INSERT INTO events (id, at, steady, body) VALUES (3, 1795907286411, 1795907286411, '{"kind":"register","port":2,"iccid":"8988201000000000039","imsi":"001010000000003","number":"+88201000003","status":"up","sequence":1,"slot":255}');
INSERT INTO events (id, at, steady, body) VALUES (4, 1795907286411, 1795907286411, '{"kind":"register","port":4,"iccid":"8988201000000000054","imsi":"001010000000005","number":"+88201000005","status":"up","sequence":1,"slot":255}');
INSERT INTO events (id, at, steady, body) VALUES (5, 1795907286418, 1795907286418, '{"kind":"register","port":1,"iccid":"8988201000000000021","imsi":"001010000000002","number":"+88201000002","status":"up","sequence":1,"slot":255}');
INSERT INTO events (id, at, steady, body) VALUES (6, 1795907286418, 1795907286418, '{"kind":"register","port":3,"iccid":"8988201000000000047","imsi":"001010000000004","number":"+88201000004","status":"up","sequence":1,"slot":255}');
INSERT INTO events (id, at, steady, body) VALUES (7, 1795907286421, 1795907286421, '{"kind":"register","port":5,"iccid":"8988201000000000062","imsi":"001010000000006","number":"+88201000006","status":"up","sequence":1,"slot":255}');
INSERT INTO events (id, at, steady, body) VALUES (8, 1795907286421, 1795907286421, '{"kind":"register","port":6,"iccid":"8988201000000000070","imsi":"001010000000007","number":"+88201000007","status":"up","sequence":1,"slot":0}');
INSERT INTO events (id, at, steady, body) VALUES (9, 1795907286421, 1795907286421, '{"kind":"register","port":7,"iccid":"8988201000000000088","imsi":"001010000000008","number":"+88201000008","status":"up","sequence":1,"slot":0}');
INSERT INTO events (id, at, steady, body) VALUES (10, 1795907287721, 1795907287721, '{"kind":"sms_result","messageId":2,"port":1,"number":"+88299000002","time":1795907287705,"status":"SENT_OK","count":1,"succCount":1,"refId":0,"imsi":"001010000000002","userId":"2","reason":""}');
INSERT INTO events (id, at, steady, body) VALUES (11, 1795907287722, 1795907287722, '{"kind":"sms_deliver_status","messageId":2,"port":1,"number":"+88299000002","time":1795907287705,"refId":0,"statusCode":0,"imsi":"001010000000002"}');
INSERT INTO events (id, at, steady, body) VALUES (12, 1795907287722, 1795907287722, '{"kind":"sms_result","messageId":2,"port":1,"number":"+88299000002","time":1795907287705,"status":"DELIVERED","count":1,"succCount":1,"refId":0,"imsi":"001010000000002","userId":"2","reason":""}');
INSERT INTO events (id, at, steady, body) VALUES (13, 1795907287724, 1795907287724, '{"kind":"sms_result","messageId":1,"port":0,"number":"88299000001","time":1795907287704,"status":"SENT_OK","count":1,"succCount":1,"refId":0,"imsi":"001010000000001","userId":1,"reason":""}');
INSERT INTO events (id, at, steady, body) VALUES (14, 1795907287724, 1795907287724, '{"kind":"sms_deliver_status","messageId":1,"port":0,"number":"88299000001","time":1795907287704,"refId":0,"statusCode":0,"imsi":"001010000000001"}');
INSERT INTO events (id, at, steady, body) VALUES (15, 1795907287724, 1795907287724, '{"kind":"sms_result","messageId":1,"port":0,"number":"88299000001","time":1795907287704,"status":"DELIVERED","count":1,"succCount":1,"refId":0,"imsi":"001010000000001","userId":1,"reason":""}');
INSERT INTO events (id, at, steady, body) VALUES (16, 1795907287751, 1795907287751, '{"kind":"sms_deliver_status","messageId":3,"port":2,"number":"88299000003","time":1795907287744,"refId":0,"statusCode":0,"imsi":"001010000000003"}');
INSERT INTO events (id, at, steady, body) VALUES (17, 1795907287765, 1795907287765, '{"kind":"sms_result","messageId":3,"port":2,"number":"88299000003","time":1795907287752,"status":"SENT_OK","count":2,"succCount":2,"refId":0,"imsi":"001010000000003","userId":null,"reason":""}');
INSERT INTO events (id, at, steady, body) VALUES (18, 1795907287765, 1795907287765, '{"kind":"sms_deliver_status","messageId":3,"port":2,"number":"88299000003","time":1795907287752,"refId":1,"statusCode":0,"imsi":"001010000000003"}');
INSERT INTO events (id, at, steady, body) VALUES (19, 1795907287765, 1795907287765, '{"kind":"sms_result","messageId":3,"port":2,"number":"88299000003","time":1795907287752,"status":"DELIVERED","count":2,"succCount":2,"refId":0,"imsi":"001010000000003","userId":null,"reason":""}');
INSERT INTO events (id, at, steady, body) VALUES (20, 1795907287807, 1795907287807, '{"kind":"sms_result","messageId":4,"port":5,"number":"88299000004","time":1795907287778,"status":"SENT_OK","count":1,"succCount":1,"refId":0,"imsi":"001010000000006","userId":4,"reason":""}');
INSERT INTO events (id, at, steady, body) VALUES (21, 1795907287808, 1795907287807, '{"kind":"sms_deliver_status","messageId":4,"port":5,"number":"88299000004","time":1795907287778,"refId":0,"statusCode":0,"imsi":"001010000000006"}');
INSERT INTO events (id, at, steady, body) VALUES (22, 1795907287808, 1795907287808, '{"kind":"sms_result","messageId":4,"port":5,"number":"88299000004","time":1795907287778,"status":"DELIVERED","count":1,"succCount":1,"refId":0,"imsi":"001010000000006","userId":4,"reason":""}');
INSERT INTO events (id, at, steady, body) VALUES (23, 1795907287816, 1795907287815, '{"kind":"sms","incomingSmsId":1,"port":2,"number":"+88201990002","smsc":"+88200000000","timestamp":1795907287000,"text":"This is a test","imsi":"001010000000003"}');
INSERT INTO events (id, at, steady, body) VALUES (24, 1795907287855, 1795907287855, '{"kind":"sms","incomingSmsId":2,"port":3,"number":"+88201990003","smsc":"+88200000000","timestamp":1795907287000,"text":"Ещё один тест, который длиннее семидесяти знаков, чтобы пришёл он по частям, а не целиком","imsi":"001010000000004"}');
INSERT INTO events (id, at, steady, body) VALUES (25, 1795907287860, 1795907287859, '{"kind":"ussd","dialogueId":1,"port":1,"imsi":"001010000000002","requestId":1,"text":"Your balance is 12.50 EUR."}');
INSERT INTO events (id, at, steady, body) VALUES (26, 1795907306546, 1795907306545, '{"kind":"register","port":0,"iccid":"8988201000000000013","imsi":"001010000000001","number":"+88201000001","status":"down","sequence":2,"slot":255}');
INSERT INTO events (id, at, steady, body) VALUES (27, 1795907306546, 1795907306545, '{"kind":"register","port":1,"iccid":"8988201000000000021","imsi":"001010000000002","number":"+88201000002","status":"down","sequence":2,"slot":255}');
INSERT INTO events (id, at, steady, body) VALUES (28, 1795907306546, 1795907306545, '{"kind":"register","port":2,"iccid":"8988201000000000039","imsi":"001010000000003","number":"+88201000003","status":"down","sequence":2,"slot":255}');
INSERT INTO events (id, at, steady, body) VALUES (29, 1795907306546, 1795907306545, '{"kind":"register","port":3,"iccid":"8988201000000000047","imsi":"001010000000004","number":"+88201000004","status":"down","sequence":2,"slot":255}');
INSERT INTO events (id, at, steady, body) VALUES (30, 1795907306546, 1795907306546, '{"kind":"register","port":4,"iccid":"8988201000000000054","imsi":"001010000000005","number":"+88201000005","status":"down","sequence":2,"slot":255}');
INSERT INTO events (id, at, steady, body) VALUES (31, 1795907306546, 1795907306546, '{"kind":"register","port":5,"iccid":"8988201000000000062","imsi":"001010000000006","number":"+88201000006","status":"down","sequence":2,"slot":255}');
INSERT INTO events (id, at, steady, body) VALUES (32, 1795907306546, 1795907306546, '{"kind":"register","port":6,"iccid":"8988201000000000070","imsi":"001010000000007","number":"+88201000007","status":"down","sequence":2,"slot":0}');
INSERT INTO events (id, at, steady, body) VALUES (33, 1795907306546, 1795907306546, '{"kind":"register","port":7,"iccid":"8988201000000000088","imsi":"001010000000008","number":"+88201000008","status":"down","sequence":2,"slot":0}');
INSERT INTO events (id, at, steady, body) VALUES (34, 1795907306546, 1795907306546, '{"kind":"device","portCount":8,"ip":"192.0.2.2","mac":"02-FC-00-00-00-01","status":"power_off"}');
INSERT INTO events (id, at, steady, body) VALUES (35, 1795907316190, 1795907316190, '{"kind":"device","portCount":8,"ip":"192.0.2.2","mac":"02-FC-00-00-00-01","status":"power_on"}');
INSERT INTO events (id, at, steady, body) VALUES (36, 1795907316347, 1795907316348, '{"kind":"register","port":0,"iccid":"8988201000000000013","imsi":"001010000000001","number":"+88201000001","status":"up","sequence":3,"slot":255}');
INSERT INTO events (id, at, steady, body) VALUES (37, 1795907316358, 1795907316358, '{"kind":"register","port":1,"iccid":"8988201000000000021","imsi":"001010000000002","number":"+88201000002","status":"up","sequence":3,"slot":255}');
INSERT INTO events (id, at, steady, body) VALUES (38, 1795907316358, 1795907316359, '{"kind":"register","port":2,"iccid":"8988201000000000039","imsi":"001010000000003","number":"+88201000003","status":"up","sequence":3,"slot":255}');
INSERT INTO events (id, at, steady, body) VALUES (39, 1795907316358, 1795907316359, '{"kind":"register","port":3,"iccid":"8988201000000000047","imsi":"001010000000004","number":"+88201000004","status":"up","sequence":3,"slot":255}');
INSERT INTO events (id, at, steady, body) VALUES (40, 1795907316358, 1795907316359, '{"kind":"register","port":4,"iccid":"8988201000000000054","imsi":"001010000000005","number":"+88201000005","status":"up","sequence":3,"slot":255}');
INSERT INTO events (id, at, steady, body) VALUES (41, 1795907316358, 1795907316359, '{"kind":"register","port":5,"iccid":"8988201000000000062","imsi":"001010000000006","number":"+88201000006","status":"up","sequence":3,"slot":255}');
INSERT INTO events (id, at, steady, body) VALUES (42, 1795907316358, 1795907316359, '{"kind":"register","port":6,"iccid":"8988201000000000070","imsi":"001010000000007","number":"+88201000007","status":"up","sequence":3,"slot":0}');
INSERT INTO events (id, at, steady, body) VALUES (43, 1795907316359, 1795907316359, '{"kind":"register","port":7,"iccid":"8988201000000000088","imsi":"001010000000008","number":"+88201000008","status":"up","sequence":3,"slot":0}');
INSERT INTO events (id, at, steady, body) VALUES (44, 1795907325812, 1795907325812, '{"kind":"register","port":0,"iccid":"8988201000000000013","imsi":"001010000000001","number":"+88201000001","status":"down","sequence":4,"slot":255}');
INSERT INTO events (id, at, steady, body) VALUES (45, 1795907325812, 1795907325812, '{"kind":"register","port":1,"iccid":"8988201000000000021","imsi":"001010000000002","number":"+88201000002","status":"down","sequence":4,"slot":255}');
INSERT INTO events (id, at, steady, body) VALUES (46, 1795907325812, 1795907325812, '{"kind":"register","port":2,"iccid":"8988201000000000039","imsi":"001010000000003","number":"+88201000003","status":"down","sequence":4,"slot":255}');
INSERT INTO events (id, at, steady, body) VALUES (47, 1795907325812, 1795907325812, '{"kind":"register","port":3,"iccid":"8988201000000000047","imsi":"001010000000004","number":"+88201000004","status":"down","sequence":4,"slot":255}');
INSERT INTO events (id, at, steady, body) VALUES (48, 1795907325812, 1795907325812, '{"kind":"register","port":4,"iccid":"8988201000000000054","imsi":"001010000000005","number":"+88201000005","status":"down","sequence":4,"slot":255}');
INSERT INTO events (id, at, steady, body) VALUES (49, 1795907325812, 1795907325812, '{"kind":"register","port":5,"iccid":"8988201000000000062","imsi":"001010000000006","number":"+88201000006","status":"down","sequence":4,"slot":255}');
INSERT INTO events (id, at, steady, body) VALUES (50, 1795907325812, 1795907325812, '{"kind":"register","port":6,"iccid":"8988201000000000070","imsi":"001010000000007","number":"+88201000007","status":"down","sequence":4,"slot":0}');
INSERT INTO events (id, at, steady, body) VALUES (51, 1795907325812, 1795907325812, '{"kind":"register","port":7,"iccid":"8988201000000000088","imsi":"001010000000008","number":"+88201000008","status":"down","sequence":4,"slot":0}');
INSERT INTO events (id, at, steady, body) VALUES (52, 1795907325812, 1795907325812, '{"kind":"device","portCount":8,"ip":"192.0.2.2","mac":"02-FC-00-00-00-01","status":"power_off"}');
INSERT INTO registrations (port, up, sequence, iccid, imsi, number) VALUES (0, 0, 4, '8988201000000000013', '001010000000001', '+88201000001');
INSERT INTO registrations (port, up, sequence, iccid, imsi, number) VALUES (1, 0, 4, '8988201000000000021', '001010000000002', '+88201000002');
INSERT INTO registrations (port, up, sequence, iccid, imsi, number) VALUES (2, 0, 4, '8988201000000000039', '001010000000003', '+88201000003');
INSERT INTO registrations (port, up, sequence, iccid, imsi, number) VALUES (3, 0, 4, '8988201000000000047', '001010000000004', '+88201000004');
INSERT INTO registrations (port, up, sequence, iccid, imsi, number) VALUES (4, 0, 4, '8988201000000000054', '001010000000005', '+88201000005');
INSERT INTO registrations (port, up, sequence, iccid, imsi, number) VALUES (5, 0, 4, '8988201000000000062', '001010000000006', '+88201000006');
INSERT INTO registrations (port, up, sequence, iccid, imsi, number) VALUES (6, 0, 4, '8988201000000000070', '001010000000007', '+88201000007');
INSERT INTO registrations (port, up, sequence, iccid, imsi, number) VALUES (7, 0, 4, '8988201000000000088', '001010000000008', '+88201000008');
INSERT INTO ussd_requests (id, text, steady) VALUES (1, '*100#', 1795907287848);
INSERT INTO ussd_dialogues (id, port, imsi, origin, state, reason, started, ended, steady) VALUES (1, 1, '001010000000002', 0, 2, '', 1795907287848, 1795907287859, 1795907287848);
INSERT INTO ussd_turns (id, dialogue_id, request_id, direction, text, at) VALUES (1, 1, 1, 0, '*100#', 1795907287848);
INSERT INTO ussd_turns (id, dialogue_id, request_id, direction, text, at) VALUES (2, 1, 1, 1, 'Your balance is 12.50 EUR.', 1795907287859);
INSERT INTO ussd_replies (port, text) VALUES (1, 'Your balance is 12.50 EUR.');
INSERT INTO push_targets (id, name, configured, options, last_event, failures, rejections, failing_steady, trouble) VALUES (1, 'crm', 0, '{"authentication":"basic","user":"","password":"","secret":"","checkCertificate":true,"extraKeys":true,"enabled":true,"kinds":["sms","sms_result","sms_deliver_status","ussd","register","missed_call","cdr","device","exception_info"],"url":"http://127.0.0.1:9/push"}', 43, 1, 0, 1795907325830, 'connect ECONNREFUSED 127.0.0.1:9');
INSERT INTO port_states (port, power, slot, blocked, recording) VALUES (5, NULL, NULL, 1, NULL);
INSERT INTO port_actions (id, port, imsi, action, asked_at, state, text) VALUES (1, 5, '001010000000006', '{"kind":"block"}', 1795907287888, 1, '');
INSERT INTO port_actions (id, port, imsi, action, asked_at, state, text) VALUES (2, 5, '001010000000006', '{"kind":"block"}', 1795907287911, 1, '');
INSERT INTO sim_usage (imsi, kind, span, period, amount) VALUES ('001010000000001', 'sms', 'day', 1795824000000, 1);
INSERT INTO sim_usage (imsi, kind, span, period, amount) VALUES ('001010000000001', 'sms', 'hour', 1795906800000, 1);
INSERT INTO sim_usage (imsi, kind, span, period, amount) VALUES ('001010000000001', 'sms', 'minute', 1795907280000, 1);
INSERT INTO sim_usage (imsi, kind, span, period, amount) VALUES ('001010000000001', 'sms', 'month', 1793491200000, 1);
INSERT INTO sim_usage (imsi, kind, span, period, amount) VALUES ('001010000000001', 'sms', 'total', 0, 1);
INSERT INTO sim_usage (imsi, kind, span, period, amount) VALUES ('001010000000002', 'sms', 'day', 1795824000000, 1);
INSERT INTO sim_usage (imsi, kind, span, period, amount) VALUES ('001010000000002', 'sms', 'hour', 1795906800000, 1);
INSERT INTO sim_usage (imsi, kind, span, period, amount) VALUES ('001010000000002', 'sms', 'minute', 1795907280000, 1);
INSERT INTO sim_usage (imsi, kind, span, period, amount) VALUES ('001010000000002', 'sms', 'month', 1793491200000, 1);
INSERT INTO sim_usage (imsi, kind, span, period, amount) VALUES ('001010000000002', 'sms', 'total', 0, 1);
INSERT INTO sim_usage (imsi, kind, span, period, amount) VALUES ('001010000000003', 'sms', 'day', 1795824000000, 2);
INSERT INTO sim_usage (imsi, kind, span, period, amount) VALUES ('001010000000003', 'sms', 'hour', 1795906800000, 2);
INSERT INTO sim_usage (imsi, kind, span, period, amount) VALUES ('001010000000003', 'sms', 'minute', 1795907280000, 2);
INSERT INTO sim_usage (imsi, kind, span, period, amount) VALUES ('001010000000003', 'sms', 'month', 1793491200000, 2);
INSERT INTO sim_usage (imsi, kind, span, period, amount) VALUES ('001010000000003', 'sms', 'total', 0, 2);
INSERT INTO sim_usage (imsi, kind, span, period, amount) VALUES ('001010000000006', 'sms', 'day', 1795824000000, 1);
INSERT INTO sim_usage (imsi, kind, span, period, amount) VALUES ('001010000000006', 'sms', 'hour', 1795906800000, 1);
INSERT INTO sim_usage (imsi, kind, span, period, amount) VALUES ('001010000000006', 'sms', 'minute', 1795907280000, 1);
INSERT INTO sim_usage (imsi, kind, span, period, amount) VALUES ('001010000000006', 'sms', 'month', 1793491200000, 1);
INSERT INTO sim_usage (imsi, kind, span, period, amount) VALUES ('001010000000006', 'sms', 'total', 0, 1);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence (name, seq) VALUES ('events', 52);
INSERT INTO sqlite_sequence (name, seq) VALUES ('tasks', 4);
INSERT INTO sqlite_sequence (name, seq) VALUES ('messages', 5);
INSERT INTO sqlite_sequence (name, seq) VALUES ('status_reports', 5);
INSERT INTO sqlite_sequence (name, seq) VALUES ('incoming', 2);
INSERT INTO sqlite_sequence (name, seq) VALUES ('ussd_requests', 1);
INSERT INTO sqlite_sequence (name, seq) VALUES ('ussd_dialogues', 1);
INSERT INTO sqlite_sequence (name, seq) VALUES ('ussd_turns', 2);
INSERT INTO sqlite_sequence (name, seq) VALUES ('port_actions', 2);
INSERT INTO sqlite_sequence (name, seq) VALUES ('push_targets', 1);
PRAGMA user_version = 5;
