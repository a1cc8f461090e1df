/** Turns a person's action on a view into a terminal response (102 223 6.4, 8.12). Pure. */
import {
  answerText,
  asksYesNo,
  type CommandOf,
  generalResult,
  type ResponseData,
  responseTo,
  type TerminalResponse,
} from '@simgate/gsm';
import { performedResult } from './performed.ts';

export type Entry =
  | { readonly kind: 'item'; readonly item: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'ok' | 'cancel' | 'home' };

/** Commands that a person answers. */
export type AskingCommand =
  | CommandOf<'selectItem'>
  | CommandOf<'displayText'>
  | CommandOf<'getInkey'>
  | CommandOf<'getInput'>;

/** `reason` never quotes what was entered: it may be a secret. */
export type EntryOutcome =
  | { readonly ok: true; readonly response: TerminalResponse }
  | { readonly ok: false; readonly reason: string };

function refused(reason: string): EntryOutcome {
  return { ok: false, reason };
}

function performed(command: AskingCommand, data: ResponseData = {}): EntryOutcome {
  return { ok: true, response: responseTo(command.details, performedResult(command), data) };
}

/** The response to `entry`, or why the view does not offer it. */
export function responseOf(command: AskingCommand, entry: Entry): EntryOutcome {
  switch (entry.kind) {
    case 'cancel':
      return { ok: true, response: responseTo(command.details, generalResult.backwardMoveRequestedByUser) };
    case 'home':
      return { ok: true, response: responseTo(command.details, generalResult.sessionTerminatedByUser) };
    case 'item':
      return chosen(command, entry.item);
    case 'text':
      return entered(command, entry.text);
    case 'ok':
      return agreed(command);
  }
}

function chosen(command: AskingCommand, item: number): EntryOutcome {
  if (command.type !== 'selectItem') return refused('item: the view has no items.');
  const offered = command.items.map(({ identifier }) => identifier);
  if (!offered.includes(item)) return refused(`item: must be one of ${offered.join(', ')}, found ${item}.`);
  return performed(command, { itemIdentifier: item });
}

const YES = /^(?:y|yes|1)$/i;
const NO = /^(?:n|no|0)$/i;

function entered(command: AskingCommand, text: string): EntryOutcome {
  if (command.type !== 'getInkey' && command.type !== 'getInput')
    return refused('param: the view asks for no text.');
  if (asksYesNo(command.details)) {
    if (!YES.test(text) && !NO.test(text)) return refused('param: must be yes or no.');
    return performed(command, { confirmed: YES.test(text) });
  }
  const answer = answerText(command, text);
  return answer.accepted ? performed(command, { text: answer.text }) : refused(`param: ${answer.reason}.`);
}

/** `ok` accepts the view: a text is read, a question answered with yes, the default kept. */
function agreed(command: AskingCommand): EntryOutcome {
  switch (command.type) {
    case 'displayText':
      return performed(command);
    case 'selectItem':
      return command.defaultItem === undefined
        ? refused('item: is needed, no item is chosen beforehand.')
        : chosen(command, command.defaultItem);
    case 'getInkey':
      return asksYesNo(command.details)
        ? performed(command, { confirmed: true })
        : refused('param: is needed, one character is asked for.');
    case 'getInput':
      return command.defaultText === undefined
        ? refused('param: is needed, the view offers no default.')
        : entered(command, command.defaultText.text);
  }
}
