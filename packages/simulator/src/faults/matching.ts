/** Which commands a fault is about, and answers as it gives them. */

import { type Command, splitCommandLine } from '../module/command-line.ts';
import type { Answer } from '../module/effects.ts';
import { type Outcome, ok } from '../module/outcome.ts';

/** The commands that set up and use SMS (27.005 3.2 to 3.5). */
export const messageCommands = [
  ...['+CMGF', '+CSMS', '+CNMI', '+CPMS', '+CMGL', '+CMGR', '+CMGD', '+CMGS', '+CMGW', '+CMSS', '+CMMS'],
  ...['+CSCA', '+CSMP', '+CSDH'],
];

/** The commands that read the card or need it, makers' own among them. */
export const cardCommands = [
  ...['+CPIN', '+CPINR', '+CIMI', '+CCID', '+CRSM', '+CSIM', '+CNUM', '+CLCK', '+CPWD', '+CPBS', '+CPBR'],
  ...['+CSCA', '+CPMS', '+CMGL', '+CMGR', '+CMGD', '+CMGS', '+CMSS', '+CMGW', '+CUSD', '+CSMS'],
  ...['+QCCID', '+QPINC', '+CICCID', '+ICCID', '+SPIC', '^ICCID', '^CPIN', '^SCID', '^SPIC', '#CCID', '#PCT'],
  ...['+ZGETICCID', '!ICCID', '+CPINC', '*MICCID', '^CARDMODE', '+GTCCID'],
];

type Matcher = (command: Command) => boolean;

/** Whether a command is in the list; with or without `AT` in front. */
export function commandMatcher(entries: readonly string[]): Matcher {
  const matchers = entries.map(matcherOf);
  return command => matchers.some(matches => matches(command));
}

function matcherOf(entry: string): Matcher {
  if (entry === '*') return () => true;
  if (entry === '*=?') return ({ form }) => form === 'test';
  const [wanted] = splitCommandLine(entry.replace(/^AT/i, '')) ?? [];
  if (wanted === undefined) return () => false;
  return ({ name, form, argument }) =>
    name === wanted.name && (wanted.form === 'execute' || (form === wanted.form && agrees(argument, wanted)));
}

function agrees(argument: string, { form, argument: wanted }: Command): boolean {
  return form !== 'set' || wanted === '' || argument === wanted;
}

/** An answer as its text: `OK`, `ERROR`, `+CME ERROR: 14`; empty: none comes. */
export function outcomeOf(text: string, lines: readonly string[] = []): Outcome {
  if (text === 'OK') return lines.length === 0 ? ok : { kind: 'ok', lines };
  return text === '' ? { kind: 'silent' } : { kind: 'vendor', text };
}

/** Changes what a command comes to in the end, behind its prompt and its waiting. */
export function afterwards(answer: Answer, change: (outcome: Outcome) => Answer): Answer {
  if (answer instanceof Promise) return answer.then(outcome => afterwards(outcome, change));
  if (answer.kind !== 'prompt') return change(answer);
  return { ...answer, accept: text => afterwards(answer.accept(text), change) };
}

/** Changes the information text of a command that was carried out. */
export function changeLines(answer: Answer, change: (lines: readonly string[]) => readonly string[]): Answer {
  return afterwards(answer, outcome =>
    outcome.kind === 'ok' && outcome.lines ? { ...outcome, lines: change(outcome.lines) } : outcome,
  );
}
