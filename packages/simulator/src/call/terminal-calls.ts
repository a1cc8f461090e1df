/** A module's calls between the network and the terminal. */

import type { Module } from '../module/module.ts';
import type { CallFromNetwork } from '../radio.ts';
import { notifyEnd, notifyState, notifyWaiting, ring } from './call-notices.ts';
import { type CallState, freeCallId, type ModuleCall } from './module-calls.ts';

/** 24.008 10.5.4.11. */
const NORMAL_CLEARING = 16;
const USER_BUSY = 17;

/** Takes a message of the network about a call. */
export function hearCall(module: Module, message: CallFromNetwork): void {
  if (message.kind === 'incoming') {
    offered(module, message.call, message.number);
    return;
  }
  const call = module.calls.list.find(({ reference }) => reference === message.call);
  if (call === undefined) return;
  if (message.kind === 'released') remove(module, call, message.cause, true);
  else enter(module, call, message.kind === 'alerting' ? 'alerting' : 'active');
}

/** Takes a call of the network. The network gets USER BUSY where no id is free, or a further call may not wait. */
function offered(module: Module, reference: number, number: string): void {
  const { list } = module.calls;
  const id = freeCallId(module.calls);
  const free = list.length === 0;
  // 22.083: one call may wait beside those there are.
  const mayWait =
    module.settings.callWaiting && list.every(({ state }) => state === 'active' || state === 'held');
  if (id === undefined || !(free || mayWait)) {
    module.attachment?.releaseCall(reference, USER_BUSY);
    return;
  }
  const call = add(module, {
    id,
    reference,
    direction: 'incoming',
    state: free ? 'incoming' : 'waiting',
    number,
  });
  notifyState(module, call);
  if (free) ring(module, call);
  else notifyWaiting(module, call);
}

type NewCall = Pick<ModuleCall, 'id' | 'reference' | 'direction' | 'state' | 'number'>;

function add(module: Module, fresh: NewCall): ModuleCall {
  const call: ModuleCall = { ...fresh, answeredAt: undefined, cancelRing: () => undefined };
  module.calls.list.push(call);
  return call;
}

/** Changes the state of a call and reports it; the same state again does nothing. The first time it is active counts as answered. */
function enter(module: Module, call: ModuleCall, state: CallState): void {
  if (call.state === state) return;
  call.cancelRing();
  call.state = state;
  if (state === 'active') call.answeredAt ??= module.clock.now();
  notifyState(module, call);
}

/** Ends a call and keeps its cause for +CEER. A call that waits beside it rings from now on. */
function remove(module: Module, call: ModuleCall, cause: number, byOther: boolean): void {
  call.cancelRing();
  module.calls.list = module.calls.list.filter(other => other !== call);
  module.calls.lastCause = cause;
  notifyEnd(module, call, cause, byOther);
  ringWaiting(module);
}

/** 22.083: a call that waited rings when no other is left. */
function ringWaiting(module: Module): void {
  const [only, ...others] = module.calls.list;
  if (only?.state !== 'waiting' || others.length > 0) return;
  only.state = 'incoming';
  notifyState(module, only);
  ring(module, only);
}

/** False: no service, or too many calls. An active call is put on hold. */
export function placeCall(module: Module, number: string): boolean {
  const id = freeCallId(module.calls);
  const reference = id === undefined ? undefined : module.attachment?.dial(number);
  if (id === undefined || reference === undefined) return false;
  hold(module);
  const call = add(module, { id, reference, direction: 'outgoing', state: 'dialing', number });
  notifyState(module, call);
  return true;
}

/** Puts every active call on hold. */
export function hold(module: Module): void {
  for (const call of module.calls.list) if (call.state === 'active') enter(module, call, 'held');
}

/** Takes a call that rings or waits; the others are put on hold first. */
export function takeCall(module: Module, call: ModuleCall): void {
  hold(module);
  call.cancelRing();
  module.attachment?.answerCall(call.reference);
}

/** Back from hold. */
export function retrieve(module: Module, call: ModuleCall): void {
  hold(module);
  enter(module, call, 'active');
}

/** The terminal ends a call, or refuses it. */
export function endCall(module: Module, call: ModuleCall, cause = NORMAL_CLEARING): void {
  module.attachment?.releaseCall(call.reference, cause);
  remove(module, call, cause, false);
}

/** The module leaves the network: its calls are gone without a word. */
export function dropCalls(module: Module): void {
  for (const call of module.calls.list) call.cancelRing();
  module.calls.list = [];
}
