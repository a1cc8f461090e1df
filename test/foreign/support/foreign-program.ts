/** Foreign programs must be there in CI; elsewhere a test that needs one is skipped by name. */
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Where a program stands, on PATH or among the daemons (Debian keeps those off a user's PATH). */
export function pathOf(program: string): string | undefined {
  if (program.includes('/')) return existsSync(program) ? program : undefined;
  return [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
    .map(folder => join(folder, program))
    .find(isExecutable);
}

/**
 * For the `skip` option of a test: false when all are installed, else the sentence that names what is missing. A name with a slash is
 * a file, such as a library's. With CI set
 * nothing is skipped: the test runs and fails.
 */
export function missing(...programs: readonly string[]): string | false {
  const absent = programs.filter(program => pathOf(program) === undefined);
  if (absent.length === 0 || process.env.CI !== undefined) return false;
  return `not installed: ${absent.join(', ')}`;
}
