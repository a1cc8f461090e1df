/**
 * The tables of the first version. Every table of messages begins its key with the partition, and every hot statement names it, so that a
 * distributed PostgreSQL can keep a partition in one place (ADR 0007). Times are wall milliseconds since 1970.
 */

/** Who works on which partition, and which processes there are. */
export const PARTITION_TABLES = `
CREATE TABLE partition_lease (
  part {int} PRIMARY KEY,
  owner {text} NOT NULL,
  epoch {int} NOT NULL,
  until_at {int} NOT NULL
) {strict};
INSERT INTO partition_lease (part, owner, epoch, until_at)
  WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < 255) SELECT n, '', 0, 0 FROM numbers;

CREATE TABLE worker (
  id {text} PRIMARY KEY,
  name {text} NOT NULL,
  started_at {int} NOT NULL,
  seen_at {int} NOT NULL,
  draining {int} NOT NULL
) {strict};

CREATE TABLE event_counter (
  part {int} PRIMARY KEY,
  last_seq {int} NOT NULL
) {strict};
INSERT INTO event_counter (part, last_seq) SELECT part, 0 FROM partition_lease;

CREATE TABLE event (
  part {int} NOT NULL,
  seq {int} NOT NULL,
  kind {text} NOT NULL,
  subject {text} NOT NULL,
  pool {text} NOT NULL,
  at {int} NOT NULL,
  body {text} NOT NULL,
  PRIMARY KEY (part, seq)
) {clustered};
CREATE INDEX event_age ON event (part, at)`;

/** Gateways, ports, SIMs and pools. Few rows, seldom written. */
export const FLEET_TABLES = `
CREATE TABLE gateway (
  id {text} PRIMARY KEY,
  part {int} NOT NULL,
  name {text} NOT NULL,
  kind {text} NOT NULL,
  wanted_kind {text} NOT NULL,
  address {text} NOT NULL UNIQUE,
  user_name {text} NOT NULL,
  password {bytes} NOT NULL,
  certificate {text} NOT NULL,
  push_path {text} NOT NULL UNIQUE,
  tags {text} NOT NULL,
  enabled {int} NOT NULL,
  state {text} NOT NULL,
  reason {text} NOT NULL,
  serial_number {text} NOT NULL,
  clock_offset_ms {int} NOT NULL,
  seen_at {int},
  created_at {int} NOT NULL,
  changed_at {int} NOT NULL,
  version {int} NOT NULL
) {strict};

CREATE TABLE port (
  part {int} NOT NULL,
  gateway {text} NOT NULL,
  port {int} NOT NULL,
  sim {text} NOT NULL,
  registration {text} NOT NULL,
  signal {int} NOT NULL,
  enabled {int} NOT NULL,
  sends {int} NOT NULL,
  seen_at {int} NOT NULL,
  PRIMARY KEY (part, gateway, port)
) {clustered};

CREATE TABLE sim (
  id {text} PRIMARY KEY,
  imsi {text} NOT NULL,
  number {text} NOT NULL,
  operator {text} NOT NULL,
  gateway {text} NOT NULL,
  port {int} NOT NULL,
  tags {text} NOT NULL,
  limits {text} NOT NULL,
  cost {real} NOT NULL,
  enabled {int} NOT NULL,
  seen_at {int} NOT NULL
) {strict};

CREATE TABLE pool (
  id {text} PRIMARY KEY,
  settings {text} NOT NULL
) {strict};

CREATE TABLE fleet_version (
  id {int} PRIMARY KEY,
  version {int} NOT NULL
) {strict};
INSERT INTO fleet_version (id, version) VALUES (1, 1);

CREATE TABLE driver_state (
  part {int} NOT NULL,
  gateway {text} NOT NULL,
  name {text} NOT NULL,
  value {text} NOT NULL,
  PRIMARY KEY (part, gateway, name)
) {clustered}`;

/** Messages and the tries to hand them over. */
export const MESSAGE_TABLES = `
CREATE TABLE message (
  part {int} NOT NULL,
  id {text} NOT NULL,
  batch {text} NOT NULL,
  owner {text} NOT NULL,
  pool {text} NOT NULL,
  lane {text} NOT NULL,
  prefer_sim {text} NOT NULL,
  recipient {text} NOT NULL,
  country {text} NOT NULL,
  written {text} NOT NULL,
  body {text} NOT NULL,
  encoding {int} NOT NULL,
  segments {int} NOT NULL,
  priority {int} NOT NULL,
  state {int} NOT NULL,
  state_at {int} NOT NULL,
  reason {text} NOT NULL,
  detail {text} NOT NULL,
  created_at {int} NOT NULL,
  not_before {int},
  expires_at {int},
  attempts {int} NOT NULL,
  gateway {text} NOT NULL,
  port {int},
  sim {text} NOT NULL,
  user_id {int},
  sent_at {int},
  reference {text} NOT NULL,
  metadata {text} NOT NULL,
  moved_to {int},
  moves {int} NOT NULL,
  PRIMARY KEY (part, id)
) {strict};
CREATE INDEX message_queue ON message (part, lane, priority, id) WHERE state = 1 AND moved_to IS NULL;
CREATE INDEX message_due ON message (part, not_before) WHERE state = 0;
CREATE INDEX message_expiry ON message (part, expires_at) WHERE state <= 1 AND expires_at IS NOT NULL;
CREATE INDEX message_moving ON message (part, moved_to) WHERE moved_to IS NOT NULL AND state = 1;
CREATE INDEX message_recipient ON message (recipient, id);
CREATE INDEX message_batch ON message (batch, part, id);
CREATE INDEX message_age ON message (part, state_at) WHERE state >= 3;

CREATE TABLE attempt (
  part {int} NOT NULL,
  gateway {text} NOT NULL,
  user_id {int} NOT NULL,
  message {text} NOT NULL,
  port {int} NOT NULL,
  sim {text} NOT NULL,
  call_id {text} NOT NULL,
  epoch {int} NOT NULL,
  state {int} NOT NULL,
  at {int} NOT NULL,
  state_at {int} NOT NULL,
  ref_id {int},
  detail {text} NOT NULL,
  PRIMARY KEY (part, gateway, user_id)
) {clustered};
CREATE INDEX attempt_message ON attempt (part, message, at);
CREATE INDEX attempt_open ON attempt (part, gateway, at) WHERE state <= 2;
CREATE INDEX attempt_age ON attempt (part, at);

CREATE TABLE user_id_block (
  part {int} NOT NULL,
  gateway {text} NOT NULL,
  next_id {int} NOT NULL,
  PRIMARY KEY (part, gateway)
) {clustered};

CREATE TABLE batch (
  part {int} NOT NULL,
  id {text} NOT NULL,
  owner {text} NOT NULL,
  created_at {int} NOT NULL,
  total {int} NOT NULL,
  PRIMARY KEY (part, id)
) {clustered};
CREATE INDEX batch_age ON batch (part, created_at);

CREATE TABLE idempotency (
  part {int} NOT NULL,
  owner {text} NOT NULL,
  key {text} NOT NULL,
  request {text} NOT NULL,
  reply {text} NOT NULL,
  at {int} NOT NULL,
  PRIMARY KEY (part, owner, key)
) {clustered};
CREATE INDEX idempotency_age ON idempotency (part, at)`;

/** The memory of limits and rules about SIMs and recipients; received messages. */
export const MEMORY_TABLES = `
CREATE TABLE sim_usage (
  part {int} NOT NULL,
  sim {text} NOT NULL,
  minute_at {int} NOT NULL,
  minute_count {int} NOT NULL,
  hour_at {int} NOT NULL,
  hour_count {int} NOT NULL,
  day_at {int} NOT NULL,
  day_count {int} NOT NULL,
  month_at {int} NOT NULL,
  month_count {int} NOT NULL,
  PRIMARY KEY (part, sim)
) {clustered};
CREATE INDEX sim_usage_sim ON sim_usage (sim);

CREATE TABLE sim_recipient (
  part {int} NOT NULL,
  sim {text} NOT NULL,
  month_at {int} NOT NULL,
  recipient {text} NOT NULL,
  PRIMARY KEY (part, sim, month_at, recipient)
) {clustered};
CREATE INDEX sim_recipient_age ON sim_recipient (part, month_at);

CREATE TABLE sticky (
  part {int} NOT NULL,
  pool {text} NOT NULL,
  recipient {text} NOT NULL,
  sim {text} NOT NULL,
  at {int} NOT NULL,
  PRIMARY KEY (part, pool, recipient)
) {clustered};
CREATE INDEX sticky_age ON sticky (part, at);

CREATE TABLE opt_out (
  part {int} NOT NULL,
  pool {text} NOT NULL,
  recipient {text} NOT NULL,
  source {text} NOT NULL,
  at {int} NOT NULL,
  PRIMARY KEY (part, pool, recipient)
) {clustered};

CREATE TABLE inbound (
  part {int} NOT NULL,
  id {text} NOT NULL,
  gateway {text} NOT NULL,
  dedupe {text} NOT NULL,
  port {int} NOT NULL,
  sim {text} NOT NULL,
  imsi {text} NOT NULL,
  pool {text} NOT NULL,
  sender {text} NOT NULL,
  own_number {text} NOT NULL,
  body {text} NOT NULL,
  keyword {text} NOT NULL,
  sent_at {int} NOT NULL,
  received_at {int} NOT NULL,
  PRIMARY KEY (part, id)
) {strict};
CREATE UNIQUE INDEX inbound_once ON inbound (part, gateway, dedupe);
CREATE INDEX inbound_sender ON inbound (sender, id);
CREATE INDEX inbound_age ON inbound (part, received_at)`;
