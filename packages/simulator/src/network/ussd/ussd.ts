/** USSD at the network: one session per subscriber, led through the steps of a service (24.090, 22.090). */

import { TpduError } from '../../codec/octets.ts';
import { readUssdString, type UssdWriting, writeUssdString } from '../../codec/ussd-string.ts';
import type { Clock, UssdFromNetwork, UssdString } from '../../radio.ts';
import { type BoundedList, createBoundedList } from '../bounded-list.ts';
import { isRegistered, type Subscription } from '../subscription.ts';
import type { Timers } from '../timers.ts';
import { defaultServices, type UssdServices, type UssdStep } from './ussd-services.ts';

/** One request or answer of a subscriber. */
export interface UssdRequest {
  readonly id: number;
  readonly imsi: string;
  readonly text: string;
  readonly coding: number;
  /** A new session, an answer in one, or its end by the subscriber. */
  readonly kind: 'request' | 'answer' | 'end';
  /** Wall time in milliseconds. */
  readonly at: number;
}

/** A message that the network begins by itself. */
export interface UssdPush extends UssdWriting {
  readonly text: string;
  /** The network waits for an answer; its service is then `otherwise`, or nothing. */
  readonly question?: boolean;
}

/** USSD sessions of all modems (22.090); one for each modem at a time. */
export interface UssdExchange {
  /** A request, or the answer to a question. False: an answer of the network is still outstanding. */
  receive(subscription: Subscription, string: UssdString): boolean;
  /** The subscriber ends the session. False: there was none. */
  end(subscription: Subscription): boolean;
  /** The module is gone, and the session with it. */
  forget(subscription: Subscription): void;
  /** Undefined when it is sent; else why not. */
  push(subscription: Subscription, push: UssdPush): string | undefined;
  services(): UssdServices;
  setServices(services: UssdServices): void;
  requests(): readonly UssdRequest[];
  clear(): void;
}

/** The parts of the network that USSD sessions need. */
export interface UssdExchangeOptions {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Milliseconds one string is on the air; 0: at once, without a timer. */
  readonly airTime: () => number;
  readonly recordLimit: number;
  /** Handles strings of supplementary services (22.030 6.5.2). */
  readonly supplementary: (imsi: string, text: string) => UssdStep | undefined;
}

type Question = Extract<UssdStep, { kind: 'ask' }>;

interface Line {
  /** The open question to the subscriber; undefined while the network is to answer. */
  question: Question | undefined;
  cancelTimer: () => void;
}

/** How long a question stands before the network releases it, in milliseconds. */
const PATIENCE = 180_000;
/** Cents every account starts with. */
const FIRST_BALANCE = 1250;
const pushedAnswer: UssdStep = { kind: 'tell', text: 'Thank you! You said: {answer}' };

interface Exchange extends UssdExchangeOptions {
  readonly lines: Map<string, Line>;
  readonly balances: Map<string, number>;
  readonly record: BoundedList<UssdRequest>;
  services: UssdServices;
  lastId: number;
}

/** A network without sessions. */
export function createUssdExchange(options: UssdExchangeOptions): UssdExchange {
  const exchange: Exchange = {
    ...options,
    lines: new Map(),
    balances: new Map(),
    record: createBoundedList(options.recordLimit),
    services: defaultServices,
    lastId: 0,
  };
  return {
    receive: (subscription, string) => receive(exchange, subscription, string),
    end: subscription => {
      if (!closeLine(exchange, subscription)) return false;
      note(exchange, subscription, { kind: 'end', text: '', coding: 0x0f });
      return true;
    },
    forget: subscription => void closeLine(exchange, subscription),
    push: (subscription, push) => pushTo(exchange, subscription, push),
    services: () => exchange.services,
    setServices: services => {
      exchange.services = services;
    },
    requests: () => exchange.record.items(),
    clear: () => exchange.record.clear(),
  };
}

function note(
  exchange: Exchange,
  { imsi }: Subscription,
  said: Pick<UssdRequest, 'kind' | 'text' | 'coding'>,
): void {
  exchange.lastId += 1;
  exchange.record.add({ id: exchange.lastId, imsi, ...said, at: exchange.clock.now() });
}

function receive(exchange: Exchange, subscription: Subscription, string: UssdString): boolean {
  const line = exchange.lines.get(subscription.imsi);
  if (line !== undefined && line.question === undefined) return false;
  const text = readUssdString(string);
  const kind = line === undefined ? 'request' : 'answer';
  note(exchange, subscription, { kind, text, coding: string.coding });
  const step =
    line?.question === undefined ? serviceOf(exchange, subscription, text) : nextStep(line.question, text);
  openLine(exchange, subscription);
  later(exchange, subscription, step.milliseconds, () => take(exchange, subscription, step, text));
  return true;
}

function serviceOf({ services, supplementary }: Exchange, { imsi }: Subscription, code: string): UssdStep {
  const own = Object.hasOwn(services, code) ? services[code] : undefined;
  return own ?? supplementary(imsi, code) ?? { kind: 'notSupported' };
}

function nextStep({ choices = {}, otherwise }: Question, answer: string): UssdStep {
  const chosen = Object.hasOwn(choices, answer.trim()) ? choices[answer.trim()] : undefined;
  return chosen ?? otherwise ?? { kind: 'release' };
}

/** The network has the word. */
function openLine(exchange: Exchange, subscription: Subscription): void {
  exchange.lines.get(subscription.imsi)?.cancelTimer();
  exchange.lines.set(subscription.imsi, { question: undefined, cancelTimer: () => {} });
}

function closeLine(exchange: Exchange, { imsi }: Subscription): boolean {
  exchange.lines.get(imsi)?.cancelTimer();
  return exchange.lines.delete(imsi);
}

function later(
  exchange: Exchange,
  subscription: Subscription,
  milliseconds: number | undefined,
  action: () => void,
): void {
  const line = exchange.lines.get(subscription.imsi);
  if (line === undefined) return;
  const time = milliseconds ?? exchange.airTime();
  if (time === 0) action();
  else line.cancelTimer = exchange.timers.after(time, action);
}

function take(exchange: Exchange, subscription: Subscription, step: UssdStep, answer: string): void {
  switch (step.kind) {
    case 'silence':
      return;
    case 'release':
    case 'timeout':
    case 'notSupported':
      say(exchange, subscription, { kind: step.kind });
      return;
    case 'tell':
      if (step.credit !== undefined) credit(exchange, subscription, step.credit);
      say(exchange, subscription, { kind: 'result', string: wordsOf(exchange, subscription, step, answer) });
      return;
    case 'ask':
      ask(exchange, subscription, step, answer);
  }
}

function ask(exchange: Exchange, subscription: Subscription, step: Question, answer: string): void {
  const string = wordsOf(exchange, subscription, step, answer);
  const cancelTimer = exchange.timers.after(PATIENCE, () => say(exchange, subscription, { kind: 'release' }));
  exchange.lines.set(subscription.imsi, { question: step, cancelTimer });
  subscription.terminal?.ussd({ kind: 'request', string });
}

/** The last word of a session. Whoever lost the network in between hears nothing. */
function say(exchange: Exchange, subscription: Subscription, message: UssdFromNetwork): void {
  closeLine(exchange, subscription);
  if (isRegistered(subscription)) subscription.terminal?.ussd(message);
}

function credit({ balances }: Exchange, { imsi }: Subscription, cents: number): void {
  balances.set(imsi, (balances.get(imsi) ?? FIRST_BALANCE) + cents);
}

/** Filled in; what grew too long over it is cut. */
function wordsOf(
  { balances }: Exchange,
  { imsi, number }: Subscription,
  words: UssdWriting & { readonly text: string },
  answer: string,
): UssdString {
  const balance = ((balances.get(imsi) ?? FIRST_BALANCE) / 100).toFixed(2);
  // The words of the subscriber come last: nothing in them is filled in.
  const text = words.text
    .replaceAll('{balance}', balance)
    .replaceAll('{number}', number)
    .replaceAll('{answer}', () => answer);
  return writeFitting(text, words);
}

function writeFitting(text: string, words: UssdWriting): UssdString {
  for (let length = text.length; ; length -= 1) {
    try {
      return writeUssdString(text.slice(0, length), words);
    } catch (error) {
      if (!(error instanceof TpduError) || error.octet === 0 || length === 0) throw error;
    }
  }
}

function pushTo(exchange: Exchange, subscription: Subscription, push: UssdPush): string | undefined {
  if (subscription.terminal === undefined || !isRegistered(subscription))
    return 'the subscriber is not reachable';
  if (exchange.lines.has(subscription.imsi)) return 'the subscriber is in a session';
  try {
    const string = writeUssdString(push.text, push);
    if (push.question === true) {
      ask(exchange, subscription, { ...push, kind: 'ask', otherwise: pushedAnswer }, '');
    } else subscription.terminal.ussd({ kind: 'notify', string });
    return undefined;
  } catch (error) {
    if (!(error instanceof TpduError)) throw error;
    return error.reason;
  }
}
