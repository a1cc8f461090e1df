/** Statements over a list of rows look each row up by its whole key, from the first message on. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openSqlite, type StoreBench } from '../../testing/engines.ts';
import { withRows } from '../statements.ts';

const statements: readonly [name: string, sql: string, by: RegExp][] = [
  [
    'a claim',
    `UPDATE message SET state = 2 FROM {rows}
     WHERE message.part = ? AND message.id = v.id AND message.state = 1 AND message.moved_to IS NULL RETURNING message.id`,
    /SEARCH message USING .*\(part=\? AND id=\?\)/,
  ],
  [
    'an outcome',
    `UPDATE attempt SET state = 1 FROM {rows}
     WHERE attempt.part = ? AND attempt.gateway = 'g' AND attempt.user_id = v.id AND attempt.state IN (0, 2)
     RETURNING attempt.user_id`,
    /SEARCH attempt USING .*\(part=\? AND gateway=\? AND user_id=\?\)/,
  ],
  [
    'a result',
    `UPDATE message SET state = 3 FROM {rows} WHERE message.part = ? AND message.id = v.id AND message.state = 2
     RETURNING message.id`,
    /SEARCH message USING .*\(part=\? AND id=\?\)/,
  ],
];

describe('statements over a list', () => {
  let bench: StoreBench;
  before(async () => {
    bench = await openSqlite();
  });
  after(() => bench.dispose());

  for (const [name, sql, by] of statements)
    test(name, async () => {
      const steps = await bench.store.read(() =>
        withRows<{ detail: string }>(
          `EXPLAIN QUERY PLAN ${sql}`,
          { columns: { id: 'text' }, rows: [['x']] },
          1,
        ),
      );
      const [first, second] = steps.map(step => step.detail);
      assert.match(String(first), /^SCAN json_each/);
      assert.match(String(second), by);
    });
});
