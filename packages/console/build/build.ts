/**
 * Builds the page into dist where it is missing or stale: `npm run build -w @simgate/console`. The start of the gateway runs it
 * too, beside the API and with the lowest priority.
 */
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { constants, setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compressFolder } from './compress.ts';
import { writeManual } from './manual.ts';
import { hashOfSources, manualFolder, packageFolder } from './sources.ts';

const dist = join(packageFolder, 'dist');
const stampFile = join(dist, '.sources');
const hash = hashOfSources();

function isFresh(): boolean {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Removes what builds that were killed have left. */
function removeLeftovers(): void {
  for (const name of readdirSync(packageFolder)) {
    const pid = /^dist\.new-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid)))
      rmSync(join(packageFolder, name), { recursive: true, force: true });
  }
}

/** Another process may put its page in place between the two steps; then both are done again. */
function putInPlace(aside: string): void {
  for (let attempt = 1; ; attempt += 1) {
    rmSync(dist, { recursive: true, force: true });
    try {
      renameSync(aside, dist);
      return;
    } catch (error) {
      if (attempt === 5) throw error;
    }
  }
}

/** The reader of the API's document (`/docs`), as its package has it: it is a program of its own, which no page of the console loads. */
function copyReferenceReader(to: string): void {
  const bundles = dirname(fileURLToPath(import.meta.resolve('redoc/bundles/redoc.standalone.js')));
  for (const name of ['redoc.standalone.js', 'redoc.standalone.js.LICENSE.txt'])
    copyFileSync(join(bundles, name), join(to, 'assets', name));
}

/**
 * Built aside and put in place at once: a browser that loads meanwhile gets the old page, never half of the new one. Several processes
 * may build at the same time; the last one's page stays.
 */
async function build(): Promise<void> {
  const aside = `${dist}.new-${process.pid}`;
  process.env.SIMGATE_CONSOLE_OUT = aside;
  const { build: bundle } = await import('vite');
  await bundle({ configFile: join(packageFolder, 'vite.config.ts'), logLevel: 'warn' });
  copyReferenceReader(aside);
  writeManual(manualFolder, aside);
  compressFolder(aside);
  writeFileSync(join(aside, '.sources'), hash);
  putInPlace(aside);
}

if (!isFresh()) {
  setPriority(constants.priority.PRIORITY_LOW);
  removeLeftovers();
  await build();
}
