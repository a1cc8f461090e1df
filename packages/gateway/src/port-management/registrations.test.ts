import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { silentLog } from '@simgate/daemon/testing';
import type { Port, PortSnapshot, SimIdentity } from '../ports/port.ts';
import { createJournal } from '../store/journal.ts';
import { RegistrationWatch } from './registrations.ts';
import { recordingPort, temporaryStore } from './testing.ts';

function simOf(imsi: string): SimIdentity {
  return { iccid: `89${imsi}`, imsi, number: '', smsc: '' };
}

/** A port whose registration and SIM change, and the register events that follow. */
function bench(t: TestContext) {
  const { store, clock } = temporaryStore(t);
  const journal = createJournal(store, clock);
  const { port, answers } = recordingPort(0);
  const logged: string[] = [];
  const log = { ...silentLog, error: (_: object, text: string) => void logged.push(text) };
  const watch = new RegistrationWatch({ store, journal, clock, log, hold: 3 });
  let shown: PortSnapshot['reg'] = 'UNKNOWN';
  const watched: Port = { ...port, snapshot: () => ({ ...port.snapshot(), reg: shown }) };
  const pass = async (seconds: number): Promise<void> => {
    clock.advance(seconds * 1000);
    await store.write(() => undefined);
  };
  return {
    /** The picture changes, and stays so for some seconds. */
    change: (reg: PortSnapshot['reg'], identity?: SimIdentity | 'none', seconds = 4): Promise<void> => {
      if (identity !== undefined) answers.sim = identity === 'none' ? undefined : identity;
      shown = reg;
      watch.changed(watched);
      return pass(seconds);
    },
    ...{ clock, store, logged, flush: () => watch.flush() },
    events: () => journal.since(0, 100).map(({ event }) => event),
  };
}

describe('register events', () => {
  test('are journalled when a port comes up and goes down, numbered, with the SIM it had', async t => {
    const { change, events } = bench(t);
    const { iccid, imsi } = simOf('262010000000000');
    await change('SEARCHING_NETWORK', simOf(imsi));
    await change('REGISTER_OK');
    await change('REGISTER_OK');
    await change('NO_SIM', simOf(''));
    const shared = { kind: 'register', port: 0, iccid, imsi, number: '', slot: 255 };
    assert.deepEqual(events(), [
      { ...shared, status: 'up', sequence: 1 },
      { ...shared, status: 'down', sequence: 2 },
    ]);
  });

  test('are journalled for another SIM', async t => {
    const { change, events } = bench(t);
    await change('REGISTER_OK', simOf('262010000000000'));
    await change('REGISTER_OK', simOf('262019999999999'));
    assert.deepEqual(
      events().map(event => (event.kind === 'register' ? [event.status, event.imsi] : [])),
      [
        ['up', '262010000000000'],
        ['up', '262019999999999'],
      ],
    );
  });

  test('are not journalled for what did not hold', async t => {
    const { change, events } = bench(t);
    await change('REGISTER_OK', simOf('262010000000000'));
    for (let flap = 0; flap < 5; flap += 1) {
      await change('SEARCHING_NETWORK', undefined, 2);
      await change('REGISTER_OK', undefined, 1);
    }
    await change('REGISTER_OK');
    assert.equal(events().length, 1);
  });

  test('are journalled at once when the gateway is stopped', async t => {
    const { change, events, flush, clock } = bench(t);
    const before = clock.waiting;
    await change('REGISTER_OK', simOf('262010000000000'), 0);
    assert.equal(clock.waiting, before + 1);
    await flush();
    assert.equal(events().length, 1);
    assert.equal(clock.waiting, before);
  });

  test('have no SIM where the port shows none, and follow the one that comes', async t => {
    const { change, events } = bench(t);
    await change('REGISTER_OK', 'none');
    await change('REGISTER_OK', 'none');
    await change('REGISTER_OK', simOf('262010000000000'));
    assert.deepEqual(
      events().map(event => (event.kind === 'register' ? [event.iccid, event.imsi, event.sequence] : [])),
      [
        ['', '', 1],
        ['89262010000000000', '262010000000000', 2],
      ],
    );
  });

  test('hold for three seconds', async t => {
    const { change, events } = bench(t);
    await change('REGISTER_OK', simOf('262010000000000'), 2.999);
    assert.equal(events().length, 0);
    await change('REGISTER_OK', undefined, 0.001);
    assert.equal(events().length, 1);
  });

  test('that cannot be stored are a line of the log', async t => {
    const { change, flush, store, logged } = bench(t);
    await change('REGISTER_OK', simOf('262010000000000'), 0);
    store.close();
    await flush();
    assert.deepEqual(logged, ['a register event could not be stored']);
  });
});
