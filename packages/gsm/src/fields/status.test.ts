import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { describeStatus } from './status.ts';

describe('TP-ST (23.040 9.2.3.15)', () => {
  for (const [first, last, outcome] of [
    [0x00, 0x00, 'delivered'],
    [0x01, 0x02, 'completed'],
    // Reserved, and specific to the service centre.
    [0x03, 0x1f, 'completed'],
    [0x20, 0x25, 'temporary'],
    [0x26, 0x3f, 'temporary'],
    [0x40, 0x49, 'permanent'],
    [0x4a, 0x5f, 'permanent'],
    // Temporary errors after which the service centre gives up.
    [0x60, 0x65, 'permanent'],
    [0x66, 0x7f, 'permanent'],
    [0x80, 0xff, 'permanent'],
  ] as const) {
    test(`${first}..${last} is ${outcome}`, () => {
      for (let status = first; status <= last; status++) assert.equal(describeStatus(status), outcome);
    });
  }
});
