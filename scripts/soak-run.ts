/**
 * Lets all ports send, receive, ask USSD and call for minutes, over lines with every fault and modules that fail now and then:
 * `node scripts/soak-run.ts --minutes 10 --ports 32 --seed 1`. Exit code 1 when a port was stuck, memory grew, or anything was lost
 * or doubled.
 */
import { parseArgs } from 'node:util';
import { describeMachine } from '../bench/machine.ts';
import { temporaryFolder } from '../test/foreign/support/temporary-folder.ts';
import { soakRun } from '../test/soak/soak-run.ts';

function option(fallback: string) {
  return { type: 'string', default: fallback } as const;
}

const { values } = parseArgs({
  options: {
    minutes: option('10'),
    ports: option('32'),
    seed: option(String(Date.now() % 1_000_000)),
    keep: { type: 'boolean', default: false },
  },
});

/** Seconds: the longest wait for an answer of the network (75), and a reset with its start behind it. */
const LONGEST_RECOVERY = 180;
/** MiB a minute. */
const MOST_GROWTH = 1;

const folder = await temporaryFolder('soak');
const settings = {
  minutes: Number(values.minutes),
  ports: Number(values.ports),
  seed: Number(values.seed),
};
const begun = performance.now();
function print(line: string): void {
  console.log(`${((performance.now() - begun) / 1000).toFixed(0).padStart(5)} s  ${line}`);
}
function table(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
}

console.log(describeMachine());
print(`soak run: ${JSON.stringify(settings)}, data in ${folder.path}`);
const report = await soakRun({ ...settings, folder: folder.path, say: print });
const { outgoing, incoming, sessions, pushes, quiet, memory } = report;
const longest = Math.max(...quiet);
const stuck = quiet.flatMap((seconds, port) =>
  seconds > LONGEST_RECOVERY ? [`port ${port} was stuck for ${seconds.toFixed(0)} s`] : [],
);
const grown =
  memory.perMinute > MOST_GROWTH ? [`memory grew by ${memory.perMinute.toFixed(2)} MiB a minute`] : [];

print(`sent: ${table(outgoing.states)}; ${outgoing.doubtfulNotCarried + outgoing.doubtfulCarried} in doubt`);
print(`received: ${report.messagesReceived}; status reports that modules forgot: ${report.reportsForgotten}`);
print(`USSD dialogues: ${table(sessions.dialogues)}`);
print(`calls: ${table(sessions.calls)}; ${report.unheard} calls to ports were not heard`);
print(`pushes taken: ${report.pushesTaken}; troubles of modules: ${report.troubles}`);
print(`longest time without progress of a port: ${longest.toFixed(0)} s`);
print(
  `resident memory: ${memory.first.toFixed(0)} to ${memory.last.toFixed(0)} MiB, ${memory.perMinute.toFixed(2)} MiB a minute; ` +
    `${(report.cpu * 100).toFixed(0)} % of a core`,
);
const violations = [
  ...stuck,
  ...grown,
  ...outgoing.violations,
  ...incoming,
  ...sessions.violations,
  ...pushes,
];
print(`violations: ${violations.length}`);
for (const violation of violations.slice(0, 80)) console.log(`  ${violation}`);
if (violations.length > 0 || values.keep) print(`data kept in ${folder.path}`);
else await folder.remove();
process.exitCode = violations.length > 0 ? 1 : 0;
