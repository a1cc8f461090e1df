import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Clock, systemClock } from '@simgate/daemon';
import { CallEnding } from './call-ending.ts';
import type { Call } from './call-table.ts';

const call: Call = {
  ...{ key: 1, direction: 'outgoing', phase: 'active', number: '0170', answered: true, missing: 0 },
};

describe('a call that is being ended', () => {
  test('has no timer any more when the modem is gone: it would keep a stopping gateway alive', async () => {
    const timers = new Set<() => void>();
    const clock: Clock = {
      ...systemClock,
      after: (_milliseconds, action) => {
        timers.add(action);
        return () => timers.delete(action);
      },
    };
    const ending = new CallEnding({
      ...{ clock, calls: () => [call], listless: () => false },
      run: async () => ({ kind: 'ok', lines: [] }),
    });
    await ending.end(call);
    assert.equal(timers.size, 1);
    ending.close();
    assert.equal(timers.size, 0);
  });
});
