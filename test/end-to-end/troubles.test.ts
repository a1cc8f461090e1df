/** Modems with faults of their own, side by side: each port ends as in its row, in its time, with its line in the log. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { missing } from '../foreign/support/foreign-program.ts';
import { paces, startTroubles, type Trial, type TroubleBench } from '../troubles/bench.ts';
import { troubleRows } from '../troubles/rows.ts';

/** A busy machine may take so many times longer; the times themselves are judged by `npm run trouble-run`. */
const PATIENCE = 5;
/** Ports of one gateway. */
const MOST_PORTS = 32;

const rows = troubleRows.filter(
  row => row.longRunOnly !== true && (row.tty !== true || missing('socat') === false),
);

/** Rows that share a gateway. */
const groups = (['usual', 'slow', 'patient'] as const).flatMap(pace => {
  const trials: readonly Trial[] = rows
    .filter(row => (row.pace ?? 'usual') === pace)
    .map(row => ({ row, persona: row.persona }));
  const count = Math.ceil(trials.length / MOST_PORTS);
  return Array.from({ length: count }, (_, group) => ({
    ...{ pace: paces[pace], name: `${pace} ${group + 1}` },
    trials: trials.slice(group * MOST_PORTS, (group + 1) * MOST_PORTS),
  }));
});

describe('modems with faults', { concurrency: true }, () => {
  for (const { name, pace, trials } of groups)
    describe(name, () => {
      let bench: TroubleBench;

      before(async () => {
        bench = await startTroubles(trials, { ...pace, patience: PATIENCE });
      });

      after(() => bench?.close());

      for (const [index, { row, persona }] of trials.entries())
        test(`${row.what} (${persona}): ${row.reg} within ${row.within} s`, async () => {
          const outcome = await bench.outcomes[index];
          assert.equal(outcome?.left, '', outcome?.lines.join('\n'));
        });
    });
});
