/** Cursors of lists, and moments as the contract writes them. */

export const USUAL_LIMIT = 100;

/** The cursor of the next page; null where this one was the last. */
export function nextOf<Item>(
  items: readonly Item[],
  limit: number,
  cursor: (last: Item) => string,
): string | null {
  const last = items.at(-1);
  return items.length < limit || last === undefined ? null : cursor(last);
}

export function instantOf(at: number): string {
  return new Date(at).toISOString();
}

/** A moment of a request in wall milliseconds; undefined where it is absent or no moment. */
export function momentOf(text: string | undefined): number | undefined {
  const at = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}

/** Whether a cursor may be an id (../../domain/ids.ts). */
export function isId(cursor: string): boolean {
  return /^[0-9a-z]{22}$/.test(cursor);
}
