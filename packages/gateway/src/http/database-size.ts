import { stat } from 'node:fs/promises';
import { join } from 'node:path';

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch {
    // No log yet.
    return 0;
  }
}

/** Octets of the database and its write-ahead log. */
export async function sizeOfDatabase(dataFolder: string): Promise<number> {
  const sizes = await Promise.all(
    ['simgate.db', 'simgate.db-wal'].map(name => sizeOf(join(dataFolder, name))),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
