/** Set-up for tests of a stick with the toolkit. */

import assert from 'node:assert/strict';
import type { DataObject } from '../../card/data-objects.ts';
import { writeCommand } from '../../card/proactive-command.ts';
import { startCommand } from '../../card/toolkit-card.ts';
import { restart } from '../../module/power.ts';
import { type Bench, type BenchOptions, createBench } from '../../module/test-bench.ts';
import { toHex } from '../../sms/hex.ts';
import { tell } from '../../toolkit/fetching.ts';
import { lines } from '../../toolkit/testing.ts';
import { huawei } from './huawei.ts';

/** The stick without its chatter, on a line that stays. */
const quiet = {
  ...huawei,
  boot: { ...huawei.boot, notices: [], simReady: [], simLocked: [] },
  ...{ periodic: [], simRemoved: [], simInserted: [], dropsLinkOnRestart: false },
};
export function made(options: BenchOptions = {}): Bench {
  return createBench({ ...options, persona: quiet });
}

export async function said(bench: Bench) {
  return lines(await bench.said());
}
export async function typed(bench: Bench, command: string) {
  return lines(await bench.command(command));
}

/** Past the idle text that follows the menu at each start. */
export async function on(options: BenchOptions = {}): Promise<Bench> {
  const bench = made(options);
  assert.deepEqual(await typed(bench, 'AT^STSF=1,,60'), ['OK']);
  restart(bench.module, 0);
  assert.deepEqual(await said(bench), ['^STIN: 0, 0, 0', '^STIN: 12, 0, 0']);
  assert.deepEqual(await typed(bench, 'AT^STGR=12,0,1'), ['OK', '^STIN: 99, 0, 0']);
  await bench.command('AT+CMEE=1');
  return bench;
}

export function hex(text: string) {
  return Buffer.from(text, 'latin1').toString('hex').toUpperCase();
}

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
  return said(bench);
}

/** The last message to the card, behind device identities. */
export function heard({ sim }: Bench): string {
  const last = sim.toolkit?.record.items().at(-1);
  return last?.kind === 'response' ? toHex(last.octets).slice(18) : (last?.kind ?? '');
}
