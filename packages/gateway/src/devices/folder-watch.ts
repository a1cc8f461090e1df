/** Names that come and go in a folder. */
import { watch } from 'node:fs';

/** The kernel's word for changes; without it looking every few seconds has to do. */
export function watchByKernel(folder: string, changed: () => void): () => void {
  try {
    // Writing to a device is a change too: only names that come and go are of interest.
    const watcher = watch(folder, { persistent: false }, event => event === 'rename' && changed());
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    return () => {};
  }
}
