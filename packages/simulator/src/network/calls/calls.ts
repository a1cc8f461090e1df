/** Calls at the network: between subscribers, and with phones outside (24.008 5.2, seen from above). */

import type { CallFromNetwork, Clock } from '../../radio.ts';
import { type BoundedList, createBoundedList } from '../bounded-list.ts';
import { canonicalNumber } from '../numbers.ts';
import { isRegistered, type Subscription } from '../subscription.ts';
import type { Timers } from '../timers.ts';
import { type CallOutcome, type CallRules, createCallRules } from './call-rules.ts';

/** Release causes of 24.008 10.5.4.11. */
const callCause = {
  normalClearing: 16,
  userBusy: 17,
  noAnswer: 19,
  rejected: 21,
  outOfOrder: 27,
  temporaryFailure: 41,
} as const;

/** A call as the control API shows it. Times are milliseconds since 1970. */
export interface CallView {
  readonly id: number;
  readonly from: string;
  readonly to: string;
  readonly state: 'setup' | 'ringing' | 'active' | 'ended';
  readonly startedAt: number;
  readonly answeredAt?: number;
  readonly endedAt?: number;
  readonly cause?: number;
  /** Who ended it; `network` where neither did. */
  readonly endedBy?: 'origin' | 'destination' | 'network';
  /** Tones that either side sent. */
  readonly tones: string;
}

/** A call from a phone outside. */
export interface OutsideCall {
  /** "" withholds the number. */
  readonly from: string;
  readonly to: string;
  /** Milliseconds until the caller gives up; absent: not before the network does, after 60 s. */
  readonly ringFor?: number;
  /** Milliseconds from the answer until the caller hangs up; absent: never. */
  readonly talk?: number;
}

/** The outcome of a call that a phone outside makes. */
export type OutsideCallResult =
  | { readonly ok: true; readonly id: number }
  | { readonly ok: false; readonly error: string };

/** The calls of the network, between modems and to phones outside. */
export interface CallExchange {
  readonly rules: CallRules;
  /** Undefined: no service. */
  dial(subscription: Subscription, number: string): number | undefined;
  answer(subscription: Subscription, id: number): void;
  release(subscription: Subscription, id: number, cause: number): void;
  tone(subscription: Subscription, id: number, tone: string): void;
  /** The module is gone, or out of reach. */
  forget(subscription: Subscription): void;
  callFromOutside(call: OutsideCall): OutsideCallResult;
  /** A phone outside hangs up. False: there is no such call with one. */
  hangUpOutside(id: number): boolean;
  list(): readonly CallView[];
  clear(): void;
}

/** The parts of the network that calls need. */
export interface CallExchangeOptions {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Milliseconds until the other side rings; 0: at once, without a timer. */
  readonly setupTime: () => number;
  readonly subscriber: (number: string) => Subscription | undefined;
  readonly nextId: () => number;
  readonly recordLimit: number;
}

/** A subscriber, or a phone outside. */
type End = Subscription | 'outside';
type Side = 'origin' | 'destination';

type NetworkCall = { -readonly [Key in keyof CallView]: CallView[Key] } & {
  readonly origin: End;
  readonly destination: End;
  timers: (() => void)[];
  /** The caller's behaviour once the call is answered. */
  onConnected: () => void;
};

/** T301 of 24.008 11.3 and the patience of people. Milliseconds. */
const RING_TIME = 60_000;
const NO_ANSWER_TIME = 30_000;
const ANSWER_TIME = 3000;

interface Exchange extends CallExchangeOptions {
  readonly rules: CallRules;
  readonly live: Map<number, NetworkCall>;
  readonly record: BoundedList<NetworkCall>;
}

/** A network without calls. */
export function createCallExchange(options: CallExchangeOptions): CallExchange {
  const exchange: Exchange = {
    ...options,
    rules: createCallRules(),
    live: new Map(),
    record: createBoundedList<NetworkCall>(options.recordLimit),
  };
  const mine = (id: number, end: End): [NetworkCall, Side] | undefined => {
    const call = exchange.live.get(id);
    if (call === undefined) return undefined;
    return call.origin === end
      ? [call, 'origin']
      : call.destination === end
        ? [call, 'destination']
        : undefined;
  };
  return {
    rules: exchange.rules,
    dial: (subscription, number) => dial(exchange, subscription, number),
    answer: (subscription, id) => {
      const [call, side] = mine(id, subscription) ?? [];
      if (call?.state === 'ringing' && side === 'destination') connect(exchange, call);
    },
    release: (subscription, id, cause) => {
      const [call, side] = mine(id, subscription) ?? [];
      if (call !== undefined && side !== undefined) release(exchange, call, side, cause);
    },
    tone: (subscription, id, tone) => {
      const call = mine(id, subscription)?.[0];
      if (call?.state === 'active') call.tones += tone;
    },
    forget: subscription => {
      for (const call of [...exchange.live.values()])
        if (call.origin === subscription || call.destination === subscription)
          release(exchange, call, 'network', callCause.temporaryFailure);
    },
    callFromOutside: call => callFromOutside(exchange, call),
    hangUpOutside: id => {
      const [call, side] = mine(id, 'outside') ?? [];
      if (call === undefined || side === undefined) return false;
      release(exchange, call, side, callCause.normalClearing);
      return true;
    },
    list: () => exchange.record.items().map(viewOf),
    clear: () => exchange.record.clear(),
  };
}

function viewOf(call: NetworkCall): CallView {
  const { origin: _origin, destination: _end, timers: _timers, onConnected: _next, ...view } = call;
  return view;
}

function create(exchange: Exchange, parties: Pick<NetworkCall, 'from' | 'to' | 'origin' | 'destination'>) {
  const call: NetworkCall = {
    ...parties,
    id: exchange.nextId(),
    state: 'setup',
    startedAt: exchange.clock.now(),
    tones: '',
    timers: [],
    onConnected: () => {},
  };
  exchange.live.set(call.id, call);
  exchange.record.add(call);
  return call;
}

/** Informs one side, if it is a module. */
function tell(end: End, message: CallFromNetwork): void {
  if (end !== 'outside') end.terminal?.call(message);
}

function later(exchange: Exchange, call: NetworkCall, milliseconds: number, action: () => void): void {
  if (milliseconds === 0) action();
  else call.timers.push(exchange.timers.after(milliseconds, action));
}

function dial(exchange: Exchange, subscription: Subscription, dialled: string): number | undefined {
  if (!isRegistered(subscription)) return undefined;
  const to = canonicalNumber(dialled);
  const other = exchange.subscriber(to);
  const parties = {
    from: subscription.number,
    to,
    origin: subscription,
    destination: other ?? 'outside',
  } as const;
  const call = create(exchange, parties);
  // The module has its reference before it can hear of the call.
  setImmediate(() => {
    if (call.state === 'setup') later(exchange, call, exchange.setupTime(), () => offer(exchange, call));
  });
  return call.id;
}

/** Reaches the other side. */
function offer(exchange: Exchange, call: NetworkCall): void {
  if (call.state !== 'setup') return;
  if (call.destination === 'outside') {
    follow(exchange, call, exchange.rules.outcome(call.from, call.to));
    return;
  }
  const { terminal } = call.destination;
  if (terminal === undefined || !isRegistered(call.destination)) {
    release(exchange, call, 'network', callCause.outOfOrder);
    return;
  }
  call.state = 'ringing';
  terminal.call({ kind: 'incoming', call: call.id, number: call.from });
  // It may have been refused at once.
  if (call.state !== 'ringing') return;
  tell(call.origin, { kind: 'alerting', call: call.id });
  later(exchange, call, RING_TIME, () => release(exchange, call, 'network', callCause.noAnswer));
}

/** Behaviour of a phone outside. */
function follow(exchange: Exchange, call: NetworkCall, outcome: CallOutcome): void {
  const [by, cause] = refusalOf(outcome) ?? [];
  if (by !== undefined && cause !== undefined) {
    release(exchange, call, by, cause);
    return;
  }
  call.state = 'ringing';
  tell(call.origin, { kind: 'alerting', call: call.id });
  const { milliseconds } = { milliseconds: undefined, ...outcome };
  if (outcome.kind === 'answer')
    later(exchange, call, milliseconds ?? ANSWER_TIME, () => pickUp(exchange, call, outcome));
  else if (outcome.kind === 'noAnswer')
    later(exchange, call, milliseconds ?? NO_ANSWER_TIME, () =>
      release(exchange, call, 'network', callCause.noAnswer),
    );
  else
    later(exchange, call, milliseconds ?? ANSWER_TIME, () =>
      release(exchange, call, 'destination', callCause.rejected),
    );
}

/** Where the phone never rings: who ends the call, and the cause. */
function refusalOf(outcome: CallOutcome): readonly [Side | 'network', number] | undefined {
  if (outcome.kind === 'busy') return ['destination', callCause.userBusy];
  if (outcome.kind === 'unreachable') return ['network', callCause.outOfOrder];
  return outcome.kind === 'refuse' ? ['network', outcome.cause] : undefined;
}

function pickUp(
  exchange: Exchange,
  call: NetworkCall,
  { talk, drop }: { readonly talk?: number; readonly drop?: number },
): void {
  connect(exchange, call);
  const end = (side: Side | 'network', cause: number) => () => release(exchange, call, side, cause);
  if (talk !== undefined) later(exchange, call, talk, end('destination', callCause.normalClearing));
  if (drop !== undefined) later(exchange, call, drop, end('network', callCause.temporaryFailure));
}

function connect(exchange: Exchange, call: NetworkCall): void {
  if (call.state !== 'ringing') return;
  for (const cancel of call.timers.splice(0)) cancel();
  call.state = 'active';
  call.answeredAt = exchange.clock.now();
  for (const end of [call.origin, call.destination]) tell(end, { kind: 'connected', call: call.id });
  call.onConnected();
}

function release(exchange: Exchange, call: NetworkCall, by: Side | 'network', cause: number): void {
  if (call.state === 'ended') return;
  for (const cancel of call.timers.splice(0)) cancel();
  exchange.live.delete(call.id);
  Object.assign(call, { state: 'ended', endedAt: exchange.clock.now(), cause, endedBy: by });
  if (by !== 'origin') tell(call.origin, { kind: 'released', call: call.id, cause });
  if (by !== 'destination') tell(call.destination, { kind: 'released', call: call.id, cause });
}

function callFromOutside(exchange: Exchange, { from, to, ringFor, talk }: OutsideCall): OutsideCallResult {
  const destination = exchange.subscriber(to);
  if (destination === undefined) return { ok: false, error: `there is no subscriber ${to}` };
  const call = create(exchange, { from, to: destination.number, origin: 'outside', destination });
  offer(exchange, call);
  const giveUp = () => release(exchange, call, 'origin', callCause.normalClearing);
  if (call.state === 'ringing' && ringFor !== undefined) later(exchange, call, ringFor, giveUp);
  if (talk !== undefined) call.onConnected = () => later(exchange, call, talk, giveUp);
  return { ok: true, id: call.id };
}
