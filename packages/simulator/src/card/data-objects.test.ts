/** COMPREHENSION-TLV objects of the toolkit: their lengths (TS 101 220 7.1.2), and octets that are no message. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CardCodecError, readMessage, readObjects, writeMessage } from './data-objects.ts';

const PROACTIVE = 0xd0;

/** A message with one object of so many octets. */
function messageOf(length: number): Uint8Array {
  return writeMessage(PROACTIVE, [{ tag: 0x0d, value: new Uint8Array(length) }]);
}

describe('the length of a message', () => {
  const rows: [value: number, head: readonly number[]][] = [
    [0, [PROACTIVE, 2, 0x8d, 0]],
    [125, [PROACTIVE, 127, 0x8d, 125]],
    [126, [PROACTIVE, 0x81, 128, 0x8d, 126]],
    [127, [PROACTIVE, 0x81, 129, 0x8d, 127]],
    [128, [PROACTIVE, 0x81, 131, 0x8d, 0x81, 128]],
    [252, [PROACTIVE, 0x81, 255, 0x8d, 0x81, 252]],
  ];
  for (const [value, head] of rows)
    test(`of an object of ${value} octets`, () => {
      const message = messageOf(value);
      assert.deepEqual([...message.subarray(0, head.length)], head);
      assert.equal(message.length, head.length + value);
    });

  test('has no form beyond 255', () =>
    assert.throws(() => messageOf(253), /256 octets do not fit into a toolkit message of 255/));
});

describe('objects are read', () => {
  test('as they were written, without the bit of comprehension', () => {
    const objects = [
      { tag: 0x01, value: Uint8Array.of(1, 0x21, 0x80) },
      { tag: 0x0d, value: new Uint8Array(200).fill(7) },
    ];
    const message = writeMessage(PROACTIVE, objects);
    assert.deepEqual(readObjects(message.subarray(3)), objects);
  });

  test('with 127 octets in the short form, with 128 in the long one', () => {
    for (const head of [
      [0x85, 127],
      [0x85, 0x81, 128],
    ]) {
      const length = head.at(-1) ?? 0;
      const objects = readObjects(Uint8Array.of(...head, ...new Uint8Array(length), 0x86, 0));
      assert.deepEqual(
        objects.map(({ tag, value }) => [tag, value.length]),
        [
          [0x05, length],
          [0x06, 0],
        ],
      );
    }
  });

  test('a message has nothing behind it', () => {
    const message = messageOf(1);
    assert.equal(readMessage(message).tag, PROACTIVE);
    assert.throws(() => readMessage(Uint8Array.of(...message, 0, 0)), /2 octets too many/);
  });

  const broken: [name: string, octets: readonly number[], error: RegExp][] = [
    ['no length', [0x81], /no length at octet 1/],
    ['a length of a form that is not allowed', [0x81, 0x82, 0, 1], /no length at octet 1/],
    ['a length of 128 in one octet', [0x81, 0x80, ...new Uint8Array(128)], /no length at octet 1/],
    ['a cut length of the long form', [0x81, 1, 0, 0x82, 0x81], /no length at octet 4/],
    [
      'an object that is cut behind another',
      [0x81, 1, 0, 0x82, 0x81, 1],
      /the object at octet 4 is cut short/,
    ],
    ['fewer octets than their length', [0x81, 3, 1, 2], /the object at octet 1 is cut short/],
  ];
  for (const [name, octets, error] of broken)
    test(`but not with ${name}`, () => {
      assert.throws(() => readObjects(Uint8Array.from(octets)), error);
      assert.throws(() => readObjects(Uint8Array.from(octets)), CardCodecError);
    });
});
