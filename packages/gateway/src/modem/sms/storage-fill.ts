/** How full the storages of a modem are, and the lines about it. */
import type { ModemWarning } from '../conditions.ts';
import type { StorageContents } from './storage.ts';

export interface StorageFillOptions {
  readonly warning: (code: ModemWarning, text: string) => void;
  /** A storage became full, or is no longer. */
  readonly changed: () => void;
}

/** Filled so far, a storage is worth a warning. */
const FILL_WARNING = 0.8;

export class StorageFill {
  readonly #options: StorageFillOptions;
  /** By memory, as it was found last. */
  readonly #contents = new Map<string, StorageContents>();

  constructor(options: StorageFillOptions) {
    this.#options = options;
  }

  get isFull(): boolean {
    return this.#full.length > 0;
  }

  /** Full of messages that the modem sent or wrote itself: nothing empties it. */
  get isFullOfOwn(): boolean {
    return this.#full.some(({ own, used }) => own >= used);
  }

  get #full(): readonly StorageContents[] {
    return [...this.#contents.values()].filter(isFull);
  }

  note(contents: StorageContents): void {
    const { memory, used, total, own, unlisted } = contents;
    const { warning, changed } = this.#options;
    const before = this.#contents.get(memory);
    this.#contents.set(memory, contents);
    if (fillOf(contents) >= FILL_WARNING && (before === undefined || fillOf(before) < FILL_WARNING))
      warning('memoryFilling', `storage ${memory} holds ${used} of ${total} messages`);
    if (isFull(contents) && own >= used)
      warning(
        'memoryFullOfOwn',
        `storage ${memory} is full of ${own} messages that this modem sent or wrote itself: delete them, or set deleteSentMessages for this port`,
      );
    if (unlisted > 0 && unlisted !== before?.unlisted)
      warning('unlisted', `storage ${memory} counts ${used} messages, of which ${unlisted} cannot be found`);
    if (before === undefined || isFull(before) !== isFull(contents)) changed();
  }
}

function fillOf({ used, total }: StorageContents): number {
  return total > 0 ? used / total : 0;
}

function isFull(contents: StorageContents): boolean {
  return fillOf(contents) >= 1;
}
