import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { receivedFrom } from './received.ts';

const WHOLE = '07918802000000F0040B918802910900F200006211825052430005E8329BFD06';

describe('a PDU as a modem gives it', () => {
  test('has no defects where it has none', () => {
    const received = receivedFrom(WHOLE, 24);
    assert.equal(received.tpdu?.type, 'deliver');
    assert.ok(!('defects' in received) && received.error === undefined);
  });

  test('is read over its faults, which are named', () => {
    // The month of TP-SCTS is B1.
    const { tpdu, defects } = receivedFrom(
      '07918802000000F0040B918802910900F2000062B1280001020009E2301934A787DB70',
    );
    assert.ok(tpdu?.type === 'deliver');
    assert.ok(defects?.every(({ field }) => field === 'TP-SCTS'));
  });

  test('without its service centre is known by the length in its header', () => {
    const bare = '040B918802910900F200006211825052430005E8329BFD06';
    const { tpdu, defects } = receivedFrom(bare, bare.length / 2);
    assert.equal(tpdu?.type, 'deliver');
    assert.deepEqual(
      defects?.map(({ field }) => field),
      ['SMSC'],
    );
  });

  test('that is nothing of the kind is handed up with the reason and its octets', () => {
    const { tpdu, error, octets } = receivedFrom('00');
    assert.deepEqual([tpdu, error?.name, octets.length], [undefined, 'DecodeError', 1]);
  });

  test('loses the half of an octet at its end', () => {
    assert.equal(receivedFrom(`${WHOLE}0`).octets.length, WHOLE.length / 2);
  });
});
