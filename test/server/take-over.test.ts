/** The partitions of a process that was killed are taken over by another one within seconds. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { sharedOwnership } from '../../packages/server/src/partitions/ownership.ts';
import { withoutPostgres } from '../../packages/server/src/testing/postgres-cluster.ts';
import { sharedDatabase } from '../../packages/server/src/testing/shared-postgres.ts';
import { until } from '../end-to-end/support/gateway.ts';
import { startProgram } from '../foreign/support/child-program.ts';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';
import { launcher } from '../programs/launcher.ts';

/** Milliseconds within which orphaned partitions run elsewhere: a lease ends, and the next round of another process takes them. */
const WITHIN = 5000;
/** A machine that does much else may be so much slower. */
const SLOW = 4;

test('the partitions of a killed process run elsewhere within five seconds', {
  timeout: 120_000,
  skip: withoutPostgres,
}, async t => {
  assert.ok(sharedOwnership.leaseMs + sharedOwnership.renewMs <= WITHIN);
  const folder = await temporaryFolder('take-over');
  t.after(() => folder.remove());
  const { url: database, giveBack } = await sharedDatabase();
  t.after(giveBack);
  const start = (name: string) => {
    const data = join(folder.path, name);
    const args = ['server', '--no-gateway', '--port', '0', '--data', data, '--database', database];
    const env = { SIMGATE_SERVER_KEY_FILE: join(folder.path, 'secret.key') };
    const program = startProgram(process.execPath, [launcher, ...args], { env });
    t.after(() => program.end('SIGKILL'));
    return program;
  };
  const first = start('first');
  const [, url = ''] = await first.waitFor(/listens on +(\S+)/);
  const [, key = ''] = await first.waitFor(/key +(sgk_\S+)/);
  const second = start('second');
  await second.waitFor(/listens on/);
  const owned = async (): Promise<number> => {
    const headers = { authorization: `Bearer ${key}` };
    const text = await (await fetch(`${url}/metrics`, { headers })).text();
    return Number(/^simgate_partitions_owned (\d+)$/m.exec(text)?.[1]);
  };
  await until(owned, count => count === 128);
  await second.end('SIGKILL');
  const killed = performance.now();
  await until(owned, count => count === 256);
  const took = performance.now() - killed;
  t.diagnostic(`taken over after ${(took / 1000).toFixed(1)} s`);
  assert.ok(took < WITHIN * SLOW, `${took} ms`);
});
