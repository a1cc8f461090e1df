import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { Store } from '../store/store.ts';
import { addAction, portState, simNumber } from './action-record.ts';
import type { AskedAction } from './port-action.ts';
import { PortManagementService } from './port-management.ts';
import { recordingPort, temporaryStore } from './testing.ts';

function serviceOn(store: Store, clock: ReturnType<typeof temporaryStore>['clock'], imsi?: string) {
  const at = recordingPort(3, imsi);
  const logged: string[] = [];
  const note = (_: object, text: string) => void logged.push(text);
  const service = new PortManagementService({
    store,
    clock,
    log: { info: note, warn: note, error: note },
    configs: [
      { port: 2, slots: 2, record: false },
      { port: 3, slots: 4, record: false },
    ],
    ports: () => [recordingPort(2).port, at.port, recordingPort(5).port],
  });
  return {
    ...at,
    logged,
    management: service.management,
    start: () => service.start(),
    stop: () => service.stop(),
    changed: (port: typeof at.port) => service.changed(port),
    act: (asked: AskedAction) => service.management.act(3, asked),
  };
}

function open(t: TestContext) {
  const temporary = temporaryStore(t);
  return { ...temporary, ...serviceOn(temporary.store, temporary.clock) };
}

describe('a port is told', () => {
  test('what is committed by then; done follows', async t => {
    const { act, told, management, stop, clock, store } = open(t);
    const answer = await act({ action: 'number', param: '+8820' });
    assert.ok(answer.ok);
    assert.deepEqual(answer.record, {
      ...{ id: 1, port: 3, imsi: '262010000000003', action: { kind: 'number', number: '+8820' } },
      ...{ askedAt: clock.now(), state: 'pending', text: '' },
    });
    assert.equal(simNumber(store.read, '262010000000003'), '+8820');
    await stop();
    assert.deepEqual(told, ['number +8820']);
    assert.equal(management.lastAction(3)?.state, 'done');
  });

  test('one thing after another, in order', async t => {
    const { act, told, stop } = open(t);
    const actions = ['Busy', 'NoReply', 'CancelAll'].map(param => ({
      action: 'CallForward',
      param,
      number: '5',
    }));
    await Promise.all(actions.map(act));
    await stop();
    assert.deepEqual(told, ['forward Busy 5', 'forward NoReply 5', 'cancel forwarding']);
  });

  test('only what differs from before', async t => {
    const { act, told, stop, management } = open(t);
    for (const asked of [
      { action: 'power', param: 'on' },
      { action: 'power', param: 'on' },
      { action: 'slot', param: 2 },
      { action: 'block' },
      { action: 'block' },
      { action: 'record', param: 'on' },
    ])
      assert.ok((await act(asked)).ok);
    await stop();
    assert.deepEqual(told, ['power on, slot any', 'power on, slot 2', 'block', 'record true']);
    assert.deepEqual(management.state(3), { power: 'on', slot: 2, blocked: true, recording: true });
  });

  test('and says why it could not', async t => {
    const { act, answers, management, stop, logged } = open(t);
    answers.outcome = { kind: 'failed', text: 'the PIN is wrong' };
    assert.ok((await act({ action: 'lock', param: '1234' })).ok);
    await stop();
    const { state, text, action } = management.lastAction(3) ?? {};
    assert.deepEqual([state, text, action], ['failed', 'the PIN is wrong', { kind: 'lock' }]);
    assert.deepEqual(logged, ['it was not done: the PIN is wrong']);
    answers.outcome = { kind: 'done' };
    assert.ok((await act({ action: 'lock', param: '1234' })).ok);
    await stop();
    assert.equal(logged.length, 1);
  });

  test('and the log has it where the end cannot be written', async t => {
    const { act, stop, logged, store } = open(t);
    assert.ok((await act({ action: 'lock', param: '1234' })).ok);
    store.close();
    await stop();
    assert.deepEqual(logged, ['an action could not be written']);
  });

  test('a slot only where its place has several', async t => {
    const { management, stop } = open(t);
    const codes = [2, 3, 5].map(async port => {
      const answer = await management.act(port, { action: 'slot', param: 3 });
      return answer.ok ? 'taken' : `${answer.code} ${answer.error}`;
    });
    assert.deepEqual(await Promise.all(codes), [
      '400 param: must be a slot from 0 to 1; found "3".',
      'taken',
      '400 action: this port has one SIM only; its slots are not set.',
    ]);
    await stop();
  });

  test('not, where the store cannot take it', async t => {
    const { act, told, store } = open(t);
    store.close();
    const answer = await act({ action: 'reset' });
    assert.ok(!answer.ok);
    assert.equal(answer.code, 500);
    assert.match(answer.error, /^gateway: the action could not be stored/);
    assert.deepEqual(told, []);
  });
});

describe('what is refused at once', () => {
  const away = { modem: false, sim: 'none' } as const;
  const noSim = { modem: true, sim: 'none' } as const;
  const locked = { modem: true, sim: 'locked' } as const;
  const forward = { action: 'CallForward', param: 'Busy', number: '5' };
  const rows: [AskedAction, reach: typeof away | typeof noSim | typeof locked, error: RegExp | undefined][] =
    [
      [{ action: 'power', param: 'off' }, away, /^port: the port is away\.$/],
      [{ action: 'reset' }, away, /^port: the port is away/],
      [{ action: 'slot', param: 1 }, away, /^port: the port is away/],
      [{ action: 'block' }, away, undefined],
      [{ action: 'unblock' }, away, undefined],
      [{ action: 'slot', param: 1 }, noSim, undefined],
      [{ action: 'lock', param: '1234' }, noSim, /^port: no SIM/],
      [forward, noSim, /^port: the SIM is not ready/],
      [{ action: 'unlock', param: '1234' }, locked, undefined],
      [{ action: 'number', param: '5' }, locked, /^port: the SIM is not ready/],
      [{ action: 'CheckCallForward' }, locked, /^port: the SIM is not ready/],
    ];
  for (const [asked, reach, error] of rows)
    test(`${asked.action} with ${reach.modem ? `SIM ${reach.sim}` : 'no modem'}: ${error ?? 'taken'}`, async t => {
      const { act, answers, stop } = open(t);
      answers.reach = reach;
      const answer = await act(asked);
      await stop();
      assert.equal(answer.ok, error === undefined);
      if (!answer.ok && error !== undefined) {
        assert.equal(answer.code, 500);
        assert.match(answer.error, error);
      }
    });

  test('a port that does not exist, and what a port cannot be told', async t => {
    const { act, management } = open(t);
    const missing = await management.act(4, { action: 'reset' });
    assert.deepEqual(missing, { ok: false, code: 400, error: 'port: this gateway has no port 4.' });
    const bad = await act({ action: 'power', param: 'maybe' });
    assert.ok(!bad.ok && bad.code === 400);
  });

  test("by the port's own trouble, where it has one", async t => {
    const { act, answers } = open(t);
    answers.reach = away;
    answers.trouble = 'the device is gone: ENOENT';
    assert.deepEqual(await act({ action: 'reset' }), {
      ok: false,
      code: 500,
      error: 'port: the device is gone: ENOENT.',
    });
  });
});

describe('after a restart', () => {
  test('ports are told again what outlives it', async t => {
    const first = open(t);
    await first.act({ action: 'power', param: 'off' });
    await first.act({ action: 'slot', param: 1 });
    await first.act({ action: 'block' });
    await first.stop();
    const second = serviceOn(first.reopen(), first.clock);
    second.start();
    assert.deepEqual(second.told, ['block', 'power off, slot 1']);
  });

  test('nothing is told to a port that nobody told anything', t => {
    const { start, told, store } = open(t);
    start();
    assert.deepEqual(told, []);
    assert.equal(portState(store.read, 3).slot, undefined);
  });

  const pending = async (store: Store, imsi: string): Promise<void> => {
    const of = { port: 3, imsi, at: 0 };
    await store.write(database => {
      addAction(database, of, { kind: 'forward', condition: 'Busy', number: '5' });
      addAction(database, of, { kind: 'lock', pin: '1234' });
    });
  };

  test('is done what was promised to a SIM, once, when it is there; a lock, whose PIN is kept nowhere, is interrupted', async t => {
    const { store, start, stop, told, changed, port, answers, management } = open(t);
    await pending(store, '262010000000003');
    answers.reach = { modem: false, sim: 'none' };
    start();
    changed(port);
    await stop();
    assert.deepEqual(told, []);
    answers.reach = { modem: true, sim: 'ready' };
    changed(port);
    changed(port);
    await stop();
    assert.deepEqual(told, ['forward Busy 5']);
    await store.write(() => {});
    assert.equal(management.lastAction(3)?.state, 'interrupted');
    assert.deepEqual(management.forwardings('262010000000003'), { Busy: '5' });
  });

  test('is nothing done to another SIM', async t => {
    const { store, start, stop, told, changed, port } = open(t);
    await pending(store, '262019999999999');
    start();
    changed(port);
    await stop();
    await store.write(() => {});
    assert.deepEqual(told, []);
  });
});
