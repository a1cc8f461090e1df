import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { judgePushes } from './push-judge.ts';
import type { Push } from './push-receiver.ts';

const journal = [
  { id: 1, kind: 'sms' },
  { id: 2, kind: 'ussd' },
  { id: 3, kind: 'sms' },
];
function push(id: number, change: Partial<Push> = {}): Push {
  return {
    ...{ id, body: `event ${id}`, taken: true, at: id },
    ...change,
  };
}

describe('the verdict over the pushes of one target', () => {
  const cases: { name: string; kinds?: string[]; pushes: Push[]; violation?: RegExp }[] = [
    { name: 'each once, in order', pushes: [push(1), push(2), push(3)] },
    { name: 'only the kinds it wants', kinds: ['sms'], pushes: [push(1), push(3)] },
    { name: 'repeated after a lost answer', pushes: [push(1), push(2), push(2), push(3)] },
    { name: 'refused, then taken', pushes: [push(1, { taken: false }), push(1), push(2), push(3)] },
    { name: 'an early one again', pushes: [push(1), push(2), push(1), push(3)] },
    { name: 'lost', pushes: [push(1), push(3)], violation: /event 2 \(ussd\) was not pushed/ },
    {
      name: 'never taken',
      pushes: [push(1), push(2), push(3, { taken: false })],
      violation: /event 3 \(sms\) was not pushed/,
    },
    {
      name: 'out of order',
      pushes: [push(1), push(3), push(2)],
      violation: /event 2 .* behind a later one/,
    },
    {
      name: 'made up',
      pushes: [push(1), push(2), push(3), push(4)],
      violation: /event 4 .* not in the journal/,
    },
    {
      name: 'another body under the same id',
      pushes: [push(1), push(2), push(2, { body: 'changed' }), push(3)],
      violation: /event 2 .* another body/,
    },
  ];
  for (const { name, kinds, pushes, violation } of cases) {
    test(name, () => {
      const wrong = judgePushes('/hook', kinds, journal, pushes);
      if (violation === undefined) assert.deepEqual(wrong, []);
      else assert.match(wrong.join('\n'), violation);
    });
  }
});
