/** Set-up for tests of the toolkit's commands. */

import assert from 'node:assert/strict';
import type { DataObject } from '../card/data-objects.ts';
import { writeCommand } from '../card/proactive-command.ts';
import { startCommand } from '../card/toolkit-card.ts';
import { type Bench, type BenchOptions, createBench } from '../module/test-bench.ts';
import { personaNamed } from '../personas/index.ts';
import { toHex } from '../sms/hex.ts';
import { tell } from './fetching.ts';

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

/** A command of a test's own. */
export interface Sent {
  readonly type: number;
  readonly qualifier?: number;
  readonly objects?: readonly DataObject[];
}

/** The card sends a command of the test's own. */
export async function send(bench: Bench, { type, qualifier = 0, objects = [] }: Sent): Promise<string[]> {
  const card = bench.sim.toolkit;
  const command = { type, qualifier, destination: 0x82, objects };
  const pending = card && startCommand(card, writeCommand(command, 7));
  assert.ok(card && pending);
  tell(bench.module, card, { kind: 'command', pending });
  return lines(await bench.said());
}

/** The last message to the card, behind device identities. */
export function heard({ sim }: Bench): string {
  const last = sim.toolkit?.record.items().at(-1);
  return last?.kind === 'response' ? toHex(last.octets).slice(18) : (last?.kind ?? '');
}
