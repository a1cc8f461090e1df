/** `simgate complete -- WORDS`: what may follow; the scripts of `simgate completion` ask it. */
import tab from '@bomb.sh/tab/commander';
import type { Command } from 'commander';

/** Adds it, without showing it. A command `completion` of the library comes along: its name alone is of use here. */
export function withComplete(program: Command): void {
  tab(program, { completionCommandName: 'completion' });
}
