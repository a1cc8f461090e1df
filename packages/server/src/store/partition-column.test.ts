/** Every statement on a table of messages names its partition, so that a distributed PostgreSQL can keep each in one place (ADR 0007). */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';

/** Tables whose key begins with the partition. */
const PARTITIONED =
  /\b(?:FROM|JOIN|INTO|UPDATE)\s+(?:message|attempt|event|event_counter|batch|idempotency|user_id_block|sim_usage|sim_recipient|sticky|opt_out|inbound|port|driver_state|delivery|webhook_place|partition_lease)\b/;

/** Look-ups over all partitions that a person asks for, or that happen when something arrives; never for each message. */
const everywhere: readonly RegExp[] = [
  /FROM event_counter WHERE last_seq > 0/,
  /SELECT \* FROM port ORDER BY gateway, port/,
  // The list that people look at; and where a number that wrote to us belongs, once for each received message.
  /FROM opt_out\s+WHERE \(\?/,
  /SELECT pool FROM message WHERE recipient = \?/,
  // Lists for people: received messages, conversations, messages that SIMs have sent.
  /FROM inbound \$\{where\}/,
  /FROM inbound\s+WHERE NOT EXISTS/,
  /FROM inbound WHERE sender = \?/,
  /FROM message\s+WHERE recipient = \? AND id </,
  /JOIN sim_usage ON sim_usage\.sim = v\.sim/,
  /FROM sim_recipient WHERE sim = \? AND month_at/,
  // Searches of messages by recipient or batch, each along an index of its own.
  /FROM message WHERE \$\{column\} = \? AND id < \?/,
  /FROM message WHERE batch = \?/,
  // The queues of one webhook, as its page shows them; where it has come, when it is made, found or removed.
  /FROM delivery WHERE webhook = \?/,
  /DELETE FROM webhook_place WHERE webhook = \?/,
  /SELECT part, webhook, seq FROM webhook_place/,
  // Leases are few rows, and the arbiter of who has which partition.
  /UPDATE partition_lease/,
  /SELECT part, epoch FROM partition_lease WHERE owner = \?/,
];

const STATEMENT =
  /(['`])((?:WITH|SELECT|INSERT|UPDATE|DELETE)\b[^'`]*)\1|`((?:WITH|SELECT|INSERT|UPDATE|DELETE)\b[^`]*)`/g;

const sources = globSync('../**/*.ts', { cwd: import.meta.dirname }).filter(
  file => !/\.test\.ts$|\bschema\/|\btesting\//.test(file),
);

function statementsOf(file: string): string[] {
  const source = readFileSync(`${import.meta.dirname}/${file}`, 'utf8');
  return [...source.matchAll(STATEMENT)].map(found => found[2] ?? found[3] ?? '');
}

/** Every mention of such a table has its partition: as a condition, or as a column that is written. */
function namesItsPartition(sql: string): boolean {
  return /\bpart\s*=|\(\s*part\b/.test(sql);
}

describe('statements of the store', () => {
  const found = sources.flatMap(file => statementsOf(file).map(sql => ({ file, sql })));

  test('are found', () => assert.ok(found.length > 30, String(found.length)));

  for (const { file, sql } of found.filter(({ sql }) => PARTITIONED.test(sql)))
    test(`${file}: ${sql.slice(0, 80).replaceAll(/\s+/g, ' ')}`, () =>
      assert.ok(namesItsPartition(sql) || everywhere.some(one => one.test(sql)), sql));

  test('an exception that no statement needs is gone', () => {
    for (const one of everywhere)
      assert.ok(
        found.some(({ sql }) => one.test(sql)),
        String(one),
      );
  });
});
