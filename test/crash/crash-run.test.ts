import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missing } from '../foreign/support/foreign-program.ts';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';
import { crashRun } from './crash-run.ts';

// The long form is scripts/crash-run.ts: 200 kills, 2,000 messages each way, 600 dialogues, 1,200 calls, 8 ports.
test('killed and with a failing disk at random moments, it loses nothing, does nothing twice, and pushes all of it', {
  timeout: 180_000,
}, async t => {
  const folder = await temporaryFolder('crash');
  t.after(folder.remove);
  const { outgoing, incoming, sessions, pushes, segmentsInDoubt } = await crashRun({
    ...{ kills: 7, messages: 140, sessions: 24, ports: 4, seed: 20_260_101, folder: folder.path },
    diskFaults: missing('cc') === false,
    endDoubts: false,
    say: line => t.diagnostic(line),
  });
  t.diagnostic(
    `${segmentsInDoubt} segments were in doubt; messages by state: ${JSON.stringify(outgoing.states)}`,
  );
  assert.deepEqual(outgoing.violations, []);
  assert.deepEqual(incoming, []);
  assert.deepEqual(sessions.violations, []);
  assert.deepEqual(pushes, []);
});
