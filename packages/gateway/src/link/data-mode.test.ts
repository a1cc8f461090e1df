import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import { leaveDataMode } from './data-mode.ts';
import { Inbox, type Link } from './link.ts';

/** Lets promises and timers go on for four seconds. */
async function pass(clock: ReturnType<typeof fakeClock>): Promise<void> {
  for (let step = 0; step < 40; step += 1) {
    await new Promise(resolve => setImmediate(resolve));
    clock.advance(100);
  }
}

describe('leaving data mode', () => {
  for (const lines of [true, false]) {
    test(`${lines ? 'with' : 'without'} a DTR line: +++ stands between two silences of more than a second`, async () => {
      const clock = fakeClock();
      const began = clock.monotonic();
      const events: (string | number)[] = [];
      const note = (what: string) => events.push(what, clock.monotonic() - began);
      const inbox = new Inbox();
      const link: Link = {
        name: 'noted',
        attach: receiver => inbox.attach(receiver),
        write: bytes => note(Buffer.from(bytes).toString()),
        close: async () => {},
        ...(lines && {
          pulseDtr: milliseconds =>
            new Promise<void>(resolve => {
              note('DTR down');
              clock.after(milliseconds, resolve);
            }),
        }),
      };
      const left = leaveDataMode(link, clock).then(() => note('left'));
      await pass(clock);
      await left;
      assert.deepEqual(
        events,
        lines ? ['DTR down', 0, '+++', 2200, 'left', 3400] : ['+++', 1200, 'left', 2400],
      );
    });
  }
});
