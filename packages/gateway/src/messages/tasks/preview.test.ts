/** A preview shows exactly the messages that sending makes. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { SendRequest } from '../messages.ts';
import { defaultSms } from '../testing.ts';
import { previewOf } from './preview.ts';

function preview(request: Partial<SendRequest>, sms = {}, ports = [0]) {
  const whole: SendRequest = { text: 'Hi', recipients: [], encoding: 'auto', statusReport: true, ...request };
  return previewOf(whole, ports, { ...defaultSms, ...sms }, 2);
}

describe('a preview', () => {
  const fills: [string, Partial<SendRequest>, object, [string, number, number, number]][] = [
    ['a full segment', { text: 'x'.repeat(160) }, {}, ['gsm7', 1, 160, 160]],
    ['one more', { text: 'x'.repeat(161) }, {}, ['gsm7', 2, 8, 153]],
    ['16-bit references', { text: 'x'.repeat(161) }, { referenceWidth: 16 }, ['gsm7', 2, 9, 152]],
    ['an extension character', { text: '€' }, {}, ['gsm7', 1, 2, 160]],
    ['UCS-2 that was asked for', { text: 'abc', encoding: 'unicode' }, {}, ['ucs2', 1, 3, 70]],
    ['UCS-2 in parts', { text: 'я'.repeat(71) }, {}, ['ucs2', 2, 4, 67]],
    [
      'a national table, whose element takes room',
      { text: 'ğ' },
      { nationalTables: [1] },
      ['gsm7', 1, 2, 155],
    ],
  ];
  for (const [what, request, sms, wanted] of fills)
    test(`measures ${what}`, () => {
      const { alphabet, segments, used, capacity } = preview(request, sms);
      assert.deepEqual([alphabet, segments, used, capacity], wanted);
    });

  test('names what forces UCS-2, and what its replacement saves', () => {
    const { offenders, segmentsReplaced, segments } = preview({ text: `${'x'.repeat(100)}’я’` });
    assert.deepEqual(offenders, [
      { character: '’', place: 101, replacement: "'" },
      { character: 'я', place: 102, replacement: undefined },
    ]);
    assert.deepEqual([segments, segmentsReplaced], [2, 2]);
    assert.equal(preview({ text: `${'x'.repeat(100)}’` }).segmentsReplaced, 1);
  });

  test('names none where UCS-2 was asked for, or where a national table has them', () => {
    assert.deepEqual(preview({ text: '’', encoding: 'unicode' }).offenders, []);
    assert.deepEqual(preview({ text: 'ğ' }, { nationalTables: [1] }).offenders, []);
  });

  test('measures each recipient by its own text', () => {
    const recipients = ['a', 'b'.repeat(200), 'c'].map(value => ({
      ...{ number: '+491', userId: null, textParam: [value] },
    }));
    const {
      bySegments,
      totalSegments,
      samples,
      recipients: count,
    } = preview({ text: '#param#!', recipients });
    assert.deepEqual(
      [[...bySegments], totalSegments, count],
      [
        [
          [1, 2],
          [2, 1],
        ],
        4,
        3,
      ],
    );
    assert.deepEqual(
      samples.map(({ text, segments }) => [text.length, segments]),
      [
        [2, 1],
        [201, 2],
      ],
    );
  });

  test('says which recipients would be refused or fail, and why', () => {
    const recipients = [
      { number: '112', userId: null },
      { number: '+491', userId: null, textParam: ['one'] },
      { number: '1'.repeat(22), userId: null },
      { number: '+492', userId: null },
    ];
    const { troubles, refused, recipients: count } = preview({ text: '#param# #param#', recipients });
    assert.deepEqual([refused, count], [3, 1]);
    assert.deepEqual(
      troubles.map(({ index, error }) => [index, error.slice(0, 24)]),
      [
        [0, 'param[0].number: 112 is a'],
        [1, 'param[1].text_param has f'],
        [2, 'number has 22 digits; an '],
      ].map(([index, error]) => [index, `${error}`.slice(0, 24)]),
    );
  });
});
