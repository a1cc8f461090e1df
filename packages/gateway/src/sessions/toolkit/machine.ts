/** The view of one card's toolkit, as a pure state machine over the actions of card and person. */
import {
  type CommandOf,
  durationMilliseconds,
  generalResult,
  type ProactiveCommand,
  responseTo,
  type TerminalResponse,
} from '@simgate/gsm';
import { type AskingCommand, type Entry, responseOf } from './entry.ts';
import { performedResult } from './performed.ts';

export type ToolkitPhase =
  /** Nothing of a toolkit was seen: none there, or the SIM is locked or gone. */
  | { readonly kind: 'absent' }
  /** The card's menu, or the idle text. */
  | { readonly kind: 'desktop' }
  /** The card waits for a person. */
  | { readonly kind: 'asking'; readonly command: AskingCommand }
  /** The card has its answer, the text stays for a while (102 223 6.4.1). */
  | { readonly kind: 'showing'; readonly command: CommandOf<'displayText'> }
  /** The card works, or we work for it. */
  | { readonly kind: 'busy' };

export interface ToolkitState {
  readonly phase: ToolkitPhase;
  readonly menu: CommandOf<'setUpMenu'> | undefined;
  /** "" where the card set none. */
  readonly idleText: string;
  /** Grows with each view that comes up, and is not used again. */
  readonly frame: number;
}

export type ToolkitEvent =
  | { readonly type: 'command'; readonly command: ProactiveCommand }
  /** The card's session is over. */
  | { readonly type: 'ended' }
  /** SIM or modem went away. */
  | { readonly type: 'gone' }
  | { readonly type: 'entry'; readonly entry: Entry }
  /** The time of the present phase is over. */
  | { readonly type: 'lapsed' }
  /** The modem did not take what was put to it. */
  | { readonly type: 'failed' };

export type ToolkitAction =
  | { readonly type: 'respond'; readonly response: TerminalResponse }
  | { readonly type: 'choose'; readonly item: number }
  /** To be carried out without a person; the answer goes to the card when it is done. */
  | { readonly type: 'perform'; readonly command: ProactiveCommand }
  /** Sends `lapsed` after so many milliseconds, unless the phase changes before. */
  | { readonly type: 'wait'; readonly milliseconds: number };

export interface ToolkitStep {
  readonly state: ToolkitState;
  readonly actions: readonly ToolkitAction[];
  /** Why an entry was not taken; names the parameter. */
  readonly refusal?: string;
}

export interface ToolkitTimes {
  /** How long a question waits for its answer, in milliseconds. */
  readonly answer: number;
}

/** 102 223 6.4.1 leaves to the terminal how long a text stays that nobody has to clear. Milliseconds. */
export const TEXT_STAYS = 10_000;
/** A card that neither asks nor ends for so long has forgotten to end. Milliseconds. */
export const CARD_WORKS = 60_000;

export const noToolkitSeen: ToolkitState = {
  phase: { kind: 'absent' },
  menu: undefined,
  idleText: '',
  frame: 0,
};

/** The next state, and what is to be done. */
export function step(state: ToolkitState, event: ToolkitEvent, times: ToolkitTimes): ToolkitStep {
  switch (event.type) {
    case 'command':
      return onCommand(state, event.command, times);
    case 'ended':
      return onEnd(state);
    case 'gone':
      return { state: { ...noToolkitSeen, frame: state.frame }, actions: [] };
    case 'entry':
      return onEntry(state, event.entry);
    case 'lapsed':
      return onLapse(state);
    case 'failed':
      return state.phase.kind === 'absent' ? stay(state) : desktop(state, []);
  }
}

function stay(state: ToolkitState, actions: readonly ToolkitAction[] = []): ToolkitStep {
  return {
    state,
    actions,
  };
}

/** A view comes up. */
function show(state: ToolkitState, phase: ToolkitPhase, actions: readonly ToolkitAction[]): ToolkitStep {
  return { state: { ...state, phase, frame: state.frame + 1 }, actions };
}

/** Without menu and idle text there is no desktop to return to. */
function desktop(state: ToolkitState, actions: readonly ToolkitAction[]): ToolkitStep {
  const bare = state.menu === undefined && state.idleText === '';
  return show(state, { kind: bare ? 'absent' : 'desktop' }, actions);
}

const busyPhase: ToolkitPhase = { kind: 'busy' };
const cardWorks: ToolkitAction = { type: 'wait', milliseconds: CARD_WORKS };

function onCommand(state: ToolkitState, command: ProactiveCommand, times: ToolkitTimes): ToolkitStep {
  switch (command.type) {
    case 'setUpMenu':
      // 102 223 6.4.8: without items the menu is taken away.
      return dress({ ...state, menu: command.items.length === 0 ? undefined : command }, command);
    case 'setUpIdleModeText':
      return dress({ ...state, idleText: command.text.text }, command);
    case 'displayText':
      return onText(state, command, times);
    case 'selectItem':
    case 'getInkey':
    case 'getInput':
      return show(state, { kind: 'asking', command }, [waitFor(command, times.answer)]);
    default:
      return perform(state, command);
  }
}

/** The desktop changed; while a session runs it is seen at its end. */
function dress(state: ToolkitState, command: ProactiveCommand): ToolkitStep {
  const actions: ToolkitAction[] = [respond(command)];
  return state.phase.kind === 'busy' ? stay(state, [...actions, cardWorks]) : desktop(state, actions);
}

function respond(command: ProactiveCommand): ToolkitAction {
  return {
    type: 'respond',
    response: responseTo(command.details, performedResult(command)),
  };
}

/** 102 223 8.8: some questions bring a time of their own. */
function waitFor(command: AskingCommand, usual: number): ToolkitAction {
  const own = 'duration' in command ? command.duration : undefined;
  return { type: 'wait', milliseconds: own === undefined ? usual : durationMilliseconds(own) };
}

/** 102 223 8.6: bit 8 of the qualifier, the person clears the text. */
const WAITS_FOR_USER = 0x80;

function onText(state: ToolkitState, command: CommandOf<'displayText'>, times: ToolkitTimes): ToolkitStep {
  if (command.immediateResponse !== undefined) {
    const wait = waitFor(command, TEXT_STAYS);
    return show(state, { kind: 'showing', command }, [respond(command), wait]);
  }
  const waits = (command.details.qualifier & WAITS_FOR_USER) !== 0;
  return show(state, { kind: 'asking', command }, [waitFor(command, waits ? times.answer : TEXT_STAYS)]);
}

/** A command that runs beside a menu or a text leaves it on the screen; otherwise the card's turn goes on. */
function perform(state: ToolkitState, command: ProactiveCommand): ToolkitStep {
  const action: ToolkitAction = { type: 'perform', command };
  if (state.phase.kind === 'asking')
    return { state: { ...state, phase: busyPhase }, actions: [action, cardWorks] };
  return stay(state, state.phase.kind === 'busy' ? [action, cardWorks] : [action]);
}

function onEnd(state: ToolkitState): ToolkitStep {
  const { kind } = state.phase;
  return kind === 'busy' || kind === 'asking' ? desktop(state, []) : stay(state);
}

function onLapse(state: ToolkitState): ToolkitStep {
  const { phase } = state;
  switch (phase.kind) {
    case 'asking':
      return { state: { ...state, phase: busyPhase }, actions: [lapsedResponse(phase.command), cardWorks] };
    case 'showing':
    case 'busy':
      return desktop(state, []);
    default:
      return stay(state);
  }
}

/** 102 223 6.4.1: a text that nobody has to clear is simply done; everything else had no response from the user. */
function lapsedResponse(command: AskingCommand): ToolkitAction {
  const { details } = command;
  const done = command.type === 'displayText' && (details.qualifier & WAITS_FOR_USER) === 0;
  const general = done ? performedResult(command) : generalResult.noResponseFromUser;
  return { type: 'respond', response: responseTo(details, general) };
}

function onEntry(state: ToolkitState, entry: Entry): ToolkitStep {
  const { phase } = state;
  switch (phase.kind) {
    case 'absent':
      return refuse(state, 'port: its card has no toolkit, or is not ready.');
    case 'busy':
      return refuse(state, 'port: the card is busy; ask for the view again.');
    case 'desktop':
      return onDesktop(state, entry);
    case 'showing':
      return entry.kind === 'item' || entry.kind === 'text'
        ? refuse(state, `${entry.kind === 'item' ? 'item' : 'param'}: the view only shows a text.`)
        : desktop(state, []);
    case 'asking':
      return onAnswer(state, phase.command, entry);
  }
}

function refuse(state: ToolkitState, refusal: string): ToolkitStep {
  return { state, actions: [], refusal };
}

function onDesktop(state: ToolkitState, entry: Entry): ToolkitStep {
  const offered = state.menu?.items.map(({ identifier }) => identifier) ?? [];
  switch (entry.kind) {
    // There is nothing before the desktop: one stays where one is.
    case 'home':
    case 'cancel':
      return stay(state);
    case 'ok':
      return refuse(state, 'action: the desktop has nothing to confirm; choose an item.');
    case 'text':
      return refuse(state, 'param: the view asks for no text.');
    case 'item':
      if (!offered.includes(entry.item))
        return refuse(state, `item: must be one of ${offered.join(', ')}, found ${entry.item}.`);
      return busy(state, { type: 'choose', item: entry.item });
  }
}

function busy(state: ToolkitState, action: ToolkitAction): ToolkitStep {
  return { state: { ...state, phase: busyPhase }, actions: [action, cardWorks] };
}

function onAnswer(state: ToolkitState, command: AskingCommand, entry: Entry): ToolkitStep {
  const outcome = responseOf(command, entry);
  return outcome.ok
    ? busy(state, { type: 'respond', response: outcome.response })
    : refuse(state, outcome.reason);
}
