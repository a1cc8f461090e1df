/** Texts and numbers of a request, and the first fault of it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { usualPool } from '../domain/pool.ts';
import { plainRequest } from '../testing/server-bench.ts';
import { readRecipients } from './recipients.ts';
import type { RequestedRecipient, SendRequest } from './request.ts';
import { fillTemplate } from './template.ts';

function to(number: string, values: RequestedRecipient['values'] = {}): RequestedRecipient {
  return { number, values, reference: '' };
}

function read(request: Partial<SendRequest>, country = 'DE') {
  return readRecipients(
    { ...plainRequest, to: [to('+4915112345678')], ...request },
    { ...usualPool('default'), country },
  );
}

describe('recipients of a request', () => {
  test('have their place, number, country and text', () => {
    const request = { to: [to('12345'), { ...to('0151 12345678'), reference: 'r' }], text: 'Hello ж' };
    const common = { text: 'Hello ж', encoding: 'unicode', segments: 1 };
    assert.deepEqual(read(request), {
      ok: true,
      recipients: [
        { ...common, index: 0, number: '12345', country: '', written: '12345', reference: '' },
        {
          ...{ ...common, index: 1, number: '+4915112345678', country: 'DE', written: '0151 12345678' },
          reference: 'r',
        },
      ],
    });
  });

  test('have a text each, cut by itself', () => {
    const values = ['a', 'ж', 'a'.repeat(161)];
    const request = { text: undefined, template: '{v}', to: values.map(v => to('12345', { v })) };
    const found = read(request);
    assert.ok(found.ok);
    assert.deepEqual(
      found.recipients.map(({ text, encoding, segments }) => [text, encoding, segments]),
      [
        ['a', 'gsm-7bit', 1],
        ['ж', 'unicode', 1],
        ['a'.repeat(161), 'gsm-7bit', 2],
      ],
    );
  });

  test('are cut as the request wants it', () => {
    const found = read({ text: 'a'.repeat(71), encoding: 'unicode' });
    assert.deepEqual(found.ok && [found.recipients[0]?.encoding, found.recipients[0]?.segments], [
      'unicode',
      2,
    ]);
  });

  const template = { text: undefined, template: '{v}' };
  const faults: [name: string, request: Partial<SendRequest>, code: number, error: string][] = [
    [
      'neither text nor template',
      { text: undefined },
      400,
      'text: needs to be there, or template instead; not both.',
    ],
    ['both', { template: 'x' }, 400, 'text: needs to be there, or template instead; not both.'],
    ['a number that is none', { to: [to('12345'), to('+1')] }, 400, 'to[1]: is not a possible phone number.'],
    [
      'a missing value',
      { ...template, to: [to('12345')] },
      400,
      'to[0].values: has no v, which the template wants.',
    ],
    [
      'an empty text',
      { ...template, to: [to('12345', { v: '' })] },
      400,
      'to[0]: the filled template is empty.',
    ],
    [
      'a text over 1500 octets',
      { ...template, to: [to('12345', { v: 'a'.repeat(1501) })] },
      413,
      'to[0]: the filled template has 1501 bytes of UTF-8; at most 1500 are allowed.',
    ],
    [
      'a text over 1500 octets in fewer characters',
      { ...template, to: [to('12345', { v: 'ж'.repeat(751) })] },
      413,
      'to[0]: the filled template has 1502 bytes of UTF-8; at most 1500 are allowed.',
    ],
    [
      'a character that gsm-7bit lacks',
      { text: 'ж', encoding: 'gsm-7bit' },
      400,
      'text: has a character that gsm-7bit lacks.',
    ],
    [
      'a value with a character that gsm-7bit lacks',
      { ...template, encoding: 'gsm-7bit', to: [to('12345', { v: 'a' }), to('12345', { v: 'ж' })] },
      400,
      'to[1]: the filled template has a character that gsm-7bit lacks.',
    ],
  ];
  for (const [name, request, code, error] of faults)
    test(`are refused with ${name}`, () => assert.deepEqual(read(request), { ok: false, code, error }));

  for (const v of ['a'.repeat(1500), 'ж'.repeat(750), 'ж'.repeat(500)])
    test(`may have a text of ${Buffer.byteLength(v)} octets in ${v.length} characters`, () =>
      assert.equal(read({ ...template, to: [to('12345', { v })] }).ok, true));
});

describe('a template', () => {
  const rows: [template: string, values: Readonly<Record<string, string>>, filled: string][] = [
    ['Dear {name}, {name}!', { name: 'Ann' }, 'Dear Ann, Ann!'],
    ['{a}{b}', { a: '{b}', b: '2' }, '{b}2'],
    ['{not a place} {}', {}, '{not a place} {}'],
    ['{a}', { a: '' }, ''],
  ];
  for (const [template, values, text] of rows)
    test(`${template} is filled`, () => assert.deepEqual(fillTemplate(template, values), { ok: true, text }));

  test('names the first value that is missing, and takes nothing that was not given', () => {
    assert.deepEqual(fillTemplate('{b}{a}', {}), { ok: false, missing: 'b' });
    assert.deepEqual(fillTemplate('{toString}', {}), { ok: false, missing: 'toString' });
  });
});
