/** Compares what targets were pushed with the journal of the gateway. Pure. */
import type { Push } from './push-receiver.ts';

export interface JournalEntry {
  readonly id: number;
  readonly kind: string;
}

/** Each event a target wants was taken by it at least once; first times come in order; a repeat says the same. */
export function judgePushes(
  target: string,
  kinds: readonly string[] | undefined,
  journal: readonly JournalEntry[],
  pushes: readonly Push[],
): string[] {
  const taken = new Set(pushes.filter(push => push.taken).map(({ id }) => id));
  const wanted = journal.filter(({ kind }) => kinds === undefined || kinds.includes(kind));
  const known = new Set(wanted.map(({ id }) => id));
  const firsts = [...new Set(pushes.map(({ id }) => id))];
  const bodies = Map.groupBy(pushes, ({ id }) => id);
  const wrong = [
    ...wanted
      .filter(({ id }) => !taken.has(id))
      .map(({ id, kind }) => `event ${id} (${kind}) was not pushed`),
    ...firsts.filter(id => !known.has(id)).map(id => `event ${id} was pushed, but is not in the journal`),
    ...firsts
      .filter((id, index) => id < (firsts[index - 1] ?? 0))
      .map(id => `event ${id} was pushed for the first time behind a later one`),
    ...[...bodies]
      .filter(([, repeats]) => new Set(repeats.map(({ body }) => body)).size > 1)
      .map(([id]) => `event ${id} was repeated with another body`),
  ];
  return wrong.map(sentence => `${target}: ${sentence}`);
}
