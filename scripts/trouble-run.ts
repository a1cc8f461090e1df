/**
 * Gives every fault to every persona, 32 at a time, and prints what became of each port:
 * `node scripts/trouble-run.ts --personas generic,huawei --rows SIM --speed 2`. With `--own` each fault goes to the persona of its row
 * only, as in the suite; `--failures` prints nothing else; `--patience` stretches the times, for a busy machine. Exit code 1 when a port did not end as its row wants.
 */
import { parseArgs } from 'node:util';
import { personaNames } from '@simgate/simulator';
import { type Outcome, type Pace, paces, startTroubles, type Trial } from '../test/troubles/bench.ts';
import type { TroubleRow } from '../test/troubles/row.ts';
import { troubleRows } from '../test/troubles/rows.ts';

const { values } = parseArgs({
  options: {
    personas: { type: 'string', default: personaNames.join(',') },
    rows: { type: 'string', default: '' },
    speed: { type: 'string', default: '1' },
    patience: { type: 'string', default: '1' },
    failures: { type: 'boolean', default: false },
    own: { type: 'boolean', default: false },
  },
});

/** Ports of one gateway. */
const MOST_PORTS = 32;

function personasOf({ persona, only = personaNames, except = [] }: TroubleRow): readonly string[] {
  if (values.own) return [persona];
  const wanted = values.personas.split(',');
  return only.filter(name => wanted.includes(name) && !except.includes(name));
}

function trialsOf(pace: keyof typeof paces): Trial[] {
  return troubleRows
    .filter(row => (row.pace ?? 'usual') === pace && row.what.includes(values.rows))
    .flatMap(row => personasOf(row).map(persona => ({ row, persona })));
}

function print({ row, persona, left, seconds, reg, reason, lines }: Outcome): void {
  if (values.failures && left === '') return;
  const mark = left === '' ? ' ' : '!';
  const cells = [
    persona.padEnd(10),
    reg.padEnd(17),
    reason.padEnd(20),
    `${seconds.toFixed(1).padStart(6)} s`,
  ];
  console.log(`${mark} ${row.what.padEnd(58)} ${cells.join(' ')} ${left}`);
  if (left !== '') for (const line of lines.slice(-8)) console.log(`      ${line}`);
}

let failed = 0;
let count = 0;

async function runAll(trials: readonly Trial[], pace: Pace): Promise<void> {
  for (let first = 0; first < trials.length; first += MOST_PORTS) {
    const bench = await startTroubles(trials.slice(first, first + MOST_PORTS), pace);
    for (const outcome of await Promise.all(bench.outcomes)) {
      print(outcome);
      count += 1;
      if (outcome.left !== '') failed += 1;
    }
    await bench.close();
  }
}

for (const pace of ['usual', 'slow', 'patient'] as const) {
  const { speed, recoverAfter } = paces[pace];
  await runAll(trialsOf(pace), {
    speed: speed * Number(values.speed),
    recoverAfter,
    patience: Number(values.patience),
  });
}
console.log(`${count} ports, ${failed} not as their row wants`);
process.exitCode = failed > 0 ? 1 : 0;
