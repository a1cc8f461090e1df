/** `npm run csv-run -- [rows] [kills] [seed]`: a file of 5,000 rows whose sending is killed ten times and resumed; each row must be there once. */

import { startBench } from '../test/cli/support/command.ts';
import { runCsv } from '../test/cli/support/csv-run.ts';
import { seededRandom } from '../test/crash/seeded-random.ts';

const [rows = 5000, kills = 10, seed = 1] = process.argv.slice(2).map(Number);
const bench = await startBench();
const start = performance.now();
try {
  const run = await runCsv(bench, { rows, kills, random: seededRandom(seed) });
  const seconds = Math.round((performance.now() - start) / 1000);
  const faults = run.missing.length + run.doubled.length + run.mixed.length;
  process.stdout.write(
    `${rows} rows, killed ${run.kills} times, ${seconds} s: ${run.missing.length} missing, ${run.doubled.length} doubled, ${run.mixed.length} mixed up\n`,
  );
  if (faults > 0 || run.kills < kills) process.exitCode = 1;
} finally {
  await bench.end();
}
