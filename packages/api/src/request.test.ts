/** Bad input: each refusal names the field, its index and the reason. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { contract, endpoints } from './contract.ts';
import { compileRequest } from './request.ts';
import type { JsonSchema } from './wire/values.ts';

const judgeSend = compileRequest(contract.send_sms);
const judgeResult = compileRequest(contract.query_sms_result);
function send(body: object) {
  return judgeSend({ query: '', body: JSON.stringify(body), contentType: '' });
}

function recipients(count: number, differences: object = {}) {
  return Array.from({ length: count }, () => ({ number: '10086', ...differences }));
}
const good = { text: 'hi', param: recipients(1) };

describe('send_sms takes', () => {
  const rows: [string, object][] = [
    ['the shortest body', good],
    ['128 recipients', { ...good, param: recipients(128) }],
    ['1500 bytes', { ...good, text: 'x'.repeat(1500) }],
    ['375 emoji, which are 1500 bytes', { ...good, text: '😀'.repeat(375) }],
    ['a leading +, * and #', { ...good, param: [{ number: '+4915' }, { number: '*100#' }] }],
    ['a number of 24 bytes', { ...good, param: [{ number: '1'.repeat(24) }] }],
    ['ports 0 and 31', { ...good, port: [0, 31] }],
    ['the greatest user_id', { ...good, param: recipients(1, { user_id: Number.MAX_SAFE_INTEGER }) }],
    ['the greatest user_id as text', { ...good, param: recipients(1, { user_id: '9007199254740991' }) }],
    ...['urgent', 'normal', 'bulk'].map((priority): [string, object] => [
      `priority ${priority}`,
      { ...good, priority },
    ]),
    ['a priority that is none of these, as if absent', { ...good, priority: 'high' }],
    ['user_id null', { ...good, param: recipients(1, { user_id: null }) }],
  ];
  for (const [name, body] of rows) {
    test(name, () => {
      const judged = send(body);
      assert.ok(judged.ok, JSON.stringify(judged));
    });
  }
});

describe('send_sms refuses', () => {
  const withRecipient = (recipient: unknown) => ({ ...good, param: [...recipients(2), recipient] });
  const rows: [string, object, 400 | 413, RegExp][] = [
    ['no text', { param: recipients(1) }, 400, /^text: is missing or empty/],
    ['an empty text', { ...good, text: '' }, 400, /^text: is missing or empty/],
    ['a text that is a list', { ...good, text: [5] }, 400, /^text: must be a text .*; found a list of 1/],
    ['no param', { text: 'hi' }, 400, /^param: is missing or empty/],
    [
      'an empty param',
      { ...good, param: [] },
      400,
      /^param: must be a list of 1 to 128 recipients; found a list of 0/,
    ],
    ['param of another type', { ...good, param: 'x' }, 400, /^param: must be a list .*; found "x"/],
    [
      'a recipient of another type',
      withRecipient('10086'),
      400,
      /^param\[2\]: must be an object with a number/,
    ],
    ['a recipient without number', withRecipient({}), 400, /^param\[2\]\.number: is missing/],
    [
      'a number with letters',
      withRecipient({ number: '12x' }),
      400,
      /^param\[2\]\.number: must be .*; found "12x"/,
    ],
    ['a number without digits', withRecipient({ number: '+' }), 400, /^param\[2\]\.number/],
    ['a number of 25 bytes', withRecipient({ number: '1'.repeat(25) }), 400, /^param\[2\]\.number/],
    ['a fraction as number', withRecipient({ number: 1.5 }), 400, /^param\[2\]\.number.*found "1\.5"/],
    ['a negative user_id', withRecipient({ number: '1', user_id: -1 }), 400, /^param\[2\]\.user_id/],
    ['a fraction as user_id', withRecipient({ number: '1', user_id: 1.5 }), 400, /^param\[2\]\.user_id/],
    ['a word as user_id', withRecipient({ number: '1', user_id: 'abc' }), 400, /^param\[2\]\.user_id/],
    [
      'a user_id over 2^53-1',
      withRecipient({ number: '1', user_id: '9007199254740992' }),
      400,
      /^param\[2\]\.user_id/,
    ],
    [
      'an object as value',
      withRecipient({ number: '1', text_param: [{}] }),
      400,
      /^param\[2\]\.text_param\[0\]/,
    ],
    [
      'null as value',
      withRecipient({ number: '1', text_param: ['a', null] }),
      400,
      /^param\[2\]\.text_param\[1\]/,
    ],
    ['port 32', { ...good, port: [1, 32] }, 400, /^port\[1\]: must be a port number from 0 to 31; found 32/],
    ['port -1', { ...good, port: -1 }, 400, /^port\[0\]/],
    ['port 32 of a recipient', withRecipient({ number: '1', port: 32 }), 400, /^param\[2\]\.port\[0\]/],
    ['a port that is a word', { ...good, port: 'one' }, 400, /^port\[0\].*found "one"/],
    [
      'a report flag of another type',
      { ...good, request_status_report: 'maybe' },
      400,
      /^request_status_report/,
    ],
    ['half a surrogate pair', { ...good, text: '\ud83d' }, 400, /^text: .*without halves of surrogate pairs/],
    ['129 recipients', { ...good, param: recipients(129) }, 413, /^param: .*found a list of 129/],
    [
      '129 recipients without a number',
      { ...good, param: Array(129).fill({}) },
      413,
      /^param: .*found a list of 129/,
    ],
    [
      'a recipient with 129 ports behind one without a number',
      { ...good, param: [{}, { number: '1', port: Array(129).fill(99) }] },
      413,
      /^param\[1\]\.port: .*found a list of 129/,
    ],
    ['1501 bytes', { ...good, text: 'x'.repeat(1501) }, 413, /^text: has 1501 bytes of UTF-8; at most 1500/],
    ['400 emoji', { ...good, text: '😀'.repeat(400) }, 413, /^text: has 1600 bytes/],
  ];
  for (const [name, body, code, error] of rows) {
    test(name, () => {
      const judged = send(body);
      assert.ok(!judged.ok);
      assert.equal(judged.code, code);
      assert.match(judged.error, error);
    });
  }

  test('a long value is cut in the sentence', () => {
    const judged = send({ ...good, port: 'x'.repeat(1000) });
    assert.ok(!judged.ok && judged.error.length < 200);
  });
});

describe('filters', () => {
  const rows: [string, object, 200 | 400 | 413, RegExp?][] = [
    ['none', {}, 200],
    ['32 numbers', { number: Array(32).fill('10086') }, 200],
    ['33 numbers', { number: Array(33).fill('10086') }, 413, /^number: .*found a list of 33/],
    ['a number with letters', { number: ['10086', 'x'] }, 400, /^number\[1\]/],
    ['a time', { time_after: '2014-12-12 19:29:19' }, 200],
    [
      'a time of another form',
      { time_after: 'yesterday' },
      400,
      /^time_after: .*YYYY-MM-DD HH:MM:SS; found "yesterday"/,
    ],
    ['null as user id', { user_id: [null] }, 200],
    ['an object as user id', { user_id: [{}] }, 400, /^user_id\[0\].*found an object/],
    ['port 32', { port: [32] }, 400, /^port\[0\]/],
  ];
  for (const [name, body, code, error] of rows) {
    test(name, () => {
      const judged = judgeResult({ query: '', body: JSON.stringify(body), contentType: '' });
      assert.equal(judged.ok ? 200 : judged.code, code, JSON.stringify(judged));
      if (!judged.ok && error !== undefined) assert.match(judged.error, error);
    });
  }
});

describe('limits for those who are logged in', () => {
  const listsOf = (schema: JsonSchema, path: string): [string, JsonSchema][] =>
    Object.entries(schema.properties ?? {}).flatMap(([name, property]) => [
      ...(property.type === 'array' ? [[`${path}.${name}`, property] as [string, JsonSchema]] : []),
      ...listsOf(property.items ?? property, `${path}.${name}`),
    ]);

  for (const endpoint of endpoints)
    for (const [name, list] of listsOf(endpoint.request, endpoint.name))
      test(`${name} has a longest length`, () =>
        assert.ok((list.maxItems ?? Number.POSITIVE_INFINITY) <= 4096));

  const judge = compileRequest(contract.query_sms_result);
  const ask = (value: object) =>
    judge({ query: '', body: JSON.stringify(value), contentType: 'application/json' });

  test('4,096 user ids are taken, one more is 413', () => {
    const ids = Array.from({ length: 4097 }, (_, index) => index);
    assert.ok(ask({ user_id: ids.slice(1) }).ok);
    const refusal = ask({ user_id: ids });
    assert.ok(!refusal.ok && refusal.code === 413);
    assert.match(refusal.error, /^user_id: must be a list of at most 4096 user ids.*; found a list of 4097/);
  });

  test('64 words of a list are taken, one more is not', () => {
    const status = compileRequest(contract.get_status);
    const of = (words: number) =>
      status({ query: `type=${Array(words).fill('performance').join()}`, body: '', contentType: '' }).ok;
    assert.deepEqual([of(64), of(65)], [true, false]);
  });

  test('a value in a refusal is cut', () => {
    const refusal = ask({ time_after: 'x'.repeat(100_000) });
    assert.ok(!refusal.ok);
    assert.ok(refusal.error.length < 250, refusal.error);
    const unknown = compileRequest(contract.change_settings)({
      ...{ query: '', body: JSON.stringify({ ['x'.repeat(100_000)]: 1 }), contentType: '' },
    });
    assert.ok(!unknown.ok && unknown.error.length < 250);
  });

  test('an error far behind is not looked for', () => {
    const refusal = judge({ query: '', body: `{"number":["${'1'.repeat(1_000_000)}"x]}`, contentType: '' });
    assert.ok(!refusal.ok);
    assert.match(refusal.error, /^body: is not JSON; the first 65536 characters may be/);
  });

  for (const days of [0.04, 0.001])
    test(`retention of ${days} days is refused, an hour and 0 are not`, () => {
      const change = compileRequest(contract.change_settings);
      const of = (sent: number) =>
        change({ query: '', body: JSON.stringify({ retention: { sent } }), contentType: '' });
      assert.ok(!of(days).ok);
      assert.ok(of(1 / 24).ok && of(0).ok);
    });
});
