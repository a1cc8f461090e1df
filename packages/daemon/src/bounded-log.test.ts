import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { boundedLog } from './bounded-log.ts';
import { fakeClock } from './testing.ts';

const MINUTE = 60_000;

function bench() {
  const lines: object[] = [];
  const write = (level: string) => (fields: object, text: string) =>
    void lines.push({ level, ...fields, text });
  const clock = fakeClock();
  const log = boundedLog({ info: write('info'), warn: write('warn'), error: write('error') }, clock);
  const warn = (part: number): void => log.warn({ part }, 'the work failed');
  return { lines, clock, log, warn };
}

describe('a bounded log', () => {
  test('has the first lines of a sentence, then one a minute that counts those between', () => {
    const { lines, clock, warn } = bench();
    for (let part = 0; part < 100; part += 1) warn(part);
    const line = (part: number) => ({ level: 'warn', part, text: 'the work failed' });
    assert.deepEqual(lines, [line(0), line(1), line(2), line(3), line(4)]);
    clock.advance(MINUTE - 1);
    warn(100);
    assert.equal(lines.length, 5);
    clock.advance(1);
    warn(101);
    warn(102);
    assert.deepEqual(lines.slice(5), [{ ...line(101), linesLeftOut: 96 }]);
  });

  test('writes a sentence whole again after a minute without it', () => {
    const { lines, clock, warn } = bench();
    for (let part = 0; part < 5; part += 1) warn(part);
    clock.advance(MINUTE);
    for (let part = 0; part < 9; part += 1) warn(part);
    assert.equal(lines.length, 10);
  });

  test('bounds each sentence by itself, and no information', () => {
    const { lines, log } = bench();
    for (let turn = 0; turn < 9; turn += 1) {
      log.warn({}, 'one');
      log.error({}, 'other');
      log.info({}, 'news');
    }
    const count = (level: string) => lines.filter(line => 'level' in line && line.level === level).length;
    assert.deepEqual([count('warn'), count('error'), count('info')], [5, 5, 9]);
  });
});
