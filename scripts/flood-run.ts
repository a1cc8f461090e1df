/**
 * One of 32 modems floods its line at 1 MB/s while the others work: `node scripts/flood-run.ts --seconds 60 --kinds cmgl,cusd`. Prints
 * for each kind of flood how much the gateway's memory grew, how long the other ports took for a message that was announced to them,
 * and how long the stop took. Exit code 1 when the memory grew by more than 20 MB, more than one in a hundred of the other ports'
 * messages was delayed by more than 100 ms, or the stop took longer than `stopWithin`. The delay counts on a quiet machine only:
 * `--no-delays` leaves it out of the judgement.
 */
import { parseArgs } from 'node:util';
import { describeMachine } from '../bench/machine.ts';
import { type FloodResult, floodRun, quantile, STOP_WITHIN } from '../test/flood/flood-run.ts';
import { floods } from '../test/flood/floods.ts';

const MOST_GROWTH = 20;
const MOST_DELAY = 100;

const { values } = parseArgs({
  allowNegative: true,
  options: {
    seconds: { type: 'string', default: '60' },
    kinds: { type: 'string', default: Object.keys(floods).join(',') },
    ports: { type: 'string', default: '32' },
    delays: { type: 'boolean', default: true },
  },
});

function violationsOf({ growth, delays, stop, fault }: FloodResult): string[] {
  const late = values.delays && quantile(delays, 0.99) > MOST_DELAY;
  return [
    ...(growth > MOST_GROWTH ? ['memory'] : []),
    ...(late ? ['delay'] : []),
    ...(stop > STOP_WITHIN ? ['stop'] : []),
    ...(fault === '' ? [] : [fault]),
  ];
}

const columns = ['memory MB', 'grew MB', 'quiet p99 ms', 'median ms', 'p99 ms', 'most ms', 'stop s'];
console.log(describeMachine());
console.log(`${'flood'.padEnd(10)}${columns.map(name => name.padStart(14)).join('')}`);
for (const kind of values.kinds.split(',')) {
  const result = await floodRun({
    kind,
    seconds: Number(values.seconds),
    quiet: 5,
    ports: Number(values.ports),
  });
  const { before, growth, quiet, delays, stop } = result;
  const figures = [
    ...[before, growth, quantile(quiet, 0.99), quantile(delays, 0.5)],
    ...[quantile(delays, 0.99), delays.at(-1) ?? Number.NaN, stop],
  ];
  const wrong = violationsOf(result);
  console.log(
    `${kind.padEnd(10)}${figures.map(figure => figure.toFixed(1).padStart(14)).join('')}  ${wrong.join(', ')}`,
  );
  if (wrong.length > 0) process.exitCode = 1;
}
