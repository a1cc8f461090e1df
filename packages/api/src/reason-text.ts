/** What people read about a code. */
export interface ReasonText {
  /** Short, for a list. */
  readonly title: string;
  readonly causes: readonly string[];
  /** The first is what to try first. */
  readonly remedies: readonly string[];
}
