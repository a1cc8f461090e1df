/**
 * Status reports as gateways sent them: a report may come before the result with its reference, and none is thrown away. And which
 * pushes of results were heard, because a repeat has nothing that distinguishes it from another result.
 */
export const REPORT_TABLES = `
CREATE TABLE report (
  part {int} NOT NULL,
  gateway {text} NOT NULL,
  dedupe {text} NOT NULL,
  port {int} NOT NULL,
  imsi {text} NOT NULL,
  number {text} NOT NULL,
  ref_id {int} NOT NULL,
  status_code {int} NOT NULL,
  at {int} NOT NULL,
  received_at {int} NOT NULL,
  message {text} NOT NULL,
  PRIMARY KEY (part, gateway, dedupe)
) {clustered};
CREATE INDEX report_unmatched ON report (part, gateway, received_at) WHERE message = '';
CREATE INDEX report_message ON report (part, message) WHERE message <> '';
CREATE INDEX report_age ON report (part, received_at);

CREATE TABLE heard_push (
  part {int} NOT NULL,
  gateway {text} NOT NULL,
  dedupe {text} NOT NULL,
  at {int} NOT NULL,
  PRIMARY KEY (part, gateway, dedupe)
) {clustered};
CREATE INDEX inbound_newest ON inbound (id);
CREATE INDEX sim_imsi ON sim (imsi);
CREATE INDEX heard_push_age ON heard_push (part, at)`;
