/** Control of the network from within the process. */

import type { RegistrationStatus } from '../radio.ts';
import { type NetworkState, phoneOf, provision } from './network-state.ts';
import { closeQueue, contactLost, pendingDeliveries, retryNow } from './sms/mobile-queue.ts';
import { sendFromOutside } from './sms/outside-messages.ts';
import { isRegistered, type Subscription } from './subscription.ts';
import type { NetworkControl, PendingMessage, SubscriberView } from './virtual-network.ts';

/** The control functions of one network. */
export function networkControl(state: NetworkState): NetworkControl {
  const { centre } = state;
  return {
    ...subscriberControl(state),
    ...recordControl(state),
    sendFromOutside: message => sendFromOutside(centre, message),
    setAirTime: airTime => {
      state.airTime = airTime;
    },
    setOutcomeRules: rules => centre.rules.set(rules),
    outcomeRules: () => centre.rules.list(),
    setServiceCentreClockOffset: milliseconds => {
      centre.clockOffset = milliseconds;
    },
    setCallRules: rules => state.calls.rules.set(rules),
    callRules: () => state.calls.rules.list(),
    callFromOutside: call => state.calls.callFromOutside(call),
    hangUpOutside: id => state.calls.hangUpOutside(id),
    calls: () => state.calls.list(),
    forwardings: imsi => state.forwarding.of(imsi),
    setForwarding: state.forwarding.set,
    ussdServices: () => state.ussd.services(),
    setUssdServices: services => state.ussd.setServices(services),
    pushUssd: (imsi, push) => {
      const subscription = state.subscriptions.get(imsi);
      return subscription === undefined ? 'there is no such subscriber' : state.ussd.push(subscription, push);
    },
    ussdRequests: () => state.ussd.requests(),
    pending: () => pendingMessages(state),
    // Messages stay listed as pending: they were not settled.
    close: () => {
      centre.timers.cancelAll();
      for (const subscription of state.subscriptions.values()) closeQueue(subscription.queue);
    },
  };
}

type SubscriberControl = Pick<
  NetworkControl,
  'provision' | 'subscribers' | 'setRegistration' | 'setSignal' | 'setOperator' | 'setCell'
>;

function subscriberControl(state: NetworkState): SubscriberControl {
  const change = (imsi: string, action: (subscription: Subscription) => void): boolean => {
    const subscription = state.subscriptions.get(imsi);
    if (subscription !== undefined) action(subscription);
    return subscription !== undefined;
  };
  return {
    provision: subscriber => {
      provision(state, subscriber);
    },
    subscribers: () => [...state.subscriptions.values()].map(subscriberView),
    setRegistration: (imsi, status) =>
      change(imsi, subscription => register(subscription, status, () => state.calls.forget(subscription))),
    setSignal: (imsi, rssi) => change(imsi, subscription => hear(subscription, rssi)),
    setOperator: (imsi, operator) =>
      change(imsi, subscription => {
        subscription.operator = operator;
      }),
    setCell: (imsi, cell) =>
      change(imsi, subscription => {
        subscription.cell = { ...subscription.cell, ...cell };
      }),
  };
}

/** Informs the module, and tries waiting traffic or gives up traffic on the air. */
function register(subscription: Subscription, status: RegistrationStatus, lost: () => void): void {
  subscription.registration = status;
  subscription.terminal?.registrationChanged(status);
  if (isRegistered(subscription)) retryNow(subscription.queue);
  else {
    contactLost(subscription.queue);
    lost();
  }
}

function hear(subscription: Subscription, rssi: number): void {
  const isKnown = Number.isInteger(rssi) && rssi >= 0 && rssi <= 31;
  if (!isKnown && rssi !== 99) throw new RangeError(`rssi ${rssi}: 0 to 31 or 99 (27.007 8.5)`);
  subscription.rssi = rssi;
  subscription.terminal?.signalChanged(rssi);
}

function subscriberView(subscription: Subscription): SubscriberView {
  const { imsi, number, terminal, registration, rssi, operator, cell } = subscription;
  return { imsi, number, attached: terminal !== undefined, registration, rssi, operator, cell };
}

type RecordControl = Pick<
  NetworkControl,
  'phone' | 'phones' | 'carried' | 'counters' | 'clear' | 'onCarried'
>;

function recordControl(state: NetworkState): RecordControl {
  const { record } = state.centre;
  return {
    phone: number => phoneOf(state, number),
    phones: () => [...state.phones.values()],
    carried: filter => record.list(filter),
    counters: () => ({ ...record.counters }),
    clear: () => {
      record.clear();
      state.ussd.clear();
      state.calls.clear();
      for (const phone of state.phones.values()) phone.clear();
    },
    onCarried: listener => record.onCarried(listener),
  };
}

/** Queued messages and reports, then those that wait in no queue: on the air outside, late, or never delivered. */
function pendingMessages(state: NetworkState): PendingMessage[] {
  const queued = [...state.subscriptions.values()].flatMap(({ imsi, number, queue }) =>
    pendingDeliveries(queue).map(delivery => ({ ...delivery, imsi, to: number })),
  );
  const ids = new Set(queued.map(delivery => delivery.id));
  const held = state.centre.held
    .all()
    .filter(message => !ids.has(message.id))
    .map(({ id, to }) => ({
      id,
      kind: 'deliver' as const,
      attempts: 0,
      state: 'held' as const,
      imsi: undefined,
      to,
    }));
  return [...queued, ...held];
}
