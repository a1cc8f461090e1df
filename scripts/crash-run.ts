/**
 * Kills the gateway again and again while it sends, receives, asks USSD, calls and pushes, and compares everything with what the
 * virtual network carried and a receiver was pushed: `node scripts/crash-run.ts --kills 200 --messages 2000 --sessions 600 --ports 8
 * --seed 1`. With `--disk-faults` every other life ends by a disk that fails with EIO or ENOSPC (test/faults). Exit code 1 when anything was lost, doubled or
 * in a state that disagrees.
 */
import { parseArgs } from 'node:util';
import { crashRun } from '../test/crash/crash-run.ts';
import { temporaryFolder } from '../test/foreign/support/temporary-folder.ts';

function option(fallback: string) {
  return { type: 'string', default: fallback } as const;
}

const { values } = parseArgs({
  options: {
    kills: option('200'),
    messages: option('2000'),
    sessions: option('600'),
    ports: option('8'),
    seed: option(String(Date.now() % 1_000_000)),
    'disk-faults': { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});

const folder = await temporaryFolder('crash');
const settings = {
  kills: Number(values.kills),
  messages: Number(values.messages),
  sessions: Number(values.sessions),
  ports: Number(values.ports),
  seed: Number(values.seed),
  diskFaults: values['disk-faults'],
  endDoubts: true,
};
function print(line: string): void {
  console.log(line);
}

print(`crash run: ${JSON.stringify(settings)}, data in ${folder.path}`);
const begun = performance.now();
const report = await crashRun({ ...settings, folder: folder.path, say: print });
const { outgoing, incoming, sessions, pushes, segmentsInDoubt, repeatedDeliveries } = report;
function listed(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
}
print(
  `\n${((performance.now() - begun) / 1000).toFixed(0)} s, ${settings.kills} kills, seed ${settings.seed}`,
);
print(`sent: ${settings.messages} accepted, ${listed(outgoing.states)}`);
if (settings.diskFaults) print(`asked once: ${listed(report.askedOnce)}`);
print(`  segments that starts found in doubt: ${segmentsInDoubt}`);
print(`  messages that ended FAILED, in doubt: ${outgoing.doubtfulNotCarried} not carried wholly`);
print(
  `    and ${outgoing.doubtfulCarried} carried, where no report was asked or a report could mean more than one segment`,
);
print(
  `received: ${settings.messages} sent to the ports; deliveries and reports repeated by the network: ${repeatedDeliveries}`,
);
print(`USSD dialogues: ${listed(sessions.dialogues)}`);
print(`calls: ${listed(sessions.calls)}`);
print(`pushes that came again: ${report.repeatedPushes}`);
const violations = [...outgoing.violations, ...incoming, ...sessions.violations, ...pushes];
print(`violations: ${violations.length}`);
for (const violation of violations.slice(0, 50)) print(`  ${violation}`);
if (violations.length > 0 || values.keep) print(`data kept in ${folder.path}`);
else await folder.remove();
process.exitCode = violations.length > 0 ? 1 : 0;
