/** Set-up for tests of a stick with the toolkit. */

import assert from 'node:assert/strict';
import { restart } from '../../module/power.ts';
import { type Bench, type BenchOptions, createBench } from '../../module/test-bench.ts';
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
