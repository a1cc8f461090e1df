/** Parts for tests of push: a gateway's journal on a real store. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { eventKinds } from '@simgate/api/contract';
import {
  type FakeClock,
  fakeClock,
  openReceiver,
  type Receiver,
  silentLog,
  until,
} from '@simgate/daemon/testing';
import type { Resolve } from '@simgate/daemon/webhooks';
import { loadConfig } from '../config/load.ts';
import type { PushConfig } from '../config/schema.ts';
import type { GatewayEvent } from '../events.ts';
import { createJournal, type WritableJournal } from '../store/journal.ts';
import { type Log, openStore, type Store } from '../store/store.ts';
import { PushService, type TargetView } from './push.ts';
import type { PushOptions } from './push-target.ts';

export interface PushBench {
  readonly push: PushService;
  readonly store: Store;
  readonly journal: WritableJournal;
  readonly clock: FakeClock;
  readonly folder: string;
  /** Commits an event as the gateway does; resolves when the disk has it. */
  happen(event: GatewayEvent): Promise<void>;
  /** Commits `count` register events. */
  registers(count: number): Promise<void>;
  /** Ends this run as SIGKILL would: nothing is written any more. */
  kill(): void;
}

export interface PushBenchOptions {
  readonly config?: Partial<PushConfig>;
  readonly folder?: string;
  readonly clock?: FakeClock;
  readonly resolve?: Resolve;
  readonly log?: Log;
  /** retention.events */
  readonly keepDays?: number;
  /** Called before the start. */
  readonly before?: (store: Store) => void;
}

/** A received SMS; those of one sender are of one subject. */
export function smsEvent(number: string, text: string): GatewayEvent {
  return {
    ...{ kind: 'sms', incomingSmsId: 1, port: 0, number, smsc: '+1', timestamp: 0, text },
    imsi: '262010000000001',
  };
}

/** A port going up and down; those of one port are of one subject. */
export function registerEvent(sequence: number, port = 0): GatewayEvent {
  return {
    kind: 'register',
    port,
    iccid: '89',
    imsi: '262010000000001',
    number: '',
    status: sequence % 2 === 1 ? 'up' : 'down',
    sequence,
    slot: 255,
  };
}

/** A folder that is removed after the test. */
export function temporaryFolder(test: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-push-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The pushing side of a gateway on a real store, with chance always in the middle. */
export async function openPushBench(test: TestContext, options: PushBenchOptions = {}): Promise<PushBench> {
  const clock = options.clock ?? fakeClock();
  const folder = options.folder ?? temporaryFolder(test);
  const store = openStore({ folder, clock, log: silentLog });
  const journal = createJournal(store, clock);
  const config = { ...loadConfig(undefined, {}).push, ...options.config };
  const { log = silentLog, before } = options;
  before?.(store);
  const push = new PushService({
    ...{ store, journal, clock, config, log, random: () => 1, retention: { events: options.keepDays ?? 90 } },
    ...{ usualKinds: eventKinds, ...(options.resolve && { resolve: options.resolve }) },
    shape: { sn: 'da00-0030-1901-2817', formatTime: at => new Date(at).toISOString() },
  });
  await push.start();
  let killed = false;
  test.after(async () => {
    if (!killed) await push.stop(0);
    store.close();
  });
  let sequence = 0;
  const happen = (event: GatewayEvent): Promise<void> =>
    store.write(database => journal.append(database, event));
  return {
    push,
    store,
    journal,
    clock,
    folder,
    happen,
    async registers(count) {
      for (let left = count; left > 0; left -= 1) await happen(registerEvent(++sequence));
    },
    kill() {
      killed = true;
      store.close();
      void push.stop(0);
    },
  };
}

/** Adds a target at the receiver. */
export async function targetOf(
  { push }: PushBench,
  receiver: Pick<Receiver, 'url'>,
  options: Partial<PushOptions> = {},
  name = 'crm',
): Promise<TargetView> {
  const made = await push.create(name, { url: `${receiver.url}/push`, ...options });
  assert.ok(made.ok);
  return made.value;
}

export async function viewOf({ push }: PushBench, id: number): Promise<TargetView> {
  const found = await push.target(id);
  assert.ok(found.ok);
  return found.value;
}

/** Waits until the target waits for the time of its next attempt. */
export function waiting(bench: PushBench, id: number): Promise<void> {
  return until(async () => (await viewOf(bench, id)).state === 'waiting');
}

/** Waits until nothing is left for the target. */
export function idle(bench: PushBench, id: number): Promise<void> {
  return until(async () => (await viewOf(bench, id)).state === 'idle');
}

/** The value of an outcome that was granted. */
export function granted<Value>(
  outcome: { readonly ok: true; readonly value: Value } | { readonly ok: false },
): Value {
  assert.ok(outcome.ok);
  return outcome.value;
}

/** A bench with a target that answers 500 to what has "poison" in it. */
export async function openPoisonBench(t: TestContext) {
  const bench = await openPushBench(t);
  const receiver = await openReceiver(t);
  receiver.answer = ({ body }) =>
    body.includes('poison') ? { status: 500, text: 'no database' } : { status: 200, text: 'thanks' };
  const { id } = await targetOf(bench, receiver);
  return { bench, receiver, id };
}
