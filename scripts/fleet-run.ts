/**
 * Runs processes of the server above a thousand virtual gateways, with kills, freezes, restarts and cut lines, and lets the fleet's own
 * record judge: `npm run fleet-run -- --gateways 1000 --messages 200000 --inbound 20000 --servers 3`. Exit code 1 when a message was lost, sent
 * twice (but by the rule `resend`) or wrongly reported. `--sqlite` runs one process on SQLite, `--failover` PostgreSQL with a synchronous
 * standby. `--only 'a server is killed'` makes troubles of that name alone; with `--sqlite --troubles 100` one process is killed 100 times.
 */
import { parseArgs } from 'node:util';
import { describeMachine } from '../bench/machine.ts';
import { fleetRun } from '../test/fleet/fleet-run.ts';
import { temporaryFolder } from '../test/foreign/support/temporary-folder.ts';

function option(fallback: string) {
  return { type: 'string', default: fallback } as const;
}

const { values } = parseArgs({
  options: {
    gateways: option('1000'),
    ports: option('32'),
    messages: option('200000'),
    inbound: option('20000'),
    batch: option('100'),
    servers: option('3'),
    troubles: option('100'),
    seed: option('1'),
    settle: option('900'),
    sqlite: { type: 'boolean', default: false },
    failover: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    keep: { type: 'boolean', default: false },
  },
});

function storeOf({
  sqlite,
  failover,
}: Readonly<Record<'sqlite' | 'failover', boolean>>): 'sqlite' | 'postgres' | 'pair' {
  if (sqlite) return 'sqlite';
  return failover ? 'pair' : 'postgres';
}

const folder = await temporaryFolder('fleet-run');
const settings = {
  gateways: Number(values.gateways),
  ports: Number(values.ports),
  messages: Number(values.messages),
  inbound: Number(values.inbound),
  batch: Number(values.batch),
  servers: values.sqlite ? 1 : Number(values.servers),
  store: storeOf(values),
  troubles: Number(values.troubles),
  seed: Number(values.seed),
  settle: Number(values.settle) * 1000,
  ...(values.only !== undefined && { only: values.only }),
};
console.log(describeMachine());
console.log(`fleet run: ${JSON.stringify(settings)}, data in ${folder.path}`);
/** Messages that a rebooted gateway has forgotten end within the run: the server's own times for that are 10 minutes and a day. */
const patience = { SIMGATE_SERVER_HANDOFF_DOUBT: '20', SIMGATE_SERVER_HANDOFF_TAKEN: '120' };
const environment = Object.fromEntries(
  Object.entries(patience).map(([name, value]) => [name, process.env[name] ?? value]),
);
const report = await fleetRun({
  ...settings,
  ...{ folder: folder.path, environment, fleet: [] },
  print: line => console.log(line),
});
const { violations, troubles, states, sending, settling, ...counts } = report;
console.log(`troubles: ${JSON.stringify(troubles)}`);
console.log(`states at the end: ${JSON.stringify(states)}`);
console.log(`sending took ${sending.toFixed(0)} s, settling ${settling.toFixed(0)} s`);
console.log(`found: ${JSON.stringify(counts)}`);
console.log(`violations: ${violations.length}`);
for (const violation of violations.slice(0, 100)) console.log(`  ${violation}`);
if (violations.length > 0 || values.keep) console.log(`data kept in ${folder.path}`);
else await folder.remove();
process.exitCode = violations.length > 0 ? 1 : 0;
