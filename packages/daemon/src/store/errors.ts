/** How SQLite's result codes become the store's one error. */
import { StoreError, type StoreTrouble } from '../errors.ts';

// Primary result codes of SQLite (sqlite.org/rescode.html).
const troubles = new Map<number, StoreTrouble>([
  [5, 'inUse'],
  [6, 'inUse'],
  [8, 'unwritable'],
  [10, 'unwritable'],
  [11, 'damaged'],
  [13, 'full'],
  [14, 'unwritable'],
  [23, 'unwritable'],
  [26, 'damaged'],
]);

/** The trouble of a SQLite error; undefined for anything else, a broken constraint among them. */
function troubleOf(error: unknown): StoreTrouble | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number')
    return undefined;
  // The low octet is the primary code, the rest refines it.
  return troubles.get(error.errcode & 0xff);
}

/** Turns SQLite's trouble into a `StoreError`; any other error is handed back as it is. */
export function asStoreError(error: unknown): unknown {
  const trouble = troubleOf(error);
  if (trouble === undefined || !(error instanceof Error)) return error;
  return new StoreError(trouble, `the store is ${trouble}: ${error.message}`, error);
}
