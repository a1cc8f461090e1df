/** A dialogue of the card: it yields commands and is handed the terminal's answers, one by one. */

import type { CardAnswer, CardCommand } from './proactive-command.ts';

/** Ends the session by returning. */
export type Dialogue<Result = void> = Generator<CardCommand, Result, CardAnswer>;

/** TS 102 223 8.12. */
export const generalResults = { terminatedByUser: 0x10, back: 0x11, timeOut: 0x12 } as const;

/** 8.12: 0x and of 1x nothing: the person answered. */
export function isPerformed({ result }: CardAnswer): boolean {
  return result < 0x10;
}

/** Answer to one question. */
export type Reply =
  | { readonly kind: 'answered'; readonly text: string; readonly item: number }
  | { readonly kind: 'back' }
  | { readonly kind: 'ended' };

/** Puts one question. */
export function* ask(command: CardCommand): Dialogue<Reply> {
  const answer = yield command;
  if (isPerformed(answer)) return { kind: 'answered', text: answer.text ?? '', item: answer.item ?? 0 };
  return { kind: answer.result === generalResults.back ? 'back' : 'ended' };
}

/**
 * Puts questions one after another; going back repeats the one before. Undefined: the person left, or went back from the
 * first.
 */
export function* askAll(
  questions: readonly ((answers: readonly string[]) => CardCommand)[],
): Dialogue<readonly string[] | undefined> {
  const answers: string[] = [];
  for (let question = questions[0]; question !== undefined; question = questions[answers.length]) {
    const reply = yield* ask(question(answers));
    if (reply.kind === 'answered') answers.push(reply.text);
    else if (reply.kind === 'ended' || answers.pop() === undefined) return undefined;
  }
  return answers;
}

/** The three parts of a card's program: at its start, behind a choice in its menu, and when its one timer ran out. */
export interface CardProgram {
  readonly started: () => Dialogue;
  /** Undefined: there is no such item. */
  readonly chosen: (item: number) => Dialogue | undefined;
  readonly timerExpired: () => Dialogue;
}
