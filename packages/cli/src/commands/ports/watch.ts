/** Shows something anew again and again, in place. */
import { setTimeout as wait } from 'node:timers/promises';
import { interrupted } from '../../program/interrupted.ts';

/** Milliseconds. */
const BETWEEN = 2000;

/** To the upper left corner, and all below it away. */
const HOME = '\u001b[H\u001b[J';
const ALTERNATE_SCREEN = '\u001b[?1049h';
const USUAL_SCREEN = '\u001b[?1049l';

/** Calls until Ctrl+C; the screen of before comes back then. */
export async function watch(show: () => Promise<void>): Promise<void> {
  const signal = interrupted();
  process.stdout.write(ALTERNATE_SCREEN);
  try {
    while (!signal.aborted) {
      process.stdout.write(HOME);
      await show();
      await wait(BETWEEN, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    process.stdout.write(USUAL_SCREEN);
  }
}
