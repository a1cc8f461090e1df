/** Notices of calls: those of the standard, then the persona's own. */

import { type Module, notify } from '../module/module.ts';
import { callStates, type ModuleCall, printedNumber } from './module-calls.ts';

/** Milliseconds between two RINGs. */
const RING_INTERVAL = 5000;

/** 27.007 6.11, 7.6: once now, then every 5 s until the call is no longer ringing. */
export function ring(module: Module, call: ModuleCall): void {
  if (call.state !== 'incoming') return;
  const { settings } = module;
  notify(module, settings.ringTypeShown === 1 ? '+CRING: VOICE' : 'RING');
  if (settings.callerShown === 1) notify(module, callerLine('+CLIP', call, ',,,,0'));
  call.cancelRing = module.clock.after(RING_INTERVAL, () => ring(module, call));
}

/** 27.007 7.12: class 1 is voice. */
export function notifyWaiting(module: Module, call: ModuleCall): void {
  if (module.settings.waitingShown === 1) notify(module, callerLine('+CCWA', call, ',1,,0'));
}

function callerLine(name: string, { number }: ModuleCall, rest: string): string {
  const { digits, type } = printedNumber(number);
  return `${name}: "${digits}",${type}${rest}`;
}

/** The persona's notice that a call has entered its state. */
export function notifyState(module: Module, call: ModuleCall): void {
  const { state } = call;
  const own = state === 'dialing' || state === 'alerting' || state === 'active' ? state : undefined;
  say(module, call, own, callStates.indexOf(state), 0);
}

/** V.250 6.2.7: what the terminal reads when the other side or the network ends a call; then the persona's notice. */
export function notifyEnd(module: Module, call: ModuleCall, cause: number, byOther: boolean): void {
  say(module, call, 'ended', callStates.length, cause);
  if (byOther && call.state !== 'waiting') notify(module, resultOf(call, cause));
}

/** The final result by the cause (24.008 10.5.4.11). Only an unanswered outgoing call ends as BUSY (17) or NO ANSWER (18, 19). */
function resultOf({ direction, answeredAt }: ModuleCall, cause: number): string {
  if (direction === 'incoming' || answeredAt !== undefined) return 'NO CARRIER';
  if (cause === 17) return 'BUSY';
  return cause === 18 || cause === 19 ? 'NO ANSWER' : 'NO CARRIER';
}

type NoticeKind = 'dialing' | 'alerting' | 'active' | 'ended';

function say(
  module: Module,
  call: ModuleCall,
  kind: NoticeKind | undefined,
  state: number,
  cause: number,
): void {
  const { notices, states, switchedBy } = module.persona.calls;
  if (switchedBy !== undefined && module.settings.callNotices === 0) return;
  const template = (kind && notices[kind]) ?? notices.changed;
  if (template === undefined) return;
  const { digits, type } = printedNumber(call.number);
  const seconds = call.answeredAt === undefined ? 0 : (module.clock.now() - call.answeredAt) / 1000;
  const values: Readonly<Record<string, string | number>> = {
    ...{ id: call.id, direction: call.direction === 'outgoing' ? 0 : 1, state: String(states[state]) },
    ...{ number: digits, type, seconds: Math.floor(seconds), cause },
  };
  notify(
    module,
    template.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name])),
  );
}
