/** The virtual mobile network: its subscribers, their radio, and the way in and out of the service centre. */

import type { Attachment, SubmitAnswer, Subscriber, Terminal } from '../radio.ts';
import { networkControl } from './control.ts';
import { createNetworkState, type NetworkState, provision } from './network-state.ts';
import { type NetworkOptions, segmentTime } from './options.ts';
import { connectTerminal, memoryAvailable } from './sms/mobile-queue.ts';
import { acceptFromModule } from './sms/service-centre.ts';
import { relayCause } from './sms/submit-answers.ts';
import { FAIR_SIGNAL, firstCell, isRegistered, type Subscription } from './subscription.ts';
import { pause } from './timers.ts';
import type { VirtualNetwork } from './virtual-network.ts';

/** Share of a segment's air time that passes before the service centre has it; the rest passes before the answer. */
const SHARE_BEFORE_CARRIED = 0.75;
const UNKNOWN_SIGNAL = 99; // 27.007 8.5

/** A network without subscribers. All timers run on `options.clock`. */
export function createNetwork(options: NetworkOptions): VirtualNetwork {
  const state = createNetworkState(options);
  return {
    attach: (subscriber, terminal) =>
      subscriber === undefined ? emergencyOnly(state) : attach(state, subscriber, terminal),
    ...networkControl(state),
  };
}

function attach(state: NetworkState, subscriber: Subscriber, terminal: Terminal): Attachment {
  const subscription = provision(state, subscriber);
  // A module may come again as the same terminal: what it held before is no longer attached.
  const attachment = Symbol(subscription.imsi);
  const isAttached = () => subscription.attachment === attachment;
  subscription.attachment = attachment;
  subscription.terminal = terminal;
  connectTerminal(subscription.queue, terminal);
  // A session belongs to the attachment it was begun in.
  state.ussd.forget(subscription);
  state.calls.forget(subscription);
  return attachmentOf(subscription, isAttached, {
    submit: (tpdu, _serviceCentre, relayLinkKept = false) =>
      submit(state, subscription, { tpdu, relayLinkKept, isAttached }),
    ussd: string => isAttached() && state.ussd.receive(subscription, string),
    endUssd: () => isAttached() && state.ussd.end(subscription),
    dial: number => (isAttached() ? state.calls.dial(subscription, number) : undefined),
    answerCall: call => isAttached() && state.calls.answer(subscription, call),
    releaseCall: (call, cause) => isAttached() && state.calls.release(subscription, call, cause),
    left: () => state.calls.forget(subscription),
    sendTone: (call, tone) => isAttached() && state.calls.tone(subscription, call, tone),
    forwardings: () => state.forwarding.of(subscription.imsi),
    forwardCalls: (reason, number) => isAttached() && state.forwarding.set(subscription.imsi, reason, number),
  });
}

/** Requests of an attachment to the network. */
type Services = Pick<
  Attachment,
  | 'submit'
  | 'ussd'
  | 'endUssd'
  | 'dial'
  | 'answerCall'
  | 'releaseCall'
  | 'sendTone'
  | 'forwardings'
  | 'forwardCalls'
>;

function attachmentOf(
  subscription: Subscription,
  isAttached: () => boolean,
  { left, ...services }: Services & { readonly left: () => void },
): Attachment {
  return {
    get registration() {
      return isAttached() ? subscription.registration : 0;
    },
    get rssi() {
      return isAttached() ? subscription.rssi : UNKNOWN_SIGNAL;
    },
    get plmn() {
      return subscription.operator.plmn;
    },
    get operatorName() {
      return subscription.operator.name;
    },
    get locationAreaCode() {
      return subscription.cell.locationAreaCode;
    },
    get cellIdentity() {
      return subscription.cell.cellIdentity;
    },
    get accessTechnology() {
      return subscription.cell.accessTechnology;
    },
    ...services,
    memoryAvailable: () => isAttached() && memoryAvailable(subscription.queue),
    detach: () => {
      if (!isAttached()) return;
      detach(subscription);
      left();
    },
  };
}

function detach(subscription: Subscription): void {
  subscription.attachment = undefined;
  subscription.terminal = undefined;
  connectTerminal(subscription.queue, undefined);
}

interface Submission {
  readonly tpdu: Uint8Array;
  readonly relayLinkKept: boolean;
  isAttached(): boolean;
}

async function submit(
  state: NetworkState,
  subscription: Subscription,
  { tpdu, relayLinkKept, isAttached }: Submission,
): Promise<SubmitAnswer> {
  const { centre } = state;
  if (!isAttached()) return { ok: false, cause: relayCause.unidentifiedSubscriber };
  if (!isRegistered(subscription)) return { ok: false, cause: relayCause.networkOutOfOrder };
  const airTime = segmentTime(state.airTime, centre.settings.random, relayLinkKept);
  if (airTime > 0) await pause(centre.clock, airTime * SHARE_BEFORE_CARRIED);
  if (!isAttached() || !isRegistered(subscription)) return { ok: 'silence' };
  const { answer, handedOver, proceed } = acceptFromModule(centre, subscription, tpdu);
  if (handedOver !== undefined) await handedOver;
  if (airTime > 0) await pause(centre.clock, airTime * (1 - SHARE_BEFORE_CARRIED));
  // The turn after: the module has its answer before a report about the message can reach it.
  if (proceed !== undefined) setImmediate(proceed);
  return isAttached() ? answer : { ok: 'silence' };
}

/** A module without a usable SIM hears the network and may not use it. */
function emergencyOnly(state: NetworkState): Attachment {
  const { plmn, name } = state.centre.settings.operator;
  return {
    registration: 0,
    rssi: FAIR_SIGNAL,
    plmn,
    operatorName: name,
    ...firstCell,
    submit: async () => ({ ok: false, cause: relayCause.unidentifiedSubscriber }),
    memoryAvailable: () => undefined,
    ussd: () => false,
    endUssd: () => false,
    dial: () => undefined,
    answerCall: () => undefined,
    releaseCall: () => undefined,
    sendTone: () => undefined,
    forwardings: () => ({}),
    forwardCalls: () => undefined,
    detach: () => undefined,
  };
}
