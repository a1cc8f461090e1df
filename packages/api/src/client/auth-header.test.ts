/** Authentication headers as servers and clients write them (RFC 9110 11.2). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type AuthPart, readAuthHeader } from './auth-header.ts';

function plain(parts: readonly AuthPart[]): [string, Record<string, string>][] {
  return parts.map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);
}

describe('a header is its challenges or credentials', () => {
  const rows: [what: string, header: string, parts: [string, Record<string, string>][]][] = [
    ['nothing', '', []],
    ['blanks', ' \t ', []],
    ['a scheme alone', 'Negotiate', [['negotiate', {}]]],
    ['a scheme in any letters', 'dIgEsT realm=a', [['digest', { realm: 'a' }]]],
    ['a quoted value', 'Basic realm="a b, c=d"', [['basic', { realm: 'a b, c=d' }]]],
    ['an empty value', 'Basic realm=""', [['basic', { realm: '' }]]],
    ['a bare value', 'Digest stale=true', [['digest', { stale: 'true' }]]],
    ['a bare value with =', 'Digest cnonce=YWI=', [['digest', { cnonce: 'YWI=' }]]],
    ['names in any letters', 'Digest NoNce="a"', [['digest', { nonce: 'a' }]]],
    ['no blank behind the comma', 'Digest a=1,b=2', [['digest', { a: '1', b: '2' }]]],
    ['blanks around = and commas', 'Digest  a = 1 ,\tb\t=\t"2"', [['digest', { a: '1', b: '2' }]]],
    ['an escaped quote', String.raw`Digest username="a\"b"`, [['digest', { username: 'a"b' }]]],
    ['an escaped backslash', String.raw`Digest username="a\\b"`, [['digest', { username: String.raw`a\b` }]]],
    [
      'a backslash of Windows stays',
      String.raw`Digest username="DOMAIN\user"`,
      [['digest', { username: String.raw`DOMAIN\user` }]],
    ],
    ['a quote that is not closed', 'Digest a="bc', [['digest', { a: 'bc' }]]],
    ['a backslash at the end', 'Digest a="b\\', [['digest', { a: 'b\\' }]]],
    ['an escaped quote at the end', 'Digest a="b\\"', [['digest', { a: 'b"' }]]],
    ['a name that comes twice: the last', 'Digest a=1, a=2', [['digest', { a: '2' }]]],
    ['a parameter without scheme', 'a=1', [['', { a: '1' }]]],
    ['commas that separate nothing', ',, Digest a=1,,', [['digest', { a: '1' }]]],
    ['an = without a name', '= Digest a=1', [['digest', { a: '1' }]]],
    ['a name without a value', 'Digest a=', [['digest', { a: '' }]]],
    [
      'two challenges',
      'Digest realm="x", nonce="n", Basic realm="y"',
      [
        ['digest', { realm: 'x', nonce: 'n' }],
        ['basic', { realm: 'y' }],
      ],
    ],
    [
      'a challenge without parameters before another',
      'Negotiate, Basic realm="y"',
      [
        ['negotiate', {}],
        ['basic', { realm: 'y' }],
      ],
    ],
    [
      'Bearer is followed by its token, which reads as a scheme of its own',
      'Bearer abc',
      [
        ['bearer', {}],
        ['abc', {}],
      ],
    ],
  ];
  for (const [what, header, parts] of rows)
    test(what, () => assert.deepEqual(plain(readAuthHeader(header)), parts));
});

describe('every header', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
  const value = fc.string({ maxLength: 12 });
  const scheme = fc.constantFrom('digest', 'basic', 'negotiate');
  const parts = fc.array(
    fc.tuple(scheme, fc.dictionary(name, value, { noNullPrototype: true, maxKeys: 4 })),
    {
      maxLength: 3,
    },
  );

  test('that quotes its values reads back', () => {
    const quote = (text: string): string => `"${text.replace(/["\\]/g, mark => `\\${mark}`)}"`;
    const write = (list: readonly [string, Record<string, string>][]): string =>
      list
        .map(([one, values]) =>
          `${one} ${Object.entries(values)
            .map(([key, text]) => `${key}=${quote(text)}`)
            .join(', ')}`.trim(),
        )
        .join(', ');
    fc.assert(fc.property(parts, list => assert.deepEqual(plain(readAuthHeader(write(list))), list)));
  });

  test('of any form is read to its end', () => {
    const any = fc.array(fc.constantFrom('"', '\\', '=', ',', ' ', 'a', 'Digest '), { maxLength: 40 });
    fc.assert(fc.property(any, pieces => assert.ok(Array.isArray(readAuthHeader(pieces.join(''))))));
  });
});
