/** The parts of a gateway together, on a clock that the test moves. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { writingServer } from './http/testing/server.ts';

describe('a stop', () => {
  test('leaves nothing that waits for its time, and is in the journal as the start is', async () => {
    const { parts, clock, journal } = writingServer();
    const ofTheStore = clock.waiting;
    await parts.start();
    assert.ok(clock.waiting > ofTheStore);
    await parts.stop();
    assert.equal(clock.waiting, ofTheStore);
    const power = journal
      .since(0, 100)
      .flatMap(({ event }) => (event.kind === 'device' ? [[event.status, event.portCount]] : []));
    assert.deepEqual(power, [
      ['power_on', 3],
      ['power_off', 3],
    ]);
  });
});
