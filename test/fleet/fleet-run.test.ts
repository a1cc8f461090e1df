import assert from 'node:assert/strict';
import { test } from 'node:test';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';
import { fleetRun } from './fleet-run.ts';

/** Doubts end within the test: seconds in place of minutes. */
const quick = {
  SIMGATE_SERVER_HANDOFF_ASK_FIRST: '0.5',
  SIMGATE_SERVER_HANDOFF_ASK_TAKEN: '1',
  SIMGATE_SERVER_HANDOFF_ASK_LONGEST: '2',
  SIMGATE_SERVER_HANDOFF_DOUBT: '5',
  SIMGATE_SERVER_HANDOFF_TAKEN: '20',
  SIMGATE_SERVER_LOG_LEVEL: 'error',
};

// The long form is scripts/fleet-run.ts: three processes on PostgreSQL, 1,000 gateways, 200,000 messages.
test('a server above failing gateways that is killed loses nothing and sends nothing twice', {
  timeout: 480_000,
}, async t => {
  const folder = await temporaryFolder('fleet-run');
  t.after(folder.remove);
  const report = await fleetRun({
    ...{ gateways: 4, ports: 8, messages: 300, inbound: 40, batch: 20, servers: 1, store: 'sqlite' },
    ...{ troubles: 4, seed: 6, settle: 120_000, folder: folder.path, environment: quick },
    fleet: ['--air-time', '0.01-0.05'],
    print: line => t.diagnostic(line),
  });
  const { violations, states } = report;
  t.diagnostic(JSON.stringify({ ...report, violations: violations.length }));
  assert.deepEqual(violations, []);
  assert.ok((states.delivered ?? 0) + (states.sent ?? 0) > 0);
  assert.equal(
    Object.values(report.troubles).reduce((sum, count) => sum + count, 0),
    4,
  );
});
