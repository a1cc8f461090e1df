/** The SIM toolkit as HTTP uses it. */
import type { Entry } from './entry.ts';
import type { ToolkitView } from './view.ts';

export type EntryAnswer =
  | { readonly kind: 'taken' }
  /** Not offered by the view; a sentence that names the parameter, without what was entered. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** The modem or card did not take it. */
  | { readonly kind: 'failed'; readonly reason: string };

export interface ToolkitSessions {
  /** Undefined: there is no such port. */
  view(port: number): ToolkitView | undefined;
  /** Index of the frame of a view, for who looks often; 0: there is none. */
  frame(port: number): number;
  /**
   * Does something with the view of a port. Resolves when the modem took it and the card came with its next view, at the
   * latest a short while after.
   */
  enter(port: number, entry: Entry): Promise<EntryAnswer>;
}
