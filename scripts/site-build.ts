/**
 * `npm run site-build`: docs/ as a web site in docs/site/dist, by Starlight. Its dependencies are those of docs/site/package.json, which
 * this command alone installs.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../docs/site');

function run(command: string, args: readonly string[]): void {
  const env = { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' };
  execFileSync(command, [...args], { cwd: folder, stdio: 'inherit', env });
}

if (!existsSync(join(folder, 'node_modules/.package-lock.json')))
  run('npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline']);
run(process.execPath, [join(folder, 'node_modules/astro/bin/astro.mjs'), 'build']);
