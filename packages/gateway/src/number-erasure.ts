/** Erases everything that the gateway keeps about a number: sent, received, calls, events, and pushes of these. */
import { setImmediate as turn } from 'node:timers/promises';
import { eraseIncoming, eraseParts, eraseReports, eraseSent, isBeingSent } from './messages/erasure.ts';
import { erasePushes } from './push/erasure.ts';
import { eraseCalls } from './sessions/calls/erasure.ts';
import { type Erased, type Erasure, eraseEvents, type NumberErasure } from './store/erasure.ts';
import type { Store } from './store/store.ts';

const BUSY = 'number: a message to it is being sent; ask again when its outcome is known.';

// Events before pushes: none is made of an event that is gone.
const erasures: readonly (readonly [keyof Erased, Erasure])[] = [
  ['sent', eraseSent],
  ['reports', eraseReports],
  ['received', eraseIncoming],
  ['received', eraseParts],
  ['calls', eraseCalls],
  ['events', eraseEvents],
  ['pushes', erasePushes],
];

async function eraseAll(store: Store, number: string): Promise<Erased> {
  const erased = { sent: 0, received: 0, reports: 0, calls: 0, events: 0, pushes: 0 };
  for (const [kind, erasure] of erasures) {
    const eraser = erasure(number);
    for (let more = true; more; await turn()) {
      const step = await store.write(eraser);
      erased[kind] += step.erased;
      more = step.more;
    }
  }
  return erased;
}

/** Deleted rows are overwritten in the database file meanwhile. */
async function overwriting<T>(store: Store, work: () => Promise<T>): Promise<T> {
  const set = (value: string) =>
    store.write(database => {
      database.get(`PRAGMA secure_delete = ${value}`);
    });
  await set('ON');
  try {
    return await work();
  } finally {
    await set('OFF');
  }
}

export function createNumberErasure(store: Store): NumberErasure {
  return {
    async erase(number) {
      const plain = number.replace(/^\++/, '');
      if (isBeingSent(store.read, plain)) return { ok: false, error: BUSY };
      const erased = await overwriting(store, () => eraseAll(store, plain));
      // One may have been taken by a port meanwhile: it is whole, and the rest is gone.
      return isBeingSent(store.read, plain) ? { ok: false, error: BUSY } : { ok: true, erased };
    },
  };
}
