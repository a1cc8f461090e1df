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
    // 63 names beside the noise, which shares its count of 200 with all names behind them.
    assert.equal(passed, 263);
    assert.equal(lets('+CREG: 1', 1), 1);
  });

  test('are those of noise where the name has more than 16 signs', () => {
    const { lets } = gate();
    lets('noise', 200);
    assert.deepEqual([lets('+ABCDEFGHIJKLMNO: 1', 1), lets('+ABCDEFGHIJKLMNOP: 1', 1)], [1, 0]);
  });

  test('that were left out are told of once a second', () => {
    const { clock, leftOut, lets } = gate();
    lets('^RSSI: 20', 500);
    clock.advance(999);
    assert.deepEqual(leftOut, []);
    clock.advance(1);
    assert.deepEqual(leftOut, ['^RSSI 300']);
    lets('^RSSI: 20', 21);
    clock.advance(1000);
    assert.deepEqual(leftOut, ['^RSSI 300', '^RSSI 1']);
  });
});

describe('warnings', () => {
  function warnings() {
    const clock = fakeClock();
    const lines: string[] = [];
    const made = new Warnings(clock, text => lines.push(text));
    return { clock, lines, warn: (text: string) => made.warn('unreadable', text), made };
  }

  test('of one code are five in a minute; others have their own room', () => {
    const { clock, lines, warn, made } = warnings();
    for (let count = 0; count < 20; count += 1) warn(`slot ${count}`);
    made.warn('flood', 'another code');
    assert.deepEqual(lines, ['slot 0', 'slot 1', 'slot 2', 'slot 3', 'slot 4', 'another code']);
    clock.advance(59_999);
    warn('slot 7');
    assert.equal(lines.length, 6);
    clock.advance(1);
    warn('slot 7');
    assert.equal(lines.at(-1), 'slot 7');
  });

  test('of the same text do not come again for ten minutes', () => {
    const { clock, lines, warn } = warnings();
    warn('slot 0');
    clock.advance(599_999);
    warn('slot 0');
    assert.equal(lines.length, 1);
    clock.advance(1);
    warn('slot 0');
    assert.equal(lines.length, 2);
  });

  test('come again earlier behind ten others: no more are remembered', () => {
    const { clock, lines, warn } = warnings();
    for (let count = 0; count < 11; count += 1) {
      warn(`slot ${count}`);
      clock.advance(20_000);
    }
    warn('slot 1');
    assert.equal(lines.length, 11);
    warn('slot 0');
    assert.equal(lines.at(-1), 'slot 0');
  });
});
