/**
 * `npm run docs-run`: runs every code block of README.md and docs/ against virtual modems, in the order of each page, or of the pages
 * that are named: `npm run docs-run -- docs/push.md`. What a page of a language needs is skipped by name where it is not installed,
 * but with CI set. Minutes; the suite runs the quick pages alone.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const file = join(import.meta.dirname, '../test/docs/every-page.ts');
const env = { ...process.env, DOCS_PAGES: process.argv.slice(2).join(' ') };
const { status } = spawnSync(process.execPath, ['--test', '--test-reporter=spec', file], {
  stdio: 'inherit',
  env,
});
process.exitCode = status ?? 1;
