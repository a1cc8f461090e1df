/** The built page, and Debian's chromium to look at it. */
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { runProgram } from '../../foreign/support/child-program.ts';

const root = join(import.meta.dirname, '../../..');
const CHROMIUM = '/usr/bin/chromium';

export const distFolder = join(root, 'packages/console/dist');

/** Builds the page where it is stale. */
export async function buildConsole(): Promise<void> {
  const build = join(root, 'packages/console/build/build.ts');
  const { code, output } = await runProgram(process.execPath, [build]);
  if (code !== 0) throw new Error(output);
}

/** Without a graphics card that a virtual one would be computed for. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
}
