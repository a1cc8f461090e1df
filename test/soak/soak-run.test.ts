/** The short form of `npm run soak-run`: some seconds, a few ports, faults that pass soon. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';
import { soakRun } from './soak-run.ts';

// Whether a port was stuck and memory grew shows in a long run only.
test('ports under faults: nothing is lost, doubled or wrongly reported', { timeout: 300_000 }, async t => {
  const folder = await temporaryFolder('soak');
  t.after(folder.remove);
  const occurrences: string[] = [];
  const report = await soakRun({
    ...{ minutes: 0.4, ports: 4, seed: 20_261_129, pause: [1, 3], record: false, folder: folder.path },
    say: line => void occurrences.push(line),
  });
  const { outgoing, incoming, sessions, pushes, unsettled, causes } = report;
  assert.deepEqual(
    [...outgoing.violations, ...incoming, ...sessions.violations, ...pushes],
    [],
    occurrences.join('\n'),
  );
  assert.equal(unsettled, '');
  assert.ok(causes.length > 3, `${causes.length} faults`);
  assert.ok(report.messagesReceived > 5 && report.pushesTaken > 10);
});
