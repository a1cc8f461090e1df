import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';
import { pushRun } from './push-run.ts';
import { judgeRun } from './push-run-judge.ts';

describe('the verdict over a push run', () => {
  const committed = new Map([
    [1, 1000],
    [2, 2000],
  ]);
  const minutes = (count: number, mebibytes: (minute: number) => number) =>
    Array.from({ length: count * 6 }, (_, index) => ({
      second: index * 10,
      mebibytes: mebibytes(index / 6),
    }));
  const rows: [string, [number, number][], ReturnType<typeof minutes>, RegExp | undefined][] = [
    [
      'everything in time',
      [
        [1, 1010],
        [2, 2900],
      ],
      [],
      undefined,
    ],
    [
      'one is late',
      [
        [1, 1010],
        [2, 3001],
      ],
      [],
      /1001 ms behind/,
    ],
    ['one is missing', [[1, 1010]], [], /1 events did not reach/],
    [
      'memory that grows before minute 10 only',
      [
        [1, 1000],
        [2, 2000],
      ],
      minutes(30, m => Math.min(m, 10)),
      undefined,
    ],
    [
      'memory that goes on growing',
      [
        [1, 1000],
        [2, 2000],
      ],
      minutes(30, m => 80 + m),
      /memory grew from 90 to 109 MiB/,
    ],
  ];
  for (const [name, arrived, samples, violation] of rows) {
    test(name, () => {
      const { violations } = judgeRun(committed, new Map(arrived), samples);
      if (violation === undefined) assert.deepEqual(violations, []);
      else assert.match(violations.join('\n'), violation);
    });
  }
});

// The long form is scripts/push-run.ts: 50 messages a second for an hour.
test('a dead, a refusing and a slow target cost a good one nothing', { timeout: 120_000 }, async t => {
  const folder = await temporaryFolder('push-run');
  t.after(folder.remove);
  const report = await pushRun({
    ...{ seconds: 8, rate: 20, ports: 4, folder: folder.path },
    print: line => t.diagnostic(line),
  });
  t.diagnostic(`lag: median ${report.medianLag} ms, longest ${report.longestLag} ms`);
  assert.deepEqual(report.violations, []);
  assert.ok(report.sent > 0);
  assert.equal(report.taken.has('dead'), false);
  const [good = 0, tenth = 0] = [report.taken.get('good'), report.taken.get('tenth')];
  assert.ok(tenth >= good * 0.6 && tenth < good, `${tenth} of ${good} reached the target that refuses some`);
  assert.ok((report.taken.get('slow') ?? 0) > 0);
});
