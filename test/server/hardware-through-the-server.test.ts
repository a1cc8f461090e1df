/** The command `simgate server` with original hardware, as a user has it: everything over its HTTP API. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type RunningFleet, startFleetProgram } from '@simgate/simulator';
import { control, launcher, until } from '../end-to-end/support/gateway.ts';
import { type ChildProgram, startProgram } from '../foreign/support/child-program.ts';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';

const noAir = { airTime: { minimum: 0, maximum: 0 }, deliveryTime: { minimum: 0, maximum: 0 } };

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

describe('original hardware through the server', { timeout: 120_000 }, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let hardware: RunningFleet;
  let program: ChildProgram;
  let url: string;
  let key: string;

  before(async () => {
    folder = await temporaryFolder('hardware-through-the-server');
    hardware = await startFleetProgram({ gateways: 2, ports: 4, air: noAir, controlPort: 0 });
    await start();
    [, key = ''] = await program.waitFor(/key +(sgk_\S+)/);
  });

  async function start(): Promise<void> {
    program = startProgram(process.execPath, [launcher, 'server', '--no-gateway', '--port', '0'], {
      env: { SIMGATE_SERVER_DATA_FOLDER: folder.path },
    });
    [, url = ''] = await program.waitFor(/listens on +(\S+)/);
  }

  after(async () => {
    await program.end();
    await hardware.close();
    await folder.remove();
  });

  async function ask(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  type Row = Readonly<Record<string, unknown>>;
  const listed = async (path: string, name: string): Promise<readonly Row[]> =>
    (await ask('GET', path)).body[name] as readonly Row[];

  test('gateways are added, found out, and told where to push', async () => {
    for (const address of hardware.gateways) {
      const added = await ask('POST', '/v1/gateways', { address, user: 'admin', password: 'admin' });
      assert.equal(added.status, 201);
    }
    const gateways = await until(
      () => listed('/v1/gateways', 'gateways'),
      rows => rows.length === 2 && rows.every(row => row.state === 'up' && row.serial_number !== ''),
    );
    for (const [place, { push_path }] of gateways.entries())
      await control(`${hardware.control}/gateways/${place}/push`, 'PUT', { url: `${url}${push_path}` });
    assert.equal((await listed('/v1/sims', 'sims')).length, 8);
    const tested = await ask('POST', `/v1/gateways/${gateways[0]?.id}/test`);
    assert.deepEqual([tested.status, tested.body.ok], [200, true]);
  });

  test('messages are delivered, each once', async () => {
    const to = Array.from({ length: 30 }, (_each, at) => `+491512000${String(at).padStart(4, '0')}`);
    assert.equal((await ask('POST', '/v1/messages', { to, text: 'Hello' })).status, 202);
    await until(
      () => listed('/v1/messages?limit=500', 'messages'),
      rows => rows.length === 30 && rows.every(row => row.state === 'delivered'),
    );
    assert.equal(hardware.fleet.world.record.messages().length, 30);
  });

  test('a STOP is obeyed from then on, a START lifts it, and both are in the conversation', async () => {
    const from = '+4915120000001';
    const write = (text: string) =>
      control(`${hardware.control}/incoming`, 'POST', [{ from, gateway: 0, port: 1, text }]);
    const refused = async () => {
      const answer = await ask('POST', '/v1/messages', { to: [from], text: 'News' });
      return (answer.body.refused as readonly Row[]).map(({ reason }) => reason);
    };
    await write('Stop');
    await until(
      () => listed('/v1/opt-outs', 'opt_outs'),
      rows => rows.some(({ number }) => number === from),
    );
    assert.deepEqual(await refused(), ['opted_out']);
    await write('START');
    await until(
      () => listed('/v1/opt-outs', 'opt_outs'),
      rows => rows.length === 0,
    );
    assert.deepEqual(await refused(), []);
    const lines = await listed(`/v1/conversations/${encodeURIComponent(from)}`, 'messages');
    assert.deepEqual(
      lines.filter(({ direction }) => direction === 'received').map(({ text, pool }) => [text, pool]),
      [
        ['START', 'default'],
        ['Stop', 'default'],
      ],
    );
    const [{ id } = { id: '' }] = await listed(`/v1/inbound?from=${encodeURIComponent(from)}`, 'messages');
    const { body } = await ask('GET', `/v1/inbound/${id}`);
    assert.deepEqual([body.from, body.text, body.keyword], [from, 'START', 'start']);
  });

  test('a push to a wrong address, of a wrong gateway, of garbage and of 1 MiB is refused', async () => {
    const [gateway] = await listed('/v1/gateways', 'gateways');
    const push = async (path: unknown, body: string): Promise<number> => {
      try {
        return (await fetch(`${url}${path}`, { method: 'POST', body })).status;
      } catch {
        // The server may close the connection before all of it was sent.
        return 413;
      }
    };
    const sms = [{ incoming_sms_id: 7, port: 1, number: '10086', smsc: '', timestamp: '', text: 'x' }];
    assert.equal(await push('/push/aaaaaaaaaaaaaaaaaaaaaaaa', JSON.stringify({ sn: '', sms })), 404);
    assert.equal(await push(gateway?.push_path, JSON.stringify({ sn: '0000-0000-0000-0000', sms })), 403);
    assert.equal(await push(gateway?.push_path, 'garbage'), 400);
    assert.equal(await push(gateway?.push_path, 'a'.repeat(1_048_576)), 413);
    assert.equal((await listed('/v1/inbound?from=10086', 'messages')).length, 0);
  });

  test('USSD of a gateway goes through the server, and its answer is told', async () => {
    const [gateway] = await listed('/v1/gateways', 'gateways');
    const path = `/v1/gateways/${gateway?.id}/ports/2/ussd`;
    assert.equal((await ask('POST', path, { text: '*100#' })).status, 202);
    const { body } = await until(
      () => ask('GET', path),
      answer => answer.body.text !== '',
    );
    assert.equal(typeof body.text, 'string');
  });

  test('the toolkit of a SIM is gone through, a view at a time', async () => {
    const [gateway] = await listed('/v1/gateways', 'gateways');
    const path = `/v1/gateways/${gateway?.id}/ports/2/toolkit`;
    const menu = (await ask('GET', path)).body;
    assert.equal((menu.items as readonly Row[]).length, 3);
    assert.equal((await ask('POST', path, { item: 2, action: 'ok' })).status, 400);
    const balance = await ask('POST', path, { item: 2 });
    assert.deepEqual([balance.status, balance.body.text], [200, 'Your balance is 5.00 EUR.']);
    assert.deepEqual((await ask('POST', path, { action: 'cancel' })).body.title, menu.title);
  });

  test('a wrong password stops at one try, and messages go elsewhere', async () => {
    const [gateway] = await listed('/v1/gateways', 'gateways');
    const wrong = await ask('PATCH', `/v1/gateways/${gateway?.id}`, { password: 'wrong' });
    assert.equal(wrong.status, 200);
    const [refused] = await until(
      () => listed('/v1/gateways', 'gateways'),
      rows => rows.some(({ state }) => state === 'refused'),
    );
    assert.equal(refused?.reason, 'it does not accept user and password');
    const to = Array.from({ length: 10 }, (_each, at) => `+491513000${String(at).padStart(4, '0')}`);
    const sent = await ask('POST', '/v1/messages', { to, text: 'Elsewhere' });
    assert.equal(sent.status, 202);
    await until(
      () => listed(`/v1/messages?batch=${sent.body.batch}&limit=500`, 'messages'),
      rows => rows.length === 10 && rows.every(row => row.state === 'delivered'),
    );
  });

  test('a server that was killed reads what came meanwhile, and nothing twice', async () => {
    const before = await listed('/v1/inbound?limit=500', 'messages');
    await program.end('SIGKILL');
    const messages = [1, 2, 3].map(each => ({
      ...{ from: '+4915140000001', gateway: 1, port: 0, text: `Meanwhile ${each}` },
    }));
    await control(`${hardware.control}/incoming`, 'POST', messages);
    await start();
    const all = await until(
      () => listed('/v1/inbound?limit=500', 'messages'),
      rows => rows.length >= before.length + 3,
    );
    assert.equal(all.length, before.length + 3);
    assert.deepEqual(
      all
        .slice(0, 3)
        .map(({ text }) => text)
        .toSorted(),
      ['Meanwhile 1', 'Meanwhile 2', 'Meanwhile 3'],
    );
  });
});
