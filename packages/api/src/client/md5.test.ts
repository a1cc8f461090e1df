import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { md5 } from './md5.ts';

describe('MD5', () => {
  // RFC 1321 A.5.
  const suite: [string, string][] = [
    ['', 'd41d8cd98f00b204e9800998ecf8427e'],
    ['a', '0cc175b9c0f1b6a831c399e269772661'],
    ['abc', '900150983cd24fb0d6963f7d28e17f72'],
    ['message digest', 'f96b697d7cb7938d525a2f31aaf161d0'],
    ['abcdefghijklmnopqrstuvwxyz', 'c3fcd3d76192e4007dfb496cca67e13b'],
    [
      '12345678901234567890123456789012345678901234567890123456789012345678901234567890',
      '57edf4a22be3c955ac49da2e2107b67a',
    ],
  ];
  for (const [text, digest] of suite)
    test(`of ${JSON.stringify(text)}`, () => assert.equal(md5(text), digest));

  test('is that of another implementation, at each length around a block', () => {
    for (let length = 50; length < 70; length += 1) {
      const text = 'x'.repeat(length);
      assert.equal(md5(text), createHash('md5').update(text).digest('hex'));
    }
  });

  test('of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => {
        const wellFormed = text.toWellFormed();
        assert.equal(md5(wellFormed), createHash('md5').update(wellFormed).digest('hex'));
      }),
    );
  });
});
