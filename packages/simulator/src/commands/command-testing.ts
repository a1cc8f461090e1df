/** For tests: lines that are typed, and the answers of a module to them. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Bench } from '../module/test-bench.ts';

/** A line, what is typed behind its prompt, and the answer. */
export type Row =
  | readonly [line: string, answer: string]
  | readonly [line: string, text: string, answer: string];

async function answerOf({ command, type }: Bench, [line, ...rest]: Row): Promise<string> {
  let said = await command(line);
  if (rest.length > 1) {
    assert.match(said, /> $/, line);
    said = await type(`${rest[0]}\u001a`);
  }
  return said
    .split('\r\n')
    .filter(text => text !== '')
    .join(' | ');
}

/** A test of a module that `make` gives: the answers to lines, one after another. */
export function answers(title: string, make: () => Bench, rows: readonly Row[]) {
  test(title, async () => {
    const bench = make();
    await bench.command('AT+CMEE=1');
    for (const row of rows) assert.equal(await answerOf(bench, row), row.at(-1), row.join(' '));
  });
}

/** An SMS-SUBMIT to +8820000001 of 17 octets, no service centre in front. */
export const SUBMIT = '0001000A918802000010000005E8329BFD06';
