/**
 * Builds the page into dist where it is missing or stale: `npm run build -w @simgate/console`. The start of the gateway runs it
 * too, beside the API and with the lowest priority.
 */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { compressFolder } from './compress.ts';
import { hashOfSources, packageFolder } from './sources.ts';

const dist = join(packageFolder, 'dist');
const stampFile = join(dist, '.sources');
const hash = hashOfSources();

function isFresh(): boolean {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash;
}

/** Built aside and put in place at once: a browser that loads meanwhile gets the old page, never half of the new one. */
async function build(): Promise<void> {
  const aside = join(packageFolder, `dist/.new-${process.pid}`);
  const ready = `${dist}.new-${process.pid}`;
  process.env.SIMGATE_CONSOLE_OUT = aside;
  const { build: bundle } = await import('vite');
  await bundle({ configFile: join(packageFolder, 'vite.config.ts'), logLevel: 'warn' });
  compressFolder(aside);
  writeFileSync(join(aside, '.sources'), hash);
  renameSync(aside, ready);
  rmSync(dist, { recursive: true, force: true });
  renameSync(ready, dist);
}

if (!isFresh()) {
  setPriority(constants.priority.PRIORITY_LOW);
  await build();
}
