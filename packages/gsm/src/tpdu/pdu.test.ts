import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseAddress } from '../fields/number.ts';
import { fromHex, toHex } from '../hex.ts';
import { decodePdu, encodePdu } from './pdu.ts';

const tpdu = '0011000B916407281553F80000AA0AE8329BFD4697D9EC37'.slice(2);

describe('PDUs of AT commands (27.005 4.3)', () => {
  for (const [what, prefix, serviceCentre] of [
    ['no service centre', '00', undefined],
    ['international', '07911326040000F0', parseAddress('+31624000000')],
    ['short', '03812143', parseAddress('1234')],
  ] as const) {
    test(what, () => {
      const pdu = decodePdu(fromHex(prefix + tpdu), 'fromMobile');
      assert.deepEqual(pdu.serviceCentre, serviceCentre);
      assert.equal(pdu.tpduOffset, prefix.length / 2);
      const { octets, tpduLength } = encodePdu(pdu.tpdu, serviceCentre);
      assert.equal(toHex(octets), prefix + tpdu);
      // The length of +CMGS counts the TPDU alone.
      assert.equal(tpduLength, 23);
    });
  }

  test('errors count octets from the first of the PDU', () =>
    assert.throws(() => decodePdu(fromHex('07911326040000F0'), 'toMobile'), {
      name: 'DecodeError',
      field: 'first octet',
      octet: 7,
    }));
});
