import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { journalEntry, judgePushes } from './push-judge.ts';
import type { Push } from './push-receiver.ts';

const journal = [
  { id: 1, kind: 'sms', subject: 'a' },
  { id: 2, kind: 'ussd', subject: 'b' },
  { id: 3, kind: 'sms', subject: 'a' },
];
function push(id: number, change: Partial<Push> = {}): Push {
  return { ...{ id, body: `event ${id}`, taken: true, answered: true, at: id }, ...change };
}
const lost = { answered: false };

describe('the verdict over the pushes of one target', () => {
  const cases: {
    name: string;
    kinds?: string[];
    pushes: Push[];
    deaths?: { from: number; to: number }[];
    violation?: RegExp;
  }[] = [
    { name: 'each once, in order', pushes: [push(1), push(2), push(3)] },
    { name: 'only the kinds it wants', kinds: ['sms'], pushes: [push(1), push(3)] },
    { name: 'repeated after a lost answer', pushes: [push(1), push(2, lost), push(2), push(3)] },
    {
      name: 'refused, then taken',
      pushes: [push(1, { taken: false, answered: false }), push(1), push(2), push(3)],
    },
    { name: 'another subject first', pushes: [push(2), push(1), push(3)] },
    { name: 'an early one again after a lost answer', pushes: [push(1, lost), push(2), push(1), push(3)] },
    {
      name: 'repeated after a kill',
      pushes: [push(1), push(2), push(1, { at: 9000 }), push(3)],
      deaths: [{ from: 1000, to: 1010 }],
    },
    {
      name: 'repeated although the answer was sent long before the kill',
      pushes: [push(1), push(2), push(1, { at: 90_000 }), push(3)],
      deaths: [{ from: 50_000, to: 50_010 }],
      violation: /event 1 was repeated although it had been taken/,
    },
    { name: 'lost', pushes: [push(1), push(3)], violation: /event 2 \(ussd\) was not pushed/ },
    {
      name: 'never taken',
      pushes: [push(1), push(2), push(3, { taken: false, answered: false })],
      violation: /event 3 \(sms\) was not pushed/,
    },
    {
      name: 'out of order within a subject',
      pushes: [push(3), push(2), push(1)],
      violation: /event 1 .* behind a later one of its subject/,
    },
    {
      name: 'made up',
      pushes: [push(1), push(2), push(3), push(4)],
      violation: /event 4 .* not in the journal/,
    },
    {
      name: 'another body under the same id',
      pushes: [push(1), push(2, lost), push(2, { body: 'changed' }), push(3)],
      violation: /event 2 .* another body/,
    },
  ];
  for (const { name, kinds, pushes, deaths, violation } of cases) {
    test(name, () => {
      const wrong = judgePushes('/hook', kinds, journal, pushes, deaths);
      if (violation === undefined) assert.deepEqual(wrong, []);
      else assert.match(wrong.join('\n'), violation);
    });
  }
});

describe('the subject of an event', () => {
  const rows: [string, object, string][] = [
    ['sms', { imsi: '262', number: '+49' }, 'sender +49 to 262'],
    ['sms_deliver_status', { messageId: 7 }, 'message 7'],
    ['exception_info', { port: 3 }, 'port 3'],
    ['cdr', { callId: 5 }, 'call 5'],
    ['device', {}, 'gateway'],
  ];
  for (const [kind, fields, subject] of rows) {
    test(kind, () =>
      assert.deepEqual(journalEntry(9, JSON.stringify({ kind, ...fields })), { id: 9, kind, subject }),
    );
  }
});
