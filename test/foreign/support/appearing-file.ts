/** Waiting for a file that a program writes. */
import { watch } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface WrittenFile {
  readonly name: string;
  readonly content: Buffer;
}

/**
 * The first file of a folder that is as wanted, there already or still to come; looked at again whenever the folder changes,
 * because a file is seen before it is written to its end.
 */
export async function appearingFile(
  folder: string,
  wanted: (file: WrittenFile) => boolean,
): Promise<WrittenFile> {
  const ending = new AbortController();
  const changes = changesOf(folder, ending.signal);
  try {
    for (;;) {
      const change = changes.next();
      const found = (await filesIn(folder)).find(wanted);
      if (found !== undefined) return found;
      await change;
    }
  } finally {
    ending.abort();
  }
}

/** All files of a folder; one that is moved away while it is looked at is left out. */
export async function filesIn(folder: string): Promise<WrittenFile[]> {
  const names = (await readdir(folder)).sort();
  const files = names.map(async name => {
    try {
      return [{ name, content: await readFile(join(folder, name)) }];
    } catch {
      return [];
    }
  });
  return (await Promise.all(files)).flat();
}

/** `next` resolves at the first change after it was called, also when that comes before anyone waits. */
function changesOf(folder: string, signal: AbortSignal): { next(): Promise<void> } {
  let announce = (): void => {};
  watch(folder, { signal, persistent: true }, () => announce());
  return {
    next: () =>
      new Promise(resolve => {
        announce = resolve;
      }),
  };
}
