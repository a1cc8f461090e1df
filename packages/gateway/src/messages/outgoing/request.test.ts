import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Recipient, SendRequest } from '../messages.ts';
import { defaultSms } from '../testing.ts';
import { fillTemplate, placesOf, prepareMessages } from './request.ts';

describe('#param#', () => {
  const rows: [string, string[] | undefined, string | undefined][] = [
    ['Hi #param#, pay #param#', ['Ann', '5 €'], 'Hi Ann, pay 5 €'],
    ['Hi #param#', undefined, 'Hi #param#'],
    ['Hi #param#', [], 'Hi #param#'],
    ['Hi #param#', [''], 'Hi '],
    ['Hi #param#', ['a', 'too many'], 'Hi a'],
    ['#param# and #param#', ['one'], undefined],
    ['#param##param#', ['#param#', '$&'], '#param#$&'],
    ['no place', ['ignored'], 'no place'],
  ];
  for (const [text, values, expected] of rows)
    test(`${JSON.stringify(text)} with ${JSON.stringify(values)}`, () => {
      assert.equal(fillTemplate(text, values), expected);
    });

  test('counts places', () => {
    assert.deepEqual(['', '#param#', '#param# #PARAM# #param#'].map(placesOf), [0, 1, 2]);
  });
});

function request(change: Partial<SendRequest>, ...recipients: Partial<Recipient>[]): SendRequest {
  return {
    text: 'Hello',
    encoding: 'gsm-7bit',
    statusReport: true,
    recipients: (recipients.length > 0 ? recipients : [{}]).map(one => ({
      number: '0170',
      userId: null,
      ...one,
    })),
    ...change,
  };
}

describe('a request is refused', () => {
  const rows: [string, SendRequest, number[], number, RegExp][] = [
    [
      'with 376 characters of 4 bytes once filled',
      request({ text: '#param#' }, { textParam: ['😀'.repeat(376)] }),
      [0],
      413,
      /^param\[0\]: text has 1504 bytes/,
    ],
    [
      'with 1501 bytes once filled',
      request({ text: `${'x'.repeat(1480)}#param#` }, {}, { textParam: ['y'.repeat(21)] }),
      [0],
      413,
      /^param\[1\]: text has 1501 bytes/,
    ],
    [
      'with fewer values than places',
      request({ text: '#param#,#param#' }, {}, { textParam: ['1'] }),
      [0],
      400,
      /^param\[1\]/,
    ],
    [
      'when a text is empty once filled',
      request({ text: '#param#' }, { textParam: [''] }),
      [0],
      400,
      /^param\[0\]/,
    ],
    ['by a gateway without ports', request({}), [], 550, /no port/],
    [
      'when none of the named ports exists',
      request({ ports: [4, 5] }),
      [0, 1],
      550,
      /none of the named ports/,
    ],
    ['when none of a recipient exists', request({}, {}, { ports: [4] }), [0, 1], 550, /^param\[1\]/],
    ['to an emergency number', request({}, { number: '112' }), [0], 400, /112 is an emergency number/],
  ];
  for (const [name, wrong, existing, code, error] of rows)
    test(name, () => {
      const prepared = prepareMessages(wrong, existing, defaultSms);
      assert.ok(!prepared.ok);
      assert.equal(prepared.code, code);
      assert.match(prepared.error, error);
    });

  test('when its alphabet cannot say the text, only by setting', () => {
    const arabic = request({ text: 'مرحبا' });
    const refused = prepareMessages(arabic, [0], { ...defaultSms, refuseUnencodable: true });
    assert.ok(!refused.ok && refused.code === 400);
    assert.ok(prepareMessages(arabic, [0], defaultSms).ok);
  });
});

describe('a request becomes messages', () => {
  const messages = (wanted: SendRequest, sms = defaultSms) => {
    const prepared = prepareMessages(wanted, [0, 1, 31], sms);
    assert.ok(prepared.ok, JSON.stringify(prepared));
    return prepared.messages;
  };

  test('with as many segments as the text takes', () => {
    const rows: [string, SendRequest['encoding'], number][] = [
      ['x'.repeat(160), 'gsm-7bit', 1],
      ['x'.repeat(161), 'gsm-7bit', 2],
      ['x'.repeat(70), 'unicode', 1],
      ['x'.repeat(71), 'unicode', 2],
      ['x'.repeat(71), 'auto', 1],
      ['ж'.repeat(71), 'auto', 2],
      ['😀'.repeat(350), 'unicode', 11],
    ];
    for (const [text, encoding, count] of rows)
      assert.deepEqual(
        messages(request({ text, encoding })).map(message => message.cut.ends.length),
        [count],
        text,
      );
  });

  test('that may use the named ports that exist', () => {
    const sets = [[], [0], [31, 5], [0, 1]].map(ports => messages(request({ ports }))[0]?.ports);
    assert.deepEqual(sets, [0, 1, 2 ** 31, 3]);
  });

  test('that keep the text of the task where theirs is the same', () => {
    const texts = messages(request({ text: 'a#param#' }, {}, { textParam: ['b'] })).map(
      message => message.text,
    );
    assert.deepEqual(texts, [undefined, 'ab']);
  });

  test('of which one to more than 20 digits fails', () => {
    const [good, long] = messages(request({}, { number: `+${'1'.repeat(20)}` }, { number: '1'.repeat(21) }));
    assert.equal(good?.failure, '');
    assert.match(long?.failure ?? '', /21 digits/);
  });

  test('with national tables only where they are allowed and help', () => {
    const turkish = 'ş'.repeat(80);
    const tables = (nationalTables: number[], text = turkish) =>
      messages(request({ text }), { ...defaultSms, nationalTables }).map(message => [
        message.cut.national,
        message.cut.ends.length,
      ]);
    assert.deepEqual(tables([]), [[{}, 2]]);
    assert.deepEqual(tables([1]), [[{ locking: 1 }, 1]]);
    assert.deepEqual(tables([1], 'plain'), [[{}, 1]]);
  });
});
