/** The life of a port's USSD session as a pure state machine: the state that follows an event, and the actions. */
import type { UssdReason } from '@simgate/api/contract';
import type { UssdNotice, UssdStatus } from '../../modem/ussd/ussd.ts';
import {
  isReleaseOnly,
  joined,
  type PartialAnswer,
  PIECES_MOST,
  wholeText,
  withNotice,
} from './ussd-pieces.ts';

export type UssdState =
  /** `answer`: the last text of the session that has just ended; what comes now belongs to it. */
  | { readonly phase: 'idle'; readonly answer?: string }
  /** The network's answer is outstanding. `ending`: an empty end came, behind which the answer may still come. */
  | { readonly phase: 'asking'; readonly ending?: UssdEnding }
  /** A text of the network is here, and more of it may follow. `before`: the text that ended the session already. */
  | { readonly phase: 'receiving'; readonly partial: PartialAnswer; readonly before?: string }
  /** The network waits for an answer of ours. */
  | { readonly phase: 'waiting' }
  /** It is being ended at the network; nothing is begun before that is done. */
  | { readonly phase: 'cancelling' };

export type UssdEvent =
  | { readonly type: 'sent' }
  | { readonly type: 'notice'; readonly notice: UssdNotice }
  /** The modem did not take the request, or went away with it. */
  | { readonly type: 'failed'; readonly text: string }
  /** The timer of the present phase is over. */
  | { readonly type: 'due' }
  | { readonly type: 'cancel' }
  | { readonly type: 'cancelled' }
  /** The modem or its SIM is gone, and the session with it. */
  | { readonly type: 'gone' };

/** How a dialogue ended. */
export type UssdEnd = 'done' | 'failed' | 'cancelled' | 'interrupted';

/** An end without a last text of the network. */
export interface UssdEnding {
  readonly end: UssdEnd;
  /** For programs; the text is for people. */
  readonly code: UssdReason;
  readonly text: string;
}

export type UssdAction =
  /**
   * A text of the network: kept, journalled. `end`: the dialogue is over with it; else the network waits. `reply`: the text
   * of the port's last answer with this one behind it, where that answer was kept before.
   */
  | { readonly type: 'said'; readonly text: string; readonly end?: UssdEnd; readonly reply?: string }
  /** The gateway's own words in place of an answer; `announced`: somebody waits for one. */
  | { readonly type: 'ended'; readonly ending: UssdEnding; readonly announced: boolean }
  /** The network speaks first; recorded as a dialogue of its own. */
  | { readonly type: 'begun' }
  /** `AT+CUSD=2`; `cancelled` follows. */
  | { readonly type: 'release' }
  | { readonly type: 'wait'; readonly timer: UssdTimer };

/** Which time runs; `none`: no time runs. */
export type UssdTimer = 'answer' | 'idle' | 'grace' | 'hold' | 'late' | 'none';

export interface UssdTransition {
  readonly state: UssdState;
  readonly actions: readonly UssdAction[];
}

/** The ends that the network gave no text with, and those of the gateway. */
export const endings = {
  done: { end: 'done', code: 'no_text', text: 'USSD done, without a text' },
  terminated: { end: 'failed', code: 'terminated', text: 'USSD terminated by network' },
  elsewhere: { end: 'failed', code: 'elsewhere', text: 'USSD answered by another client of the modem' },
  notSupported: { end: 'failed', code: 'not_supported', text: 'USSD not supported by the network' },
  networkTimeout: { end: 'failed', code: 'network_timeout', text: 'USSD network time-out' },
  noAnswer: { end: 'failed', code: 'no_answer', text: 'USSD time-out: the network did not answer' },
  notContinued: {
    end: 'cancelled',
    code: 'not_continued',
    text: 'the question of the network was not answered in time',
  },
  cancelled: { end: 'cancelled', code: 'cancelled', text: 'cancelled' },
  portGone: {
    end: 'interrupted',
    code: 'port_gone',
    text: 'USSD interrupted: the modem or its SIM went away',
  },
  restarted: {
    end: 'interrupted',
    code: 'restarted',
    text: 'USSD interrupted: the gateway was restarted',
  },
} as const satisfies Readonly<Record<string, UssdEnding>>;

const idle: UssdState = { phase: 'idle' };
const stopTimer: UssdAction = { type: 'wait', timer: 'none' };

export function transition(state: UssdState, event: UssdEvent): UssdTransition {
  switch (event.type) {
    case 'sent':
      return { state: { phase: 'asking' }, actions: [{ type: 'wait', timer: 'answer' }] };
    case 'notice':
      return noticed(state, event.notice);
    case 'failed':
      // The modem may hold the session although it refused.
      return state.phase === 'asking'
        ? released(end({ end: 'failed', code: 'not_sent', text: event.text }, true))
        : stay(state);
    case 'due':
      return due(state);
    case 'cancel':
      return cancel(state);
    case 'cancelled':
      return state.phase === 'cancelling' ? { state: idle, actions: [] } : stay(state);
    case 'gone':
      return gone(state);
  }
}

function stay(state: UssdState): UssdTransition {
  return { state, actions: [] };
}

function isOpen({ phase }: UssdState): boolean {
  return phase === 'asking' || phase === 'waiting';
}

/** Nothing that comes later belongs to the session of a SIM that was there before. */
function gone(state: UssdState): UssdTransition {
  if (state.phase === 'receiving') return followedBy(givenOn(state), { type: 'gone' });
  if (state.phase === 'idle' && state.answer !== undefined) return { state: idle, actions: [stopTimer] };
  return isOpen(state) ? end(endings.portGone, state.phase === 'asking') : stay(state);
}

function end(ending: UssdEnding, announced: boolean): UssdTransition {
  return { state: idle, actions: [stopTimer, { type: 'ended', ending, announced }] };
}

function noticed(state: UssdState, notice: UssdNotice): UssdTransition {
  if (state.phase === 'cancelling') return stay(state);
  if (notice.status === 'question' || notice.text !== '' || state.phase === 'receiving')
    return afterNotice(state, notice);
  return endedEmpty(state, notice.status);
}

/** Modules print the last text with m 0 or 2, and some cut a long one: it is given on when nothing more has come. */
function afterNotice(state: UssdState, notice: UssdNotice): UssdTransition {
  // A question is no rest of an answer that is complete.
  const before = notice.status === 'question' ? undefined : earlierAnswer(state);
  const begins = state.phase === 'idle' && before === undefined;
  const answer = withNotice(state.phase === 'receiving' ? state.partial : undefined, notice);
  const next: UssdState = { phase: 'receiving', partial: answer, ...(before !== undefined && { before }) };
  const begun: UssdAction[] = begins ? [{ type: 'begun' }] : [];
  if (answer.pieces.length >= PIECES_MOST) return withFirst(begun, givenOn(next));
  const timer = isReleaseOnly(answer) && !answer.isQuestion ? 'grace' : 'hold';
  return { state: next, actions: [...begun, { type: 'wait', timer }] };
}

function earlierAnswer(state: UssdState): string | undefined {
  if (state.phase === 'idle') return state.answer;
  return state.phase === 'receiving' ? state.before : undefined;
}

function withFirst(first: readonly UssdAction[], { state, actions }: UssdTransition): UssdTransition {
  return { state, actions: [...first, ...actions] };
}

/** The answer is as complete as it gets. */
function givenOn({ partial: answer, before }: Extract<UssdState, { phase: 'receiving' }>): UssdTransition {
  const text = wholeText(answer);
  if (answer.isQuestion) {
    const said: UssdAction = { type: 'said', text };
    return { state: { phase: 'waiting' }, actions: [said, { type: 'wait', timer: 'idle' }] };
  }
  const whole = before === undefined ? text : joined(before, text);
  const said: UssdAction = {
    ...{ type: 'said', text, end: 'done' },
    ...(before !== undefined && { reply: whole }),
  };
  return { state: { phase: 'idle', answer: whole }, actions: [{ type: 'wait', timer: 'late' }, said] };
}

/** Some modems print an empty end around the real answer: the answer is given a moment more. */
function endedEmpty(state: UssdState, status: Exclude<UssdStatus, 'question'>): UssdTransition {
  const ending = endings[status];
  if (state.phase === 'waiting') return end(ending, true);
  if (state.phase !== 'asking') return stay(state);
  if (status === 'notSupported' || status === 'networkTimeout') return end(ending, true);
  return { state: { phase: 'asking', ending }, actions: [{ type: 'wait', timer: 'grace' }] };
}

function due(state: UssdState): UssdTransition {
  if (state.phase === 'receiving') return givenOn(state);
  if (state.phase === 'idle') return { state: idle, actions: [] };
  if (state.phase === 'waiting') return released(end(endings.notContinued, false));
  if (state.phase !== 'asking') return stay(state);
  if (state.ending !== undefined) return end(state.ending, true);
  return released(end(endings.noAnswer, true));
}

function cancel(state: UssdState): UssdTransition {
  if (state.phase === 'cancelling') return stay(state);
  if (state.phase === 'receiving') return followedBy(givenOn(state), { type: 'cancel' });
  // Also where nothing is open here: the modem may hold a session of its own.
  if (state.phase === 'idle')
    return released({ state, actions: state.answer === undefined ? [] : [stopTimer] });
  return released(end(endings.cancelled, false));
}

function followedBy({ state, actions }: UssdTransition, event: UssdEvent): UssdTransition {
  return withFirst(actions, transition(state, event));
}

function released({ actions }: UssdTransition): UssdTransition {
  return { state: { phase: 'cancelling' }, actions: [...actions, { type: 'release' }] };
}
