/** Ports that come, change and go while the whole gateway runs, on scripted modems. */
import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { type PortModem, portModem, startedGateway, stopInTime } from '../testing.ts';

const NUMBER = '+491700000001';

/** PDUs that a modem was given. */
function submitted(modem: PortModem): number {
  return modem.sent.filter(text => text.startsWith('AT+CMGS=')).length;
}

async function started(context: TestContext, modems: Record<number, PortModem>) {
  const file = Object.keys(modems).map(port => ({ port: Number(port), tcp: `modem:${port}` }));
  const running = await startedGateway(context, { ports: file }, { modems });
  const { call } = running;
  return {
    ...running,
    set: (port: number, settings: object) => call(`/v1/ports/${port}/settings`, settings, 'PUT'),
    remove: (port: number) => call(`/v1/ports/${port}`, undefined, 'DELETE'),
    send: async (ports: readonly number[]) => {
      const { status } = await call('/v1/messages', {
        ...{ text: 'x', recipients: [{ number: NUMBER }], port: ports },
      });
      assert.equal(status, 202);
    },
    waiting: async () =>
      JSON.stringify((await call('/api/query_sms_in_queue')).body).match(/in_queue":(\d+)/)?.[1],
    /** The same data folder and settings file, after a stop. */
    again: async (present: Record<number, PortModem>) => {
      await stopInTime(running.gateway, running.clock);
      return startedGateway(context, { ports: file }, { folder: running.folder, modems: present });
    },
  };
}

function portsOf(body: unknown): number[] {
  const { ports } = body as { ports: { port: number }[] };
  return ports.map(({ port }) => port);
}

describe('a port that is added while running', () => {
  test('serves at once, and after a restart', async context => {
    const modems = { 0: portModem() } as Record<number, PortModem>;
    const { set, up, send, until, call, again } = await started(context, modems);
    const added = portModem();
    modems[4] = added;
    const { status, body } = await set(4, { tcp: 'modem:4', smsc: '+49171', pin: '1234', gap: 0 });
    assert.equal(status, 200);
    assert.deepEqual(body, {
      ...{ port: 4, source: 'here', settings: { tcp: 'modem:4', smsc: '+49171', gap: 0 }, pin_set: true },
    });
    await up(4);
    await send([4]);
    await until(() => submitted(added) === 1);
    assert.deepEqual(portsOf((await call('/v1/ports')).body), [0, 4]);
    const next = await again({ 0: portModem(), 4: portModem() });
    await next.up(4);
    assert.deepEqual(portsOf((await next.call('/v1/port-settings')).body), [0, 4]);
  });

  test('is gone after a reset', async context => {
    const modems = { 0: portModem() } as Record<number, PortModem>;
    const { set, up, call } = await started(context, modems);
    modems[4] = portModem();
    await set(4, { tcp: 'modem:4' });
    await up(4);
    assert.equal((await call('/v1/ports/4/settings', undefined, 'DELETE')).status, 200);
    assert.deepEqual(portsOf((await call('/v1/ports')).body), [0]);
    assert.equal(modems[4]?.closed, true);
  });
});

describe('a port that is changed while running', () => {
  test('is opened anew where the modem has to know, and loses nothing that waits', async context => {
    const modems = { 0: portModem() } as Record<number, PortModem>;
    const { set, up, send, until, waiting } = await started(context, modems);
    const [before, after] = [modems[0], portModem()];
    await up(0);
    modems[0] = after;
    assert.equal((await set(0, { tcp: 'modem:0', smsc: '+49172' })).status, 200);
    assert.equal(before?.closed, true);
    await send([0]);
    await until(() => submitted(after) === 1);
    assert.equal(await waiting(), '0');
    assert.equal(before === undefined ? 0 : submitted(before), 0);
  });

  test('is not opened anew for limits, a gap or what becomes of calls', async context => {
    const modems = { 0: portModem() } as Record<number, PortModem>;
    const { set, up, call } = await started(context, modems);
    await up(0);
    const limits = { smsPerDay: 7 };
    await set(0, { tcp: 'modem:0', limits, gap: 5, incomingCalls: 'refuse' });
    assert.equal(modems[0]?.closed, false);
    const { body } = await call('/v1/ports/0');
    assert.deepEqual((body as { limits_left: object }).limits_left, { smsPerDay: 7 });
  });

  test('keeps a PIN that is not named, and shows none', async context => {
    const modems = { 0: portModem() } as Record<number, PortModem>;
    const { set, call } = await started(context, modems);
    const pins: boolean[] = [];
    for (const pin of [{ pin: '4321' }, {}, { pin: '' }]) {
      modems[0] = portModem();
      const { body } = await set(0, { tcp: 'modem:0', ...pin });
      pins.push((body as { pin_set: boolean }).pin_set);
    }
    assert.deepEqual(pins, [true, true, false]);
    assert.doesNotMatch(JSON.stringify((await call('/v1/audit')).body), /4321/);
  });

  test('is as the file has it after a reset', async context => {
    const modems = { 0: portModem() } as Record<number, PortModem>;
    const { set, call } = await started(context, modems);
    await set(0, { tcp: 'modem:0', gap: 9 });
    await call('/v1/ports/0/settings', undefined, 'DELETE');
    assert.deepEqual((await call('/v1/port-settings')).body, {
      ports: [{ port: 0, source: 'file', settings: { tcp: 'modem:0' }, pin_set: false }],
    });
    assert.equal((await call('/v1/ports/0/settings', undefined, 'DELETE')).status, 404);
  });
});

describe('a port that is removed while running', () => {
  test('loses no message: others take what they may, the rest waits until it is there again', async context => {
    const modems = { 0: portModem(), 1: portModem() } as Record<number, PortModem>;
    const { set, remove, up, send, until, waiting, call } = await started(context, modems);
    await up(0);
    await up(1);
    for (const port of [0, 1]) await call(`/v1/ports/${port}/actions`, { action: 'block' });
    await send([1]);
    await send([0, 1]);
    assert.equal((await remove(1)).status, 200);
    assert.equal(modems[1]?.closed, true);
    await call('/v1/ports/0/actions', { action: 'unblock' });
    await until(async () => (await waiting()) === '1');
    assert.equal(submitted(modems[0] ?? portModem()), 1);
    const back = portModem();
    modems[1] = back;
    await set(1, { tcp: 'modem:1' });
    await call('/v1/ports/1/actions', { action: 'unblock' });
    await until(() => submitted(back) === 1);
    assert.equal(await waiting(), '0');
  });

  test('stays away over a restart although the file names it', async context => {
    const modems = { 0: portModem(), 1: portModem() } as Record<number, PortModem>;
    const { remove, again } = await started(context, modems);
    await remove(1);
    const next = await again({ 0: portModem() });
    assert.deepEqual(portsOf((await next.call('/v1/ports')).body), [0]);
  });

  test('finishes what it is sending first, and the outcome is kept', async context => {
    const silent = portModem({}, []);
    const modems = { 0: silent } as Record<number, PortModem>;
    const { remove, up, send, until, clock, call } = await started(context, modems);
    await up(0);
    await send([0]);
    await until(() => submitted(silent) === 1);
    let gone = false;
    const removing = remove(0).then(answer => {
      gone = true;
      return answer;
    });
    // The request is under way at some time of the machine; from then on 15 s of the clock end it.
    await until(() => {
      clock.advance(100);
      return gone;
    });
    assert.equal((await removing).status, 200);
    const { body } = await call('/v1/messages/1');
    assert.equal((body as { segments: { state: string }[] }).segments[0]?.state, 'in_doubt');
  });
});

describe('what is refused', () => {
  const table: [string, 'PUT' | 'DELETE', string, object | undefined, number, RegExp][] = [
    [
      'two places',
      'PUT',
      '/v1/ports/3/settings',
      { tcp: 'a:1', device: '/dev/x' },
      400,
      /^device: is one of/,
    ],
    ['no place', 'PUT', '/v1/ports/3/settings', { gap: 1 }, 400, /^device: is missing/],
    ['the modem of another', 'PUT', '/v1/ports/3/settings', { tcp: 'modem:0' }, 409, /belongs to port 0/],
    ['a setting that is none', 'PUT', '/v1/ports/3/settings', { slotCommand: ['rm'] }, 400, /^slotCommand/],
    ['a PIN of letters', 'PUT', '/v1/ports/3/settings', { tcp: 'a:1', pin: 'abcd' }, 400, /^pin/],
    ['no such port', 'DELETE', '/v1/ports/9', undefined, 404, /no port 9/],
  ];
  test('names the field and the reason, and changes nothing', async context => {
    const { call } = await started(context, { 0: portModem() });
    for (const [what, method, path, body, status, error] of table) {
      const answer = await call(path, body, method);
      assert.equal(answer.status, status, what);
      assert.match((answer.body as { error: string }).error, error, what);
    }
    assert.deepEqual(portsOf((await call('/v1/port-settings')).body), [0]);
  });
});

test('several ports are told the same in one request', async context => {
  const { call, up } = await started(context, { 0: portModem(), 1: portModem() });
  await up(0);
  await up(1);
  const { status, body } = await call('/v1/port-actions', { ports: [1, 0, 7], action: 'block' });
  const { results } = body as { results: { port: number; action: object | null; error: string }[] };
  assert.equal(status, 202);
  assert.deepEqual(
    results.map(({ port, action, error }) => [port, action !== null, error]),
    [
      [1, true, ''],
      [0, true, ''],
      [7, false, 'port: this gateway has no port 7.'],
    ],
  );
});
