/** The life of a port as a pure state machine: the state that follows an event, and the actions. */

/** Why a modem that answers cannot serve. */
export type ObstacleKind =
  | 'noSim'
  /** The modem does not deny that it has a SIM, and gives no IMSI. */
  | 'noImsi'
  | 'pin'
  | 'puk'
  | 'busy'
  | 'sim'
  | 'slot'
  | 'off'
  | 'radioOff'
  | 'starting'
  | 'noSms';

export type PortState =
  /** Not started, or stopped for good. */
  | { readonly phase: 'stopped' }
  /** No device; opened again when the delay is over. `failures` in a row make it grow. */
  | { readonly phase: 'closed'; readonly failures: number }
  | { readonly phase: 'opening'; readonly failures: number }
  /** The ladder is being climbed; `again`: the module restarted meanwhile. */
  | { readonly phase: 'raising'; readonly failures: number; readonly again: boolean }
  /** The modem answers but something is in the way; climbed again when the delay is over. */
  | { readonly phase: 'waiting'; readonly failures: number; readonly obstacle: ObstacleKind }
  | { readonly phase: 'serving'; readonly failures: number }
  /** Silent: first ESC and Ctrl-Z, then a reset of the module, then the device is opened anew. `asked`: people want a reset. */
  | { readonly phase: 'silent'; readonly failures: number; readonly step: 'escape' | 'reset' | 'asked' };

export type PortEvent =
  /** `plugged`: a device that was gone is there again. */
  | { readonly type: 'start' | 'stop' | 'opened' | 'openFailed' | 'linkLost' | 'plugged' }
  /** The ladder's end: all of it, or an obstacle. */
  | { readonly type: 'raised' }
  | { readonly type: 'obstacle'; readonly obstacle: ObstacleKind }
  /** The modem does not answer, or answers again. */
  | { readonly type: 'silent' | 'answered' }
  | { readonly type: 'simGone' | 'simThere' }
  /** To be set up anew; `byItself`: the module has started. */
  | { readonly type: 'rebooted'; readonly byItself?: true }
  /** People want a reset; or another power or slot than the modem stands at. */
  | { readonly type: 'resetWanted' | 'desireChanged' }
  /** The device is to be closed and opened anew. */
  | { readonly type: 'reopenWanted' }
  /** The delay asked for is over; or the port has served long enough to be trusted again. */
  | { readonly type: 'due' | 'settled' };

export type PortAction =
  | { readonly type: 'open' | 'close' | 'raise' | 'escape' | 'reset' | 'serve' }
  /** Sends `due` after about so many milliseconds, where the phase lasts so long. */
  | { readonly type: 'wait'; readonly milliseconds: number };

export interface Transition {
  readonly state: PortState;
  readonly actions: readonly PortAction[];
}

/** Milliseconds until the ladder is climbed again. A PIN or PUK changes only by somebody's hand, or with the SIM. */
const obstacleDelays: Readonly<Record<ObstacleKind, number>> = {
  busy: 3000,
  noSim: 10_000,
  noImsi: 10_000,
  sim: 60_000,
  pin: 60_000,
  puk: 60_000,
  slot: 60_000,
  off: 60_000,
  radioOff: 3000,
  starting: 3000,
  noSms: 60_000,
};

const FIRST_REOPEN_DELAY = 1000;

/** Milliseconds before a device is opened again after `failures` in a row: 1 s doubled up to `maximum`. */
export function reopenDelay(failures: number, maximum: number): number {
  return Math.min(maximum, FIRST_REOPEN_DELAY * 2 ** Math.min(failures, 20));
}

/** `maximumDelay` bounds the delay before reopening, in milliseconds. */
export function transition(state: PortState, event: PortEvent, maximumDelay: number): Transition {
  if (event.type === 'stop') return { state: { phase: 'stopped' }, actions: [{ type: 'close' }] };
  if (event.type === 'linkLost' && hasLink(state)) return lose(state.failures, maximumDelay, []);
  if (event.type === 'silent' && hasLink(state)) return escalate(state, maximumDelay);
  if (event.type === 'resetWanted' && hasLink(state)) return reset(state.failures);
  if (event.type === 'reopenWanted' && hasLink(state))
    return lose(state.failures, maximumDelay, [{ type: 'close' }]);
  return next(state, event, maximumDelay) ?? { state, actions: [] };
}

type Linked = Exclude<PortState, { phase: 'stopped' | 'closed' | 'opening' }>;

function hasLink(state: PortState): state is Linked {
  return state.phase !== 'stopped' && state.phase !== 'closed' && state.phase !== 'opening';
}

function next(state: PortState, event: PortEvent, maximumDelay: number): Transition | undefined {
  switch (state.phase) {
    case 'stopped':
      return event.type === 'start' ? open(0) : undefined;
    case 'closed':
      if (event.type === 'plugged') return open(0);
      return event.type === 'due' ? open(state.failures) : undefined;
    case 'opening':
      return afterOpening(state.failures, event, maximumDelay);
    case 'raising':
      return whileRaising(state, event);
    case 'waiting':
      return ['due', 'simThere', 'rebooted', 'desireChanged'].includes(event.type)
        ? raise(state.failures)
        : undefined;
    case 'serving':
      return whileServing(state.failures, event);
    case 'silent':
      return event.type === 'answered' ? raise(state.failures) : undefined;
  }
}

function afterOpening(failures: number, event: PortEvent, maximumDelay: number): Transition | undefined {
  if (event.type === 'opened') return raise(failures);
  return event.type === 'openFailed' ? lose(failures, maximumDelay, []) : undefined;
}

function whileRaising(state: PortState & { phase: 'raising' }, event: PortEvent): Transition | undefined {
  const { failures, again } = state;
  switch (event.type) {
    case 'rebooted':
    case 'desireChanged':
      return { state: { ...state, again: true }, actions: [] };
    case 'raised':
      return again
        ? raise(failures)
        : { state: { phase: 'serving', failures }, actions: [{ type: 'serve' }] };
    case 'obstacle':
      return again ? raise(failures) : wait(failures, event.obstacle);
    default:
      return undefined;
  }
}

function whileServing(failures: number, event: PortEvent): Transition | undefined {
  if (event.type === 'rebooted' || event.type === 'desireChanged') return raise(failures);
  if (event.type === 'simGone') return wait(failures, 'noSim');
  return event.type === 'settled' ? { state: { phase: 'serving', failures: 0 }, actions: [] } : undefined;
}

function escalate(state: Linked, maximumDelay: number): Transition {
  const { failures } = state;
  if (state.phase !== 'silent')
    return { state: { phase: 'silent', failures, step: 'escape' }, actions: [{ type: 'escape' }] };
  if (state.step === 'escape') return { state: { ...state, step: 'reset' }, actions: [{ type: 'reset' }] };
  return lose(failures, maximumDelay, [{ type: 'close' }]);
}

function reset(failures: number): Transition {
  return { state: { phase: 'silent', failures, step: 'asked' }, actions: [{ type: 'reset' }] };
}

function open(failures: number): Transition {
  return { state: { phase: 'opening', failures }, actions: [{ type: 'open' }] };
}

function raise(failures: number): Transition {
  return { state: { phase: 'raising', failures, again: false }, actions: [{ type: 'raise' }] };
}

function wait(failures: number, obstacle: ObstacleKind): Transition {
  const milliseconds = obstacleDelays[obstacle];
  return { state: { phase: 'waiting', failures, obstacle }, actions: [{ type: 'wait', milliseconds }] };
}

function lose(failures: number, maximumDelay: number, before: readonly PortAction[]): Transition {
  const milliseconds = reopenDelay(failures, maximumDelay);
  const state = { phase: 'closed', failures: failures + 1 } as const;
  return { state, actions: [...before, { type: 'wait', milliseconds }] };
}
