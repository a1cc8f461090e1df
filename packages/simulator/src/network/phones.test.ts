import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { concatenationElement, makeUserData, type UserData, utf16Octets } from '../codec/user-data.ts';
import { createPhone } from './phones.ts';

/** UCS-2 (23.038 clause 4). */
const UCS2 = 0x08;

function part(text: string, sequence: number, reference = 7): UserData {
  const element = concatenationElement({ reference, referenceBits: 8, total: 3, sequence });
  return makeUserData(UCS2, [element], { octets: utf16Octets(text) });
}

describe('a phone outside', () => {
  test('puts a long message together by sequence, whatever the order in which its parts come', () => {
    const phone = createPhone('+491', 10);
    let rung = 0;
    phone.onMessage(() => {
      rung += 1;
    });
    phone.receive('+492', part('c', 3), 1);
    phone.receive('+492', part('x', 2, 8), 2);
    phone.receive('+492', part('a', 1), 3);
    assert.deepEqual(phone.incomplete(), [
      { from: '+492', total: 3, received: [1, 3] },
      { from: '+492', total: 3, received: [2] },
    ]);
    assert.deepEqual([phone.inbox(), rung], [[], 0]);
    phone.receive('+492', part('b', 2), 4);
    assert.deepEqual(phone.inbox(), [{ from: '+492', text: 'abc', alphabet: 'ucs2', segments: 3, at: 4 }]);
    assert.deepEqual([phone.incomplete().length, phone.segmentsReceived, rung], [1, 4, 1]);
  });

  test('keeps so many messages, and none once it is cleared', () => {
    const phone = createPhone('+491', 2);
    const ended: string[] = [];
    const end = phone.onMessage(() => ended.push('rung'));
    for (const text of ['a', 'b', 'c'])
      phone.receive('+492', makeUserData(UCS2, [], { octets: utf16Octets(text) }), 1);
    assert.deepEqual(
      phone.inbox().map(({ text }) => text),
      ['b', 'c'],
    );
    end();
    phone.receive('+492', part('a', 1), 1);
    phone.clear();
    assert.deepEqual([phone.inbox(), phone.incomplete(), phone.segmentsReceived], [[], [], 0]);
    assert.equal(ended.length, 3);
  });
});
