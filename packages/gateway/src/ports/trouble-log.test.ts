import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PortReason } from '@simgate/api/contract';
import { fakeClock } from '@simgate/daemon/testing';
import { snapshotOf } from './testing.ts';
import { TroubleLog } from './trouble-log.ts';

function bench() {
  const clock = fakeClock();
  const lines: string[] = [];
  const log = new TroubleLog({
    clock,
    hold: 3,
    log: { info: (_: object, text?: string) => lines.push(String(text)) },
  });
  const note = (reason: PortReason | '', trouble: string = reason, canSend = reason === '') =>
    log.note({ ...snapshotOf(1), reason, trouble, canSend });
  return { clock, lines, note };
}

/** The words of a line in front of its remedy. */
function shortly(lines: readonly string[]): string[] {
  return lines.map(line => line.split('.')[0] ?? '');
}

describe('the log of a port', () => {
  test('has a line at once for what is no matter of registration', () => {
    const { lines, note } = bench();
    for (const reason of ['', 'silent', ''] as const) note(reason);
    assert.deepEqual(shortly(lines), ['port is ready', 'port cannot send: silent', 'port is ready']);
  });

  test('has none for the steps of a start that goes well', () => {
    const { clock, lines, note } = bench();
    for (const reason of ['opening', 'setting_up', ''] as const) {
      note(reason);
      clock.advance(1000);
    }
    assert.deepEqual(lines, ['port is ready']);
  });

  test('has one for the step at which a start stays, and for a modem that starts anew', () => {
    const { clock, lines, note } = bench();
    note('opening');
    clock.advance(2000);
    note('setting_up');
    clock.advance(1000);
    for (const reason of ['', 'setting_up', ''] as const) note(reason);
    assert.deepEqual(shortly(lines), [
      'port cannot send: setting_up',
      'port is ready',
      'port cannot send: setting_up',
      'port is ready',
    ]);
  });

  test('has none for a registration that comes back within the hold', () => {
    const { clock, lines, note } = bench();
    note('');
    for (let time = 0; time < 50; time += 1) {
      note('searching');
      clock.advance(1000);
      note('');
      clock.advance(1000);
    }
    assert.deepEqual(lines, ['port is ready']);
  });

  test('has the state that stands when the hold is over', () => {
    const { clock, lines, note } = bench();
    note('');
    note('searching');
    clock.advance(2000);
    note('not_registered');
    assert.equal(lines.length, 1);
    clock.advance(1000);
    assert.deepEqual(shortly(lines), ['port is ready', 'port cannot send: not_registered']);
  });

  test('does not wait with another trouble, and not again with the one before', () => {
    const { clock, lines, note } = bench();
    note('');
    note('searching');
    note('device_gone');
    clock.advance(10_000);
    assert.deepEqual(shortly(lines), ['port is ready', 'port cannot send: device_gone']);
  });

  test('names what a port lacks that can send', () => {
    const { lines, note } = bench();
    note('circuit_denied', 'one side is denied', true);
    assert.match(lines[0] ?? '', /^port is ready, but one side is denied\. Nothing needs to be done/);
  });

  test('has one line for a rest whose length changes', () => {
    const { lines, note } = bench();
    note('resting', 'resting 5 s');
    note('resting', 'resting 10 s');
    assert.equal(lines.length, 1);
  });
});
