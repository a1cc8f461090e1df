/** Store and forward towards one subscriber: one RP-DATA at a time, repeated until it is acknowledged or expires. */

import type { Clock, RelayAnswer, Terminal } from '../../radio.ts';
import type { Settings } from '../options.ts';
import { createTimers, type Timers } from '../timers.ts';
import { type AttemptResult, type AttemptVerdict, judgeAttempt } from './attempt.ts';

/** How a queued message ended. */
export type Settlement =
  | { readonly kind: 'delivered'; readonly tpdu: Uint8Array; readonly forgotten?: true }
  | { readonly kind: 'expired' }
  | { readonly kind: 'failed'; readonly status: number };

/** A message that waits for one modem. */
export interface QueuedMessage {
  readonly id: number;
  readonly kind: 'deliver' | 'status-report';
  /** The TPDU, with TP-MMS by what else waits (23.040 9.2.3.2). */
  write(moreMessagesWaiting: boolean): Uint8Array;
  /** Milliseconds it stays in the queue. */
  readonly validity: number;
  readonly singleShot?: boolean;
  /** Milliseconds on the air before the module has it. */
  airTime(): number;
  /** The module has it for the first time, or cannot be reached for now. Called at least once, perhaps more often. */
  handedOver?(): void;
  settled(settlement: Settlement): void;
}

/** A delivery that was handed to the module and is not acknowledged yet (24.011 TR1N). */
export interface PendingDelivery {
  readonly id: number;
  readonly kind: 'deliver' | 'status-report';
  readonly attempts: number;
  /** `ready`: as soon as the subscriber can be reached. */
  readonly state: 'ready' | 'on-air' | 'retry' | 'memory-full';
}

/** The parts of the network that the queue of one subscriber needs. */
export interface QueueEnvironment {
  readonly clock: Clock;
  readonly settings: Settings;
  isReachable(): boolean;
  /** Called for each RP-DATA handed to the module, repeats included. */
  attempted(): void;
}

interface Entry {
  readonly message: QueuedMessage;
  attempts: number;
  expired: boolean;
  state: 'ready' | 'on-air' | 'retry';
  cancelExpiry: () => void;
  cancelRetry: () => void;
}

/** The queue of one subscriber. Changed by the functions of this file only. */
export interface MobileQueue {
  readonly environment: QueueEnvironment;
  readonly timers: Timers;
  readonly entries: Entry[];
  terminal: Terminal | undefined;
  /** 24.011: held until RP-SMMA. */
  memoryFull: boolean;
  onAir: { readonly entry: Entry; readonly abandon: () => void } | undefined;
}

function nothing() {
  return undefined;
}

/** An empty queue of a subscriber without a module. */
export function createMobileQueue(environment: QueueEnvironment): MobileQueue {
  return {
    environment,
    timers: createTimers(environment.clock),
    entries: [],
    terminal: undefined,
    memoryFull: false,
    onAir: undefined,
  };
}

/** Adds a message and tries it as soon as those before it allow. */
export function enqueue(queue: MobileQueue, message: QueuedMessage): void {
  const entry: Entry = {
    message,
    attempts: 0,
    expired: false,
    state: 'ready',
    cancelExpiry: nothing,
    cancelRetry: nothing,
  };
  entry.cancelExpiry = queue.timers.after(message.validity, () => expire(queue, entry));
  queue.entries.push(entry);
  pump(queue);
  if (queue.onAir === undefined) message.handedOver?.();
}

/** Takes a message out without settling it; false when it is not here or on the air at this moment. */
export function withdraw(queue: MobileQueue, id: number): boolean {
  const entry = queue.entries.find(candidate => candidate.message.id === id);
  if (entry === undefined || entry.state === 'on-air') return false;
  drop(queue, entry);
  return true;
}

/** A module came, or went away (undefined): what is on the air is not acknowledged. What waits is tried at once. */
export function connectTerminal(queue: MobileQueue, terminal: Terminal | undefined): void {
  abandonOnAir(queue);
  queue.terminal = terminal;
  queue.memoryFull = false;
  if (terminal === undefined) releaseAnswers(queue);
  else retryNow(queue);
}

/** The subscriber is out of reach: what is on the air is not acknowledged. */
export function contactLost(queue: MobileQueue): void {
  abandonOnAir(queue);
  releaseAnswers(queue);
}

/** The subscriber can be reached again: everything that waits is tried now. */
export function retryNow(queue: MobileQueue): void {
  for (const entry of queue.entries) {
    if (entry.state !== 'retry') continue;
    entry.cancelRetry();
    entry.state = 'ready';
  }
  pump(queue);
}

/** RP-SMMA (24.011 7.3.2). */
export function memoryAvailable(queue: MobileQueue): void {
  queue.memoryFull = false;
  retryNow(queue);
}

/** Everything that waits, in the order it came. */
export function pendingDeliveries(queue: MobileQueue): PendingDelivery[] {
  return queue.entries.map(({ message: { id, kind }, attempts, state }) => {
    return { id, kind, attempts, state: state === 'ready' && queue.memoryFull ? 'memory-full' : state };
  });
}

/** Stops every timer; nothing is tried any more. */
export function closeQueue(queue: MobileQueue): void {
  queue.terminal = undefined;
  queue.timers.cancelAll();
}

/** A message on the air is judged by its answer: it must not expire and still arrive. */
function expire(queue: MobileQueue, entry: Entry): void {
  if (entry.state === 'on-air') entry.expired = true;
  else finish(queue, entry, { kind: 'expired' });
}

function finish(queue: MobileQueue, entry: Entry, settlement: Settlement): void {
  drop(queue, entry);
  entry.message.handedOver?.();
  entry.message.settled(settlement);
}

function drop(queue: MobileQueue, entry: Entry): void {
  entry.cancelExpiry();
  entry.cancelRetry();
  const at = queue.entries.indexOf(entry);
  if (at >= 0) queue.entries.splice(at, 1);
}

function pump(queue: MobileQueue): void {
  const { terminal, environment } = queue;
  if (terminal === undefined || queue.onAir !== undefined || queue.memoryFull) return;
  if (!environment.isReachable()) return;
  const entry = queue.entries.find(candidate => candidate.state === 'ready');
  if (entry === undefined) return;
  const airTime = entry.message.airTime();
  entry.state = 'on-air';
  queue.onAir = { entry, abandon: nothing };
  if (airTime === 0) handOver(queue, entry, terminal);
  else {
    const abandon = queue.timers.after(airTime, () => handOver(queue, entry, terminal));
    queue.onAir = { entry, abandon };
  }
}

function handOver(queue: MobileQueue, entry: Entry, terminal: Terminal): void {
  const more = queue.entries.some(other => other !== entry && other.state === 'ready');
  const tpdu = entry.message.write(more);
  entry.attempts += 1;
  queue.environment.attempted();
  const conclude = openAttempt(queue, entry, result => concluded(queue, entry, tpdu, result));
  // A module that throws has not acknowledged.
  receive(terminal, tpdu, queue.environment.settings).then(conclude, () => conclude({ ok: 'timeout' }));
  entry.message.handedOver?.();
}

/** Starts TR1N (24.011 clause 10). The returned function ends the attempt, unless it ended or was abandoned before. */
function openAttempt(queue: MobileQueue, entry: Entry, concluded: (result: AttemptResult) => void) {
  let isOpen = true;
  const close = () => {
    isOpen = false;
    cancelTimer();
  };
  const conclude = (result: AttemptResult) => {
    if (!isOpen) return;
    close();
    concluded(result);
  };
  const { acknowledgementTime } = queue.environment.settings;
  const cancelTimer = queue.timers.after(acknowledgementTime, () => conclude({ ok: 'timeout' }));
  queue.onAir = { entry, abandon: close };
  return conclude;
}

async function receive(terminal: Terminal, tpdu: Uint8Array, settings: Settings): Promise<RelayAnswer> {
  return terminal.receive(tpdu, settings.serviceCentre);
}

function concluded(queue: MobileQueue, entry: Entry, tpdu: Uint8Array, result: AttemptResult): void {
  const { retrySchedule } = queue.environment.settings;
  const singleShot = entry.message.singleShot ?? false;
  queue.onAir = undefined;
  const verdict = judgeAttempt(result, entry.attempts, { retrySchedule, singleShot });
  const settlement = settlementOf(entry, tpdu, verdict);
  if (settlement !== undefined) finish(queue, entry, settlement);
  else keep(queue, entry, verdict);
  pump(queue);
}

function settlementOf(entry: Entry, tpdu: Uint8Array, verdict: AttemptVerdict): Settlement | undefined {
  if (verdict.next === 'delivered')
    return { kind: 'delivered', tpdu, ...(verdict.forgotten && { forgotten: true }) };
  if (verdict.next === 'give-up') return { kind: 'failed', status: verdict.status };
  return entry.expired ? { kind: 'expired' } : undefined;
}

function keep(queue: MobileQueue, entry: Entry, verdict: AttemptVerdict): void {
  if (verdict.next === 'retry') {
    entry.state = 'retry';
    entry.cancelRetry = queue.timers.after(verdict.after, () => {
      entry.state = 'ready';
      pump(queue);
    });
    return;
  }
  entry.state = 'ready';
  queue.memoryFull = true;
  releaseAnswers(queue);
}

/** Whoever waits for a hand-over waits no longer: it cannot come soon. */
function releaseAnswers(queue: MobileQueue): void {
  for (const entry of queue.entries) entry.message.handedOver?.();
}

/** The module that had it is gone: without an acknowledgement it is tried again. */
function abandonOnAir(queue: MobileQueue): void {
  if (queue.onAir === undefined) return;
  const { entry, abandon } = queue.onAir;
  queue.onAir = undefined;
  abandon();
  entry.state = 'ready';
  if (entry.expired) finish(queue, entry, { kind: 'expired' });
}
