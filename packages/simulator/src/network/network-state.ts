/** State of a virtual network, and the search for a subscriber or a phone by its number. */

import type { Subscriber } from '../radio.ts';
import { type CallForwardingService, createCallForwarding } from './calls/call-forwarding.ts';
import { type CallExchange, createCallExchange } from './calls/calls.ts';
import { createCarriedRecord } from './carried-record.ts';
import { canonicalNumber, knownForms } from './numbers.ts';
import { type AirTime, type NetworkOptions, segmentTime, settingsOf } from './options.ts';
import { createPhone, type ReceivingPhone } from './phones.ts';
import type { ServiceCentre } from './sms/centre.ts';
import { createHeldMessages } from './sms/held-messages.ts';
import { createOutcomeRules } from './sms/outcome-rules.ts';
import { createSubscription, type Subscription } from './subscription.ts';
import { createTimers } from './timers.ts';
import { serveSsString } from './ussd/ss-strings.ts';
import { createUssdExchange, type UssdExchange } from './ussd/ussd.ts';

/** Everything a network knows. Changed by the functions of this folder only. */
export interface NetworkState {
  readonly centre: ServiceCentre;
  readonly subscriptions: Map<string, Subscription>;
  /** Subscriptions by their numbers. */
  readonly numbers: Map<string, Subscription>;
  readonly phones: Map<string, ReceivingPhone>;
  airTime: AirTime;
  readonly ussd: UssdExchange;
  readonly calls: CallExchange;
  readonly forwarding: CallForwardingService;
}

/** A network without subscribers, phones and messages. */
export function createNetworkState(options: NetworkOptions): NetworkState {
  const settings = settingsOf(options);
  const { clock, random } = settings;
  const centre: ServiceCentre = {
    settings,
    clock,
    timers: createTimers(clock),
    rules: createOutcomeRules(),
    record: createCarriedRecord(settings.recordLimit),
    held: createHeldMessages(),
    clockOffset: 0,
    airTime: () => segmentTime(state.airTime, random, false),
    subscriber: number => subscriberByNumber(state, number),
    phone: number => phoneOf(state, number),
    nextId: counter(),
    nextConcatenationReference: counter(),
  };
  const state: NetworkState = {
    centre,
    subscriptions: new Map(),
    numbers: new Map(),
    phones: new Map(),
    airTime: settings.airTime,
    ussd: createUssdExchange({
      ...{ clock, timers: centre.timers, recordLimit: settings.recordLimit },
      airTime: () => segmentTime(state.airTime, random, false),
      supplementary: (imsi, text) => serveSsString(state.forwarding, imsi, text),
    }),
    forwarding: createCallForwarding(),
    calls: createCallExchange({
      ...{ clock, timers: centre.timers, recordLimit: settings.recordLimit, nextId: counter() },
      setupTime: () => segmentTime(state.airTime, random, false),
      subscriber: number => calledSubscriber(state, number),
    }),
  };
  return state;
}

function counter(): () => number {
  let last = 0;
  return () => {
    last += 1;
    return last;
  };
}

/** The subscriber with this number; of several the last provisioned. */
function subscriberByNumber(state: NetworkState, number: string): Subscription | undefined {
  return knownForms(number)
    .map(form => state.numbers.get(form))
    .find(subscription => subscription !== undefined);
}

/** How often a call is forwarded at most: subscribers may forward to each other. */
const MOST_FORWARDINGS = 5;

/** Who a call to this number reaches, where subscribers forward all their calls; undefined: nobody of this network. */
function calledSubscriber(state: NetworkState, number: string): Subscription | undefined {
  let called = subscriberByNumber(state, number);
  for (let forwarded = 0; called !== undefined && forwarded < MOST_FORWARDINGS; forwarded += 1) {
    const { unconditional } = state.forwarding.of(called.imsi);
    if (unconditional === undefined) return called;
    called = subscriberByNumber(state, unconditional);
  }
  return called;
}

/** The phone outside with this number, made when it is first asked for. */
export function phoneOf(state: NetworkState, dialled: string): ReceivingPhone {
  const number = canonicalNumber(dialled);
  const known = state.phones.get(number);
  if (known !== undefined) return known;
  const phone = createPhone(number, state.centre.settings.recordLimit);
  state.phones.set(number, phone);
  return phone;
}

/** Makes a subscriber known, or gives a known one its number. */
export function provision(state: NetworkState, subscriber: Subscriber): Subscription {
  const subscription = state.subscriptions.get(subscriber.imsi) ?? createSubscriber(state, subscriber);
  if (state.numbers.get(subscription.number) === subscription) state.numbers.delete(subscription.number);
  subscription.number = subscriber.number;
  state.numbers.set(subscriber.number, subscription);
  return subscription;
}

function createSubscriber(state: NetworkState, subscriber: Subscriber): Subscription {
  const { settings, clock, record } = state.centre;
  const subscription = createSubscription(subscriber, settings, clock, () => {
    record.counters.attempts += 1;
  });
  state.subscriptions.set(subscriber.imsi, subscription);
  return subscription;
}
