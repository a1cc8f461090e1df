/** The files of the Home Assistant add-on, as one archive to unpack into the folder of local add-ons. */
import { execFileSync } from 'node:child_process';
import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, packaging, release, version } from './paths.ts';

/** @returns the file of the archive. It holds the Debian packages that were built before. */
export function buildAddOn(): string {
  const folder = join(build, 'add-on/simgate');
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(packaging, 'home-assistant'), folder, { recursive: true });
  const config = join(folder, 'config.yaml');
  writeFileSync(config, readFileSync(config, 'utf8').replace('@VERSION@', version));
  for (const name of globSync('simgate_*.deb', { cwd: release }))
    cpSync(join(release, name), join(folder, name));
  const file = join(release, `simgate-home-assistant-${version}.tar.gz`);
  execFileSync('tar', ['-czf', file, '-C', join(build, 'add-on'), '--owner=0', '--group=0', 'simgate']);
  return file;
}
