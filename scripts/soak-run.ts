/**
 * Lets all ports, with every persona, send, receive, ask USSD, call and use the toolkit for minutes, over bad lines, while every fault
 * of the simulator comes and goes: `node scripts/soak-run.ts --minutes 30 --ports 32 --seed 1`. Exit code 1 when a port was stuck longer
 * than its fault and the time of recovery, memory grew, or anything was lost or doubled.
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
    pause: option('10-40'),
    seed: option(String(Date.now() % 1_000_000)),
    record: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});

/** Seconds behind the end of a fault: the longest delay before a port looks again (60), and a reset with its start behind it. */
const LONGEST_RECOVERY = 180;

const folder = await temporaryFolder('soak');
const [shortest = 10, longest = 40] = values.pause.split('-').map(Number);
const settings = {
  pause: [shortest, longest] as const,
  record: values.record,
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
const longestQuiet = Math.max(...quiet);
const stuck = quiet.flatMap((seconds, port) =>
  seconds > LONGEST_RECOVERY ? [`port ${port} was stuck for ${seconds.toFixed(0)} s`] : [],
);

print(`sent: ${table(outgoing.states)}; ${outgoing.doubtfulNotCarried + outgoing.doubtfulCarried} in doubt`);
print(`received: ${report.messagesReceived}; status reports that modules forgot: ${report.reportsForgotten}`);
print(`USSD dialogues: ${table(sessions.dialogues)}`);
print(`calls: ${table(sessions.calls)}; ${report.unheard} calls to ports were not heard`);
print(
  `pushes taken: ${report.pushesTaken}; faults: ${report.causes.length}; views of toolkits: ${report.toolkitViews}`,
);
print(`longest time without progress of a port, its faults left out: ${longestQuiet.toFixed(0)} s`);
print(
  `resident memory: ${memory.first.toFixed(0)} to ${memory.last.toFixed(0)} MiB, ${memory.perMinute.toFixed(2)} MiB a minute; ` +
    `${(report.cpu * 100).toFixed(0)} % of a core`,
);
/** The faults that the ports named in a violation had. */
function causesOf(violation: string): string {
  const port = /port (\d+)|"port":(\d+)/.exec(violation)?.slice(1).find(Boolean);
  const names = report.causes.filter(cause => `${cause.port}` === port).map(({ name }) => name);
  return names.length === 0 ? '' : ` [${names.slice(-6).join(', ')}]`;
}

const violations = [
  ...stuck,
  ...[memory.violation, report.unsettled].filter(text => text !== ''),
  ...outgoing.violations,
  ...incoming,
  ...sessions.violations,
  ...pushes,
];
print(`violations: ${violations.length}`);
for (const violation of violations.slice(0, 80)) console.log(`  ${violation}${causesOf(violation)}`);
if (violations.length > 0 || values.keep) print(`data kept in ${folder.path}`);
else await folder.remove();
process.exitCode = violations.length > 0 ? 1 : 0;
