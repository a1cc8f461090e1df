/** Words that completion offers for an argument whose values are no fixed choices. */
import type { Argument } from 'commander';

const suggested = new WeakMap<Argument, () => readonly string[]>();

/** The same argument, for which completion offers these words. */
export function suggesting(argument: Argument, words: () => readonly string[]): Argument {
  suggested.set(argument, words);
  return argument;
}

/** As `suggesting` got them; undefined where there are none. */
export function suggestionsFor(argument: Argument): (() => readonly string[]) | undefined {
  return suggested.get(argument);
}
