/** Reads the journal for one target: its kinds in their order. */
import type { Journal, JournalledEvent } from '../events.ts';
import type { TargetOptions } from './target.ts';

export interface JournalReader {
  /** The next wanted event behind `after`, or none; events up to `passed` are not wanted. */
  next(after: number): { readonly event: JournalledEvent | undefined; readonly passed: number };
}

/** Events read at a time. */
const READ_AHEAD = 200;

export function createJournalReader(
  journal: Journal,
  { kinds }: Pick<TargetOptions, 'kinds'>,
): JournalReader {
  const wanted = new Set<string>(kinds);
  let ahead: readonly JournalledEvent[] = [];
  let place = 0;

  const readOn = (after: number): boolean => {
    ahead = journal.since(after, READ_AHEAD);
    place = 0;
    return ahead.length > 0;
  };

  return {
    next(after) {
      let passed = after;
      for (;;) {
        if (place >= ahead.length && !readOn(passed)) return { event: undefined, passed };
        const event = ahead[place];
        if (event === undefined || (event.id > after && wanted.has(event.event.kind))) {
          return { event, passed };
        }
        passed = Math.max(passed, event.id);
        place += 1;
      }
    },
  };
}
