/** The outcome of a request to a port. `text`: why it failed, for people. */
import type { Answer } from './ask.ts';

export type ControlOutcome = { readonly kind: 'done' } | { readonly kind: 'failed'; readonly text: string };

export const done: ControlOutcome = { kind: 'done' };

export function failed(text: string): ControlOutcome {
  return { kind: 'failed', text };
}

/** An answer that is an error, or none. */
export function refusedBy(answer: Answer & { readonly ok: false }): ControlOutcome {
  return failed(
    answer.error === undefined ? 'the modem gave no answer' : `the modem refused: ${answer.error.text}`,
  );
}
