import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createPinLedger } from './pin-ledger.ts';
import { temporaryStore } from './testing.ts';

describe('the PIN ledger', () => {
  test('allows a PIN once, and again only when it was right', async t => {
    const pins = createPinLedger(temporaryStore(t).store);
    assert.equal(pins.mayTry('8949', '1234'), true);
    await pins.recordTry('8949', '1234');
    assert.equal(pins.mayTry('8949', '1234'), false);
    assert.equal(pins.mayTry('8949', '4321'), true);
    assert.equal(pins.mayTry('8950', '1234'), true);
    await pins.recordSuccess('8949', '1234');
    assert.equal(pins.mayTry('8949', '1234'), true);
  });

  test('allows a PIN that was right before one try whose outcome was lost, over a restart, and no more', async t => {
    const { store, reopen } = temporaryStore(t);
    const before = createPinLedger(store);
    await before.recordTry('8949', '1234');
    await before.recordSuccess('8949', '1234');
    await before.recordTry('8949', '1234');
    const pins = createPinLedger(reopen());
    assert.equal(pins.mayTry('8949', '1234'), true);
    await pins.recordTry('8949', '1234');
    assert.equal(pins.mayTry('8949', '1234'), false);
  });

  test('does not store the PIN itself', async t => {
    const { store } = temporaryStore(t);
    await createPinLedger(store).recordTry('8949', '1234');
    assert.ok(!JSON.stringify(store.read.all('SELECT * FROM pin_tries')).includes('1234"'));
  });
});
