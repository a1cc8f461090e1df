import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pino } from 'pino';
import { type LogLine, LogTail } from './log-tail.ts';

function bench(level = 'debug') {
  const tail = new LogTail();
  return { tail, log: pino({ level }, tail) };
}

function texts(lines: readonly LogLine[]): string[] {
  return lines.map(({ text }) => text);
}

describe('the tail of the log', () => {
  test('has the last lines, newest first, with level, port and what else is in them', () => {
    const { tail, log } = bench();
    log.info('one');
    log.child({ port: 3 }).warn({ seconds: 7 }, 'two');
    const [two, one] = tail.lines({ limit: 9 });
    assert.deepEqual(
      [two?.id, two?.level, two?.port, two?.text, two?.fields],
      [2, 'warn', 3, 'two', { seconds: 7 }],
    );
    assert.deepEqual([one?.level, one?.port, one?.text, one?.fields], ['info', undefined, 'one', {}]);
    assert.ok(Math.abs((one?.at ?? 0) - Date.now()) < 60_000);
  });

  test('has the name of each level', () => {
    const { tail, log } = bench('trace');
    const names = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
    for (const name of names) log[name](name);
    assert.deepEqual(
      tail.lines({ limit: 9 }).map(({ level, text }) => [level, text]),
      names.toReversed().map(name => [name, name]),
    );
  });

  test('is filtered by level and port, and read page by page', () => {
    const { tail, log } = bench();
    log.debug('a');
    log.error({ port: 1 }, 'b');
    log.info({ port: 1 }, 'c');
    log.warn('d');
    assert.deepEqual(texts(tail.lines({ limit: 9, level: 'warn' })), ['d', 'b']);
    assert.deepEqual(texts(tail.lines({ limit: 9, port: 1 })), ['c', 'b']);
    assert.deepEqual(texts(tail.lines({ limit: 2 })), ['d', 'c']);
    assert.deepEqual(texts(tail.lines({ limit: 2, before: 3 })), ['b', 'a']);
  });

  test('keeps so many lines, and so much of each', () => {
    const { tail, log } = bench();
    for (let line = 1; line <= 2100; line += 1) log.info(`${line}`);
    log.info('x'.repeat(10_000));
    const lines = tail.lines({ limit: 9999 });
    assert.deepEqual([lines.length, lines.at(-1)?.text], [2000, '102']);
    const { text, ...rest } = lines[0] ?? assert.fail();
    assert.deepEqual(
      rest,
      { id: 2101, at: 0, level: 'info', port: undefined, fields: {} },
      'it is no JSON any more',
    );
    assert.equal(text.length, 4096);
  });

  test('takes a level that pino does not have, or a port that is none, for none', () => {
    const { tail } = bench();
    for (const level of [35, '50', null]) tail.write(JSON.stringify({ level, time: 1, port: '3' }));
    assert.deepEqual(
      tail.lines({ limit: 9 }).map(({ at, level, port, text }) => [at, level, port, text]),
      Array(3).fill([1, 'info', undefined, '']),
    );
  });

  test('is heard while somebody listens', () => {
    const { tail, log } = bench();
    const heard: string[] = [];
    const end = tail.listen(({ text }) => heard.push(text));
    log.info('one');
    end();
    log.info('two');
    assert.deepEqual(heard, ['one']);
  });
});
