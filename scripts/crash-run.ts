/**
 * Kills the gateway again and again while it sends and receives, and compares every message with what the virtual network carried:
 * `node scripts/crash-run.ts --kills 200 --messages 2000 --ports 8 --seed 1`. Exit code 1 when anything was lost, doubled or
 * in a state that disagrees.
 */
import { parseArgs } from 'node:util';
import { crashRun } from '../test/crash/crash-run.ts';
import { temporaryFolder } from '../test/foreign/support/temporary-folder.ts';

const option = (fallback: string) => ({ type: 'string', default: fallback }) as const;

const { values } = parseArgs({
  options: {
    kills: option('200'),
    messages: option('2000'),
    ports: option('8'),
    seed: option(String(Date.now() % 1_000_000)),
    keep: { type: 'boolean', default: false },
  },
});

const folder = await temporaryFolder('crash');
const settings = {
  kills: Number(values.kills),
  messages: Number(values.messages),
  ports: Number(values.ports),
  seed: Number(values.seed),
  endDoubts: true,
};
const print = (line: string): void => console.log(line);

print(`crash run: ${JSON.stringify(settings)}, data in ${folder.path}`);
const begun = performance.now();
const { outgoing, incoming, segmentsInDoubt, repeatedDeliveries } = await crashRun({
  ...settings,
  folder: folder.path,
  say: print,
});
const states = Object.entries(outgoing.states).map(([state, count]) => `${count} ${state}`);
print(
  `\n${((performance.now() - begun) / 1000).toFixed(0)} s, ${settings.kills} kills, seed ${settings.seed}`,
);
print(`sent: ${settings.messages} accepted, ${states.join(', ')}`);
print(`  segments that starts found in doubt: ${segmentsInDoubt}`);
print(`  messages that ended FAILED, in doubt: ${outgoing.doubtfulNotCarried} not carried wholly`);
print(
  `    and ${outgoing.doubtfulCarried} carried, where no report was asked or a report could mean more than one segment`,
);
print(
  `received: ${settings.messages} sent to the ports; deliveries and reports repeated by the network: ${repeatedDeliveries}`,
);
const violations = [...outgoing.violations, ...incoming];
print(`violations: ${violations.length}`);
for (const violation of violations.slice(0, 50)) print(`  ${violation}`);
if (violations.length > 0 || values.keep) print(`data kept in ${folder.path}`);
else await folder.remove();
process.exitCode = violations.length > 0 ? 1 : 0;
