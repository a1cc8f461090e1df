/** Keys, the audit trail, and the webhooks that get events. */
export const ACCESS_TABLES = `
CREATE TABLE api_key (
  id {text} PRIMARY KEY,
  name {text} NOT NULL,
  prefix {text} NOT NULL,
  digest {text} NOT NULL UNIQUE,
  role {text} NOT NULL,
  pools {text} NOT NULL,
  created_at {int} NOT NULL,
  expires_at {int},
  used_at {int}
) {strict};

CREATE TABLE audit (
  id {text} PRIMARY KEY,
  at {int} NOT NULL,
  owner {text} NOT NULL,
  address {text} NOT NULL,
  endpoint {text} NOT NULL,
  parameters {text} NOT NULL
) {strict};

CREATE TABLE webhook (
  id {text} PRIMARY KEY,
  url {text} NOT NULL,
  secret {text} NOT NULL,
  kinds {text} NOT NULL,
  pools {text} NOT NULL,
  description {text} NOT NULL,
  enabled {int} NOT NULL,
  created_at {int} NOT NULL,
  version {int} NOT NULL
) {strict};

CREATE TABLE webhook_place (
  part {int} NOT NULL,
  webhook {text} NOT NULL,
  seq {int} NOT NULL,
  PRIMARY KEY (part, webhook)
) {clustered};

CREATE TABLE delivery (
  part {int} NOT NULL,
  webhook {text} NOT NULL,
  seq {int} NOT NULL,
  state {int} NOT NULL,
  kind {text} NOT NULL,
  subject {text} NOT NULL,
  at {int} NOT NULL,
  body {text} NOT NULL,
  attempts {int} NOT NULL,
  rejections {int} NOT NULL,
  failing_ms {int} NOT NULL,
  last_at {int} NOT NULL,
  next_at {int} NOT NULL,
  last_error {text} NOT NULL,
  ended_at {int},
  PRIMARY KEY (part, webhook, seq)
) {clustered};
CREATE INDEX delivery_due ON delivery (part, webhook, state, next_at);
CREATE INDEX delivery_subject ON delivery (part, webhook, subject, seq);
CREATE INDEX delivery_list ON delivery (webhook, at, part, seq);
CREATE INDEX delivery_open ON delivery (webhook, state, next_at);
CREATE INDEX delivery_end ON delivery (part, ended_at) WHERE ended_at IS NOT NULL`;
