import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { Port, PortSnapshot, SimIdentity } from '../ports/port.ts';
import { createJournal } from '../store/journal.ts';
import { noteRegistration } from './registrations.ts';
import { temporaryStore, toldPort } from './testing.ts';

function simOf(imsi: string): SimIdentity {
  return { iccid: `89${imsi}`, imsi, number: '', smsc: '' };
}

/** A port whose registration and SIM change, and the register events that follow. */
function bench(t: TestContext) {
  const { store, clock } = temporaryStore(t);
  const journal = createJournal(store, clock);
  const { port, answers } = toldPort(0);
  return {
    change: (reg: PortSnapshot['reg'], identity?: SimIdentity): Promise<void> => {
      if (identity !== undefined) answers.sim = identity;
      const changed: Port = { ...port, snapshot: () => ({ ...port.snapshot(), reg }) };
      return noteRegistration({ store, journal }, changed);
    },
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
});
