/** A log that trouble cannot fill: while a database is away, hundreds of works fail several times a second, each with the same sentence. */
import type { Clock } from './clock.ts';
import type { Log } from './store/store.ts';

/** Lines of one sentence until it is bounded. */
const FIRST_LINES = 5;
/** From then on milliseconds between two of them. */
const BETWEEN_LINES = 60_000;

interface Sentence {
  lines: number;
  last: number;
  leftOut: number;
}

/**
 * Bounds what a program warns of: of each sentence the first five lines, then one a minute that counts those between in `linesLeftOut`.
 * After a minute without it a sentence is new again. The sentences have to be the program's own, so that they are few.
 */
export function boundedLog(log: Log, clock: Clock): Log {
  const sentences = new Map<string, Sentence>();
  const bounded =
    (write: (fields: object, text: string) => void) =>
    (fields: object, text: string): void => {
      const now = clock.monotonic();
      const known = sentences.get(text);
      const isNew = known === undefined || (known.leftOut === 0 && now - known.last >= BETWEEN_LINES);
      const one = isNew ? { lines: 0, last: now, leftOut: 0 } : known;
      sentences.set(text, one);
      if (one.lines >= FIRST_LINES && now - one.last < BETWEEN_LINES) {
        one.leftOut++;
        return;
      }
      write(one.leftOut === 0 ? fields : { ...fields, linesLeftOut: one.leftOut }, text);
      Object.assign(one, { lines: one.lines + 1, last: now, leftOut: 0 });
    };
  return {
    info: (fields, text) => log.info(fields, text),
    warn: bounded((fields, text) => log.warn(fields, text)),
    error: bounded((fields, text) => log.error(fields, text)),
  };
}
