/** What became of something a port was told to do. `text` says why not, for people. */
import type { Answer } from './ask.ts';

export type ControlOutcome = { readonly kind: 'done' } | { readonly kind: 'failed'; readonly text: string };

export const DONE: ControlOutcome = { kind: 'done' };

export const failed = (text: string): ControlOutcome => ({ kind: 'failed', text });

/** An answer that is an error, or none. */
export const refusedBy = (answer: Answer & { readonly ok: false }): ControlOutcome =>
  failed(answer.error === undefined ? 'the modem gave no answer' : `the modem refused: ${answer.error.text}`);
