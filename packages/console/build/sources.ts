/** The sources of the built page: a build is stale when their hash differs from the one it was made with. */
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const packageFolder = join(import.meta.dirname, '..');
const repository = join(packageFolder, '../..');
/** The Markdown of the manual. */
export const manualFolder = join(repository, 'docs');

const patterns = [
  'packages/console/{src,public,build}/**/*.*',
  'packages/console/{index.html,vite.config.ts,package.json}',
  'packages/{api,gsm}/src/**/*.ts',
  'docs/{*,*/*}.md',
];

/** Hex of SHA-256 over names and contents. */
export function hashOfSources(): string {
  const hash = createHash('sha256');
  const files = globSync(patterns, { cwd: repository, exclude: file => file.endsWith('.test.ts') }).sort();
  for (const file of files) hash.update(`${file}\n`).update(readFileSync(join(repository, file)));
  return hash.digest('hex');
}
