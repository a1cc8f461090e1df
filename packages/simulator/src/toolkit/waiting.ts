/** A command that waits for the terminal: announced again from time to time, and given up in the end (TS 102 223 6.8). */

import type { Clock } from '../radio.ts';

/** Times in milliseconds; undefined: never. */
export interface Wait {
  readonly stillWaits: () => boolean;
  readonly every: number | undefined;
  readonly remind: () => void;
  readonly atMost: number | undefined;
  readonly giveUp: () => void;
}

/** Reminds the terminal of an open command every `every` milliseconds, and gives the command up after `atMost`. */
export function awaitTerminal(clock: Clock, { stillWaits, every, remind, atMost, giveUp }: Wait): void {
  const next = () => {
    if (every !== undefined) clock.after(every, again);
  };
  const again = () => {
    if (!stillWaits()) return;
    remind();
    next();
  };
  next();
  if (atMost === undefined) return;
  clock.after(atMost, () => {
    if (stillWaits()) giveUp();
  });
}
