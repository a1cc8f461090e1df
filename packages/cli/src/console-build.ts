/** The files of the console, and in a checkout their build beside the running gateway. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packageFolder = dirname(fileURLToPath(import.meta.resolve('@simgate/console/package.json')));

/** Where the built page lies, or will lie. */
export const consoleFolder = join(packageFolder, 'dist');

/**
 * Builds the page where it is missing or stale, in a process of its own with the lowest priority; the gateway waits for nothing.
 * Does nothing in an installed package, which carries the built page and no sources.
 * @returns ends a build that still runs
 */
export function startConsoleBuild(): () => void {
  const script = join(packageFolder, 'build/build.ts');
  if (!existsSync(script)) return () => {};
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors = `${errors}${chunk}`.slice(-2000);
  });
  child.once('error', error =>
    process.stderr.write(`simgate: the console cannot be built: ${error.message}\n`),
  );
  child.once('exit', code => {
    if (code !== null && code !== 0)
      process.stderr.write(`simgate: the console could not be built:\n${errors}\n`);
  });
  return () => {
    child.kill();
  };
}
