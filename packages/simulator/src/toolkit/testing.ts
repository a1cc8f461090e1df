/** Set-up for tests of the toolkit's commands. */

import assert from 'node:assert/strict';
import { type Bench, type BenchOptions, createBench } from '../module/test-bench.ts';
import { personaNamed } from '../personas/index.ts';

/** A module after the commands that switch its toolkit on. */
export async function bench(name: string, options: BenchOptions = {}): Promise<Bench> {
  const persona = personaNamed(name);
  assert.ok(persona);
  const made = createBench({ ...options, persona });
  made.clock.advance(10_000);
  await made.said();
  return made;
}

/** Lines without the line ends around them. */
export function lines(text: string): string[] {
  return text.split('\r\n').filter(line => line !== '');
}
