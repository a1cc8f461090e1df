/** Bodies as clients send them: UTF-8 or not, and forms of several parts. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bodyText } from './body-text.ts';
import { isMultipart, readMultipart } from './multipart.ts';

describe('a body of text', () => {
  const long = Buffer.from('жа'.repeat(5000));
  const rows: readonly (readonly [what: string, body: unknown, badAt: number | undefined])[] = [
    ['none', undefined, undefined],
    ['UTF-8', Buffer.from('Grüße 😀'), undefined],
    ['a lone octet at the beginning', Buffer.from([0xff, 0x61]), 0],
    ['Latin-1 in the middle', Buffer.from([0x61, 0xfc, 0x62]), 1],
    ['a character that is cut at the end', Buffer.from('a😀').subarray(0, 4), 1],
    ['a lone octet behind much that is good', Buffer.concat([long, Buffer.from([0x80])]), long.length],
    ['a lone octet behind 4,096 octets', Buffer.concat([Buffer.alloc(4096, 'a'), Buffer.from([0xe9])]), 4096],
  ];
  for (const [what, body, badAt] of rows)
    test(what, () => {
      const read = bodyText(body);
      if (badAt !== undefined)
        assert.deepEqual(read, { ok: false, error: `body: is not UTF-8 at byte ${badAt}.` });
      else assert.deepEqual(read, { ok: true, text: Buffer.isBuffer(body) ? body.toString() : '' });
    });
});

function form(...parts: readonly (readonly [head: string, value: string | Buffer])[]): Buffer {
  const pieces = parts.flatMap(([head, value]) => [
    Buffer.from(`--x\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
    Buffer.from(value),
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...pieces, Buffer.from('--x--\r\n')]);
}

const TYPE = 'multipart/form-data; boundary=x';

describe('a form of several parts', () => {
  test('is known by its type and its first octets', () => {
    assert.ok(isMultipart('Multipart/Form-Data; boundary=x', form()));
    assert.ok(!isMultipart(TYPE, Buffer.from('{"a": 1}')));
    assert.ok(!isMultipart('application/json', form()));
  });

  test('is read as a form, files left out', async () => {
    const body = form(
      ['name="text"', 'Grüße & mehr'],
      ['name="number[]"', '1'],
      ['name="number[]"', '2'],
      ['name="f"; filename="a.txt"', 'content'],
    );
    assert.deepEqual(await readMultipart(TYPE, body), {
      ok: true,
      form: new URLSearchParams([
        ['text', 'Grüße & mehr'],
        ['number[]', '1'],
        ['number[]', '2'],
      ]).toString(),
    });
  });

  const latin1 = Buffer.from('Grüße', 'latin1');
  const charsets: readonly (readonly [what: string, type: string, body: Buffer, text: string | undefined])[] =
    [
      ['of its type', `${TYPE}; charset=iso-8859-1`, form(['name="t"', latin1]), 'Grüße'],
      ['of the field _charset_', TYPE, form(['name="_charset_"', 'latin1'], ['name="t"', latin1]), 'Grüße'],
      ['that nothing names', TYPE, form(['name="t"', latin1]), undefined],
      ['UTF-8 with U+FFFD itself', TYPE, form(['name="t"', 'a\ufffd']), 'a\ufffd'],
    ];
  for (const [what, type, body, text] of charsets)
    test(`in a charset ${what}`, async () => {
      const read = await readMultipart(type, body);
      if (text === undefined) assert.match(read.ok ? '' : read.error, /^body: is not UTF-8, and no charset/);
      else assert.equal(read.ok && new URLSearchParams(read.form).get('t'), text);
    });

  test('may have 2,048 fields, one of them of 1 MiB', async () => {
    const parts = Array.from(
      { length: 2048 },
      (_, at) => ['name="t"', at === 0 ? 'x'.repeat(1_048_576) : 'x'] as const,
    );
    const read = await readMultipart(TYPE, form(...parts));
    assert.equal(read.ok && new URLSearchParams(read.form).getAll('t').length, 2048);
  });

  const refused: readonly (readonly [what: string, type: string, body: Buffer, error: RegExp])[] = [
    [
      'without a boundary',
      'multipart/form-data',
      form(),
      /^body: cannot be read as multipart\/form-data: .*[Bb]oundary/,
    ],
    [
      'that ends early',
      TYPE,
      form(['name="t"', 'x']).subarray(0, -6),
      /form-data: Unexpected end of multipart data\.$/,
    ],
    ['with a field over 1 MiB', TYPE, form(['name="t"', 'x'.repeat(1_048_577)]), /: a field is too long\.$/],
    [
      'with 2,049 fields',
      TYPE,
      form(...Array.from({ length: 2049 }, () => ['name="t"', 'x'] as const)),
      /: it has too many fields\.$/,
    ],
  ];
  for (const [what, type, body, error] of refused)
    test(`${what} is refused`, async () => {
      const read = await readMultipart(type, body);
      assert.match(read.ok ? '' : read.error, error);
    });
});
