/** Every PDU of the vectors that can be read is written again octet for octet, or differs for a reason given here. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DecodeError, toHex } from '../src/index.ts';
import { type Decoded, decode, encode } from './decoded-rows.ts';
import { type PduRow, pduRows } from './vector-rows.ts';

/** Octets that carry nothing and were not 0 when they were sent: they are not kept. */
const notKept: Readonly<Record<string, string>> = {
  'pymsg-del-001': '23.040 9.2.3.11: a zone of minus zero is zero',
  'gammu-cap-02': '23.038 6.1.2.1: the spare bits behind the last septet are 0',
  'gammu-cap-32': '51.011 10.5.3: FF fill up a SIM record and are no part of the TPDU',
  'frontline-multi-001': '23.040 9.2.3.24: the fill bits behind the header are 0',
  'frontline-sr-001': '23.040 9.2.3.11: a zone that is not decimal is unknown',
  'frontline-sr-004': '23.040 9.2.3.11: a zone that is not decimal is unknown',
};

/** The parts of a row; those that cannot be read are tested with the rows that must be refused. */
function readable(row: PduRow): Decoded[] {
  try {
    return (row.hex_parts ?? [row.hex ?? '']).map(hex => decode(row, hex));
  } catch (error) {
    assert.ok(error instanceof DecodeError);
    return [];
  }
}

describe('PDUs read and written again', () => {
  for (const row of pduRows()) {
    const parts = readable(row);
    const reason = notKept[row.id];
    if (reason !== undefined) {
      test(`${row.id}: ${reason}`, () => {
        for (const part of parts) {
          assert.notEqual(encode(part), toHex(part.octets));
          assert.deepEqual(decode(row, encode(part)).tpdu, part.tpdu);
        }
      });
    } else if (parts.length > 0) {
      test(row.id, () =>
        assert.deepEqual(
          parts.map(encode),
          parts.map(({ octets }) => toHex(octets)),
        ),
      );
    }
  }
});
