import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  octetAt,
  readerOf,
  readOctet,
  readOctets,
  remaining,
  writeOctet,
  writeOctets,
  writer,
  writtenOctets,
} from './octets.ts';

describe('an octet by its place', () => {
  test('is 0 before the first and behind the last', () => {
    const octets = Uint8Array.of(7, 8);
    assert.deepEqual(
      [-1, 0, 1, 2].map(index => octetAt(octets, index)),
      [0, 7, 8, 0],
    );
  });
});

describe('reading', () => {
  test('goes on where it stopped', () => {
    const reader = readerOf(Uint8Array.of(1, 2, 3, 4), 1);
    assert.equal(readOctet(reader, 'a'), 2);
    assert.deepEqual(readOctets(reader, 2, 'b'), Uint8Array.of(3, 4));
    assert.equal(remaining(reader), 0);
  });

  test('gives copies, not views of the input', () => {
    const input = Uint8Array.of(1, 2);
    const read = readOctets(readerOf(input), 2, 'a');
    input[0] = 9;
    assert.deepEqual(read, Uint8Array.of(1, 2));
  });

  test('beyond the end names the field and how much is there', () => {
    const reader = readerOf(Uint8Array.of(1));
    assert.throws(() => readOctets(reader, 2, 'TP-UD'), {
      field: 'TP-UD',
      octet: 0,
      message: /1 of 2 octets/,
    });
    assert.equal(readOctet(reader, 'TP-MR'), 1);
    assert.throws(() => readOctet(reader, 'TP-PID'), { field: 'TP-PID', octet: 0, message: /missing/ });
  });
});

describe('writing', () => {
  test('puts one behind the other', () => {
    const target = writer();
    writeOctet(target, 255, 'a');
    writeOctets(target, Uint8Array.of(1, 2), 'b');
    assert.deepEqual(writtenOctets(target), Uint8Array.of(255, 1, 2));
  });

  for (const value of [-1, 256, 1.5, Number.NaN]) {
    test(`${value} is no octet`, () =>
      assert.throws(() => writeOctet(writer(), value, 'TP-MR'), { name: 'EncodeError', field: 'TP-MR' }));
  }

  test('stops at what no TPDU reaches', () => {
    const target = writer();
    writeOctets(target, new Uint8Array(256), 'a');
    assert.throws(() => writeOctet(target, 0, 'b'), { name: 'EncodeError', field: 'b' });
    assert.throws(() => writeOctets(target, Uint8Array.of(0), 'c'), { name: 'EncodeError', field: 'c' });
  });
});
