/** The steps of the schema, for both engines. A step that was released is never changed; a change of a table is a new step. */
import { ACCESS_TABLES } from './access-tables.ts';
import { FLEET_TABLES, MEMORY_TABLES, MESSAGE_TABLES, PARTITION_TABLES } from './first-tables.ts';
import { REPORT_TABLES } from './inbound-tables.ts';

/** A process keeps one lease for all its partitions: it is renewed by one row, whatever works on its partitions just now. */
const LEASE_OF_PROCESS = `
ALTER TABLE worker ADD COLUMN until_at {int} NOT NULL DEFAULT 0;
ALTER TABLE worker DROP COLUMN seen_at;
ALTER TABLE partition_lease DROP COLUMN until_at`;

/** The gateway's number of a hand-off, for `stop_sms`. NULL where it gave none. */
const TASK_OF_ATTEMPT = 'ALTER TABLE attempt ADD COLUMN task {int}';

/** Values by name that all processes share: the users that were added while running. */
const SETTINGS = `
CREATE TABLE setting (
  name {text} PRIMARY KEY,
  value {text} NOT NULL,
  version {int} NOT NULL
) {strict}`;

/** Which part of the fleet each version changed, so that processes read that alone. */
const FLEET_CHANGES = `
CREATE TABLE fleet_change (
  version {int} PRIMARY KEY,
  kind {text} NOT NULL,
  id {text} NOT NULL
) {strict}`;

/** The number of a step is its place, from 1. Each runs in one transaction. */
export const migrations: readonly string[] = [
  [PARTITION_TABLES, FLEET_TABLES, MESSAGE_TABLES, MEMORY_TABLES, REPORT_TABLES, ACCESS_TABLES].join(';\n'),
  LEASE_OF_PROCESS,
  TASK_OF_ATTEMPT,
  SETTINGS,
  FLEET_CHANGES,
];
