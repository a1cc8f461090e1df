/**
 * Sends messages at a steady rate with four push targets, a good one, a dead one, one that refuses every tenth event with 500 and a slow
 * one: `node scripts/push-run.ts --minutes 60 --rate 50 --ports 16`. Exit code 1 when the good one was more than a second behind, lost an
 * event, or memory at the end is more than 10 % above that of minute 10.
 */
import { parseArgs } from 'node:util';
import { describeMachine } from '../bench/machine.ts';
import { temporaryFolder } from '../test/foreign/support/temporary-folder.ts';
import { pushRun } from '../test/push/push-run.ts';

function option(fallback: string) {
  return { type: 'string', default: fallback } as const;
}

const { values } = parseArgs({
  options: {
    minutes: option('60'),
    rate: option('50'),
    ports: option('16'),
    keep: { type: 'boolean', default: false },
  },
});

const folder = await temporaryFolder('push-run');
const settings = {
  seconds: Number(values.minutes) * 60,
  rate: Number(values.rate),
  ports: Number(values.ports),
};
console.log(describeMachine());
console.log(`push run: ${JSON.stringify(settings)}, data in ${folder.path}`);
const report = await pushRun({ ...settings, folder: folder.path, print: line => console.log(line) });
const { sent, taken, medianLag, longestLag, memory, violations } = report;
console.log(
  `messages: ${sent}; events taken: ${[...taken].map(([name, count]) => `${name} ${count}`).join(', ')}`,
);
console.log(`from commit to arrival at the good target: median ${medianLag} ms, longest ${longestLag} ms`);
console.log(`resident memory: minute 10 ${memory.early.toFixed(0)} MiB, end ${memory.late.toFixed(0)} MiB`);
console.log(`violations: ${violations.length}`);
for (const violation of violations) console.log(`  ${violation}`);
if (violations.length > 0 || values.keep) console.log(`data kept in ${folder.path}`);
else await folder.remove();
process.exitCode = violations.length > 0 ? 1 : 0;
