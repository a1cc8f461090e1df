/** The disk under a server is full: nothing is accepted, nothing is handed over, and everything goes on when there is room again. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { startFleetProgram } from '@simgate/simulator';
import { until } from '../end-to-end/support/gateway.ts';
import { failingDisk } from '../faults/disk-faults.ts';
import { startProgram } from '../foreign/support/child-program.ts';
import { missing } from '../foreign/support/foreign-program.ts';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';
import { launcher } from '../programs/launcher.ts';

const noAir = { airTime: { minimum: 0, maximum: 0 }, deliveryTime: { minimum: 0, maximum: 0 } };

test('a server on a full disk answers 503, hands nothing over, and goes on with the same key', {
  timeout: 120_000,
  skip: missing('cc'),
}, async t => {
  const folder = await temporaryFolder('disk-full');
  t.after(() => folder.remove());
  const data = join(folder.path, 'data');
  const disk = await failingDisk(folder.path, data);
  const fleet = await startFleetProgram({ gateways: 1, ports: 2, air: noAir, controlPort: 0 });
  t.after(() => fleet.close());
  const program = startProgram(process.execPath, [launcher, 'server', '--no-gateway', '--port', '0'], {
    env: { SIMGATE_SERVER_DATA_FOLDER: data, SIMGATE_SERVER_HANDOFF_ASK_TAKEN: '0.5', ...disk.environment },
  });
  t.after(() => program.end());
  const [, url = ''] = await program.waitFor(/listens on +(\S+)/);
  const [, key = ''] = await program.waitFor(/key +(sgk_\S+)/);
  const ask = async (path: string, body?: object, more: Readonly<Record<string, string>> = {}) => {
    const response = await fetch(`${url}${path}`, {
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...more },
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    });
    // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for
    return { status: response.status, body: (await response.json()) as any };
  };
  const send = (text: string) =>
    ask('/v1/messages', { to: ['+4915120000001', '+4915120000002'], text }, { 'idempotency-key': text });
  const handedOver = () => fleet.fleet.world.record.messages().length;

  await ask('/v1/gateways', { address: fleet.gateways[0], user: 'admin', password: 'admin' });
  await until(
    () => ask('/v1/gateways'),
    ({ body }) => body.gateways[0].state === 'up' && body.gateways[0].ports.length === 2,
  );
  await disk.fail('full');
  const refused = await send('No room');
  assert.equal(refused.status, 503, JSON.stringify(refused.body));
  assert.match(refused.body.error, /the disk of its data folder is full/);
  assert.equal((await ask('/v1/messages')).body.messages.length, 0);
  assert.equal(handedOver(), 0);

  await disk.heal();
  const accepted = await send('No room');
  assert.equal(accepted.status, 202);
  await until(
    () => ask(`/v1/messages?batch=${accepted.body.batch}&state=delivered`),
    ({ body }) => body.messages?.length === 2,
  );
  assert.equal(handedOver(), 2);
});
