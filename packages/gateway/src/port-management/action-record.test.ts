import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Database } from '@simgate/daemon/store';
import {
  addAction,
  endAction,
  findAction,
  forwardingsOf,
  newestAction,
  noPortState,
  type PortState,
  pendingActions,
  portState,
  replaceForwardings,
  setForwarding,
  setPortState,
  setSimNumber,
  simNumber,
} from './action-record.ts';
import type { PortAction } from './port-action.ts';
import { temporaryStore } from './testing.ts';

const IMSI = '262010000000001';
const reset: PortAction = { kind: 'reset' };

function add(database: Database, port: number, action: PortAction = reset, at = 5): number {
  return addAction(database, { port, imsi: IMSI, at }, action);
}

describe('an action', () => {
  test('is kept as it was asked for, and as it ended', async context => {
    const { store } = temporaryStore(context);
    const id = await store.write(database => add(database, 3, { kind: 'slot', slot: 2 }, 1234.6));
    const asked = { id, port: 3, imsi: IMSI, action: { kind: 'slot', slot: 2 }, askedAt: 1235 };
    assert.deepEqual(findAction(store.read, id), { ...asked, state: 'pending', text: '' });
    for (const state of ['done', 'failed', 'interrupted', 'pending'] as const) {
      await store.write(database => endAction(database, id, state, `it is ${state}`));
      assert.deepEqual(findAction(store.read, id), { ...asked, state, text: `it is ${state}` });
    }
    assert.equal(findAction(store.read, id + 1), undefined);
  });

  for (const kind of ['lock', 'unlock'] as const)
    test(`${kind} is kept without its PIN`, async context => {
      const { store } = temporaryStore(context);
      await store.write(database => add(database, 3, { kind, pin: '8642' }));
      assert.equal(JSON.stringify(store.read.all('SELECT * FROM port_actions')).includes('8642'), false);
      assert.equal(newestAction(store.read, 3)?.action.kind, kind);
    });

  test('is the newest of its own port', async context => {
    const { store } = temporaryStore(context);
    await store.write(database => {
      for (const port of [3, 4, 3, 4]) add(database, port);
    });
    assert.deepEqual(
      [3, 4, 5].map(port => newestAction(store.read, port)?.id),
      [3, 4, undefined],
    );
  });

  test('of a later version, in a state that is not known here, counts as interrupted', async context => {
    const { store } = temporaryStore(context);
    const id = await store.write(database => add(database, 3));
    await store.write(database => database.run('UPDATE port_actions SET state = 9 WHERE id = ?', id));
    assert.equal(findAction(store.read, id)?.state, 'interrupted');
  });
});

describe('the actions that are kept', () => {
  test('are the newest hundred of each port', async context => {
    const { store } = temporaryStore(context);
    await store.write(database => {
      add(database, 4);
      for (let count = 0; count < 102; count += 1) endAction(database, add(database, 3), 'done', '');
    });
    const kept = store.read.all<{ id: number }>('SELECT id FROM port_actions WHERE port = 3 ORDER BY id');
    assert.deepEqual([kept.length, kept[0]?.id], [100, 4]);
    assert.equal(newestAction(store.read, 4)?.id, 1);
  });

  test('are more where older ones are still to be done', async context => {
    const { store } = temporaryStore(context);
    await store.write(database => {
      add(database, 3);
      for (let count = 0; count < 120; count += 1) endAction(database, add(database, 3), 'failed', '');
    });
    assert.deepEqual(
      pendingActions(store.read).map(({ id }) => id),
      [1],
    );
  });

  test('and are still to be done come oldest first, of all ports', async context => {
    const { store } = temporaryStore(context);
    await store.write(database => {
      for (const port of [7, 1, 4]) add(database, port);
      endAction(database, 2, 'done', '');
    });
    assert.deepEqual(
      pendingActions(store.read).map(({ id, port }) => [id, port]),
      [
        [1, 7],
        [3, 4],
      ],
    );
  });
});

describe('what people told a port', () => {
  const states: readonly PortState[] = [
    noPortState,
    { power: 'off', slot: 0, blocked: true, recording: false },
    { power: 'on', slot: 3, blocked: false, recording: true },
    { power: undefined, slot: undefined, blocked: true, recording: undefined },
  ];
  for (const state of states)
    test(`${JSON.stringify(state)} is kept, and stands above what it was before`, async context => {
      const { store } = temporaryStore(context);
      assert.deepEqual(portState(store.read, 3), noPortState);
      await store.write(database => {
        setPortState(database, 3, { power: 'on', slot: 1, blocked: false, recording: true });
        setPortState(database, 3, state);
      });
      assert.deepEqual(portState(store.read, 3), state);
      assert.deepEqual(portState(store.read, 4), noPortState);
    });
});

describe('what is kept of a SIM', () => {
  test('is its number, the newest one', async context => {
    const { store } = temporaryStore(context);
    assert.equal(simNumber(store.read, IMSI), undefined);
    await store.write(database => {
      setSimNumber(database, IMSI, '+8820');
      setSimNumber(database, IMSI, '+8821');
    });
    assert.equal(simNumber(store.read, IMSI), '+8821');
    assert.equal(simNumber(store.read, `${IMSI}9`), undefined);
  });

  test('is where calls go, by condition, and nothing of it once the network has none', async context => {
    const { store } = temporaryStore(context);
    await store.write(database => {
      setForwarding(database, IMSI, 'Busy', '5');
      setForwarding(database, IMSI, 'NoReply', '6');
      setForwarding(database, IMSI, 'Busy', '7');
      setForwarding(database, 'another', 'Busy', '8');
    });
    assert.deepEqual(forwardingsOf(store.read, IMSI), { Busy: '7', NoReply: '6' });
    await store.write(database => replaceForwardings(database, IMSI, { Unconditional: '9' }));
    assert.deepEqual(forwardingsOf(store.read, IMSI), { Unconditional: '9' });
    await store.write(database => replaceForwardings(database, IMSI, {}));
    assert.deepEqual(forwardingsOf(store.read, IMSI), {});
    assert.deepEqual(forwardingsOf(store.read, 'another'), { Busy: '8' });
  });
});
