/** A disk that fails when a test wants it: a library that is loaded into the program (disk-faults.c), and a file that steers it. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../foreign/support/child-program.ts';

/** `sync`: synchronising fails with EIO; `write`: writing fails with EIO; `full`: writing fails with ENOSPC. */
export type DiskFault = 'sync' | 'write' | 'full';

export interface FailingDisk {
  /** Environment of the program. */
  readonly environment: Readonly<Record<string, string>>;
  fail(fault: DiskFault): Promise<void>;
  heal(): Promise<void>;
}

/**
 * Builds the library with the C compiler.
 * @param folder where the library and the steering file go
 * @param data the folder whose files fail
 * @throws with the compiler's words where it does not build
 */
export async function failingDisk(folder: string, data: string): Promise<FailingDisk> {
  const library = join(folder, 'disk-faults.so');
  const source = join(import.meta.dirname, 'disk-faults.c');
  const { code, output } = await runProgram('cc', ['-shared', '-fPIC', '-o', library, source, '-ldl']);
  if (code !== 0) throw new Error(`disk-faults.c does not build:\n${output}`);
  const steering = join(folder, 'faults');
  return {
    environment: { LD_PRELOAD: library, DISK_FAULTS: steering, DISK_FAULTS_PATH: data },
    fail: fault => writeFile(steering, fault),
    heal: () => rm(steering, { force: true }),
  };
}
