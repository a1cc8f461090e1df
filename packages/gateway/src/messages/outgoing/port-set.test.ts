import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lanesOf, mayUse, onlyPort, portSet } from './port-set.ts';

describe('port sets', () => {
  test('name ports by bits, and any port by none', () => {
    assert.equal(portSet([]), 0);
    assert.deepEqual(
      [[], [0], [31], [0, 31], [5, 6]].map(ports => onlyPort(portSet(ports))),
      [undefined, 0, 31, undefined, undefined],
    );
    assert.equal(portSet([0, 31]), 0x80000001);
    assert.deepEqual(lanesOf(0), [-1]);
    assert.deepEqual(lanesOf(0x80000001), [0, 31]);
    assert.deepEqual(
      [0, 1, 31].map(port => mayUse(0x80000001, port)),
      [true, false, true],
    );
    assert.equal(mayUse(0, 17), true);
  });
});
