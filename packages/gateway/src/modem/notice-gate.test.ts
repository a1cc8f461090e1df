import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import { NoticeGate } from './notice-gate.ts';
import { Warnings } from './warnings.ts';

function gate() {
  const clock = fakeClock();
  const leftOut: string[] = [];
  const made = new NoticeGate({ clock, leftOut: (name, count) => leftOut.push(`${name} ${count}`) });
  const lets = (line: string, times: number) =>
    Array.from({ length: times }, () => made.lets(line)).filter(passes => passes).length;
  return { clock, leftOut, lets };
}

describe('notices of one name', () => {
  test('pass in a burst of 200, and 20 in each second behind it', () => {
    const { clock, lets } = gate();
    assert.equal(lets('^RSSI: 20', 1000), 200);
    clock.advance(1000);
    assert.equal(lets('^RSSI: 21', 1000), 20);
  });

  test('leave those of other names their room', () => {
    const { lets } = gate();
    lets('^RSSI: 20', 1000);
    assert.deepEqual([lets('+CREG: 1', 1), lets('RING', 1), lets('+CUSD: 0,"Hi",15', 1)], [1, 1, 1]);
  });

  test('that announce or bring messages all pass', () => {
    const { lets } = gate();
    for (const line of ['+CMTI: "SM",1', '+CDSI: "SM",1', '+CMT: ,24', '+CDS: 26'])
      assert.equal(lets(line, 1000), 1000);
  });

  test('are counted together where they are noise, and what is none keeps its room', () => {
    const { lets } = gate();
    let passed = 0;
    for (let count = 0; count < 5000; count += 1)
      passed += lets(`noise ${count}`, 1) + lets(`+N${count}: 1`, 1);
    assert.ok(passed >= 200 && passed <= 464, `${passed}`);
    assert.equal(lets('+CREG: 1', 1), 1);
  });

  test('that were left out are told of once a second', () => {
    const { clock, leftOut, lets } = gate();
    lets('^RSSI: 20', 500);
    assert.deepEqual(leftOut, []);
    clock.advance(1000);
    assert.deepEqual(leftOut, ['^RSSI 300']);
  });
});

describe('warnings', () => {
  test('of one code are bounded, and the same one does not come again for ten minutes', () => {
    const clock = fakeClock();
    const lines: string[] = [];
    const warnings = new Warnings(clock, text => lines.push(text));
    for (let count = 0; count < 20; count += 1) warnings.warn('unreadable', `slot ${count}`);
    warnings.warn('flood', 'another code');
    assert.deepEqual([lines.length, lines.at(-1)], [6, 'another code']);
    clock.advance(61_000);
    warnings.warn('unreadable', 'slot 0');
    warnings.warn('unreadable', 'slot 7');
    assert.equal(lines.at(-1), 'slot 7');
    assert.equal(lines.length, 7);
    clock.advance(600_000);
    warnings.warn('unreadable', 'slot 0');
    assert.equal(lines.length, 8);
  });
});
