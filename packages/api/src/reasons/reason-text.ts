/** One reason of the catalogue. */

/**
 * Whether the same message may be sent again: `no`, the same end awaits it; `afterRemedy`, once the remedy is done; `later`, it passes by
 * itself; `unsure`, it may have been sent, and sending it again may double it.
 */
export type SendAgain = 'no' | 'afterRemedy' | 'later' | 'unsure';

export interface ReasonText {
  /** Short, for a list. */
  readonly title: string;
  /** One sentence, where the title is not enough. */
  readonly meaning?: string;
  /** The likeliest first. */
  readonly causes: readonly string[];
  /** The first is what to try first. */
  readonly remedies: readonly string[];
  /** Of messages alone. */
  readonly sendAgain?: SendAgain;
}

export type ReasonTexts = Readonly<Record<string, ReasonText>>;
