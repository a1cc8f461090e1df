/**
 * Builds everything that is handed out, into build/release: the packages for npm, Debian packages for amd64 and arm64, a container image
 * where buildah is there, the files of the Home Assistant add-on, a bill of materials and checksums:
 * `node scripts/release.ts`, or only some of it: `node scripts/release.ts npm deb:amd64`.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildAddOn } from './release/add-on.ts';
import { buildImage, missingForImages } from './release/container-image.ts';
import { buildDebianPackage } from './release/debian-package.ts';
import { installPackages, packPackages, writeBillOfMaterials } from './release/npm-packages.ts';
import { type Architecture, architectures, release, root } from './release/paths.ts';

const all = Object.keys(architectures) as Architecture[];
const parts = ['npm', ...all.map(name => `deb:${name}`), ...all.map(name => `image:${name}`), 'add-on'];
const wanted = process.argv.slice(2);
const unknown = wanted.filter(name => !parts.includes(name));
if (unknown.length > 0) {
  console.error(`no such part: ${unknown.join(', ')}; there are ${parts.join(', ')}`);
  process.exit(2);
}

function isWanted(part: string): boolean {
  return wanted.length === 0 || wanted.includes(part);
}

function report(file: string): void {
  console.log(`built ${file}`);
}

/** The same sources give the same files: times inside are those of the last commit. */
process.env.SOURCE_DATE_EPOCH ??= execFileSync('git', ['log', '-1', '--format=%ct'], {
  cwd: root,
  encoding: 'utf8',
}).trim();

function writeChecksums(): void {
  const names = readdirSync(release)
    .filter(name => name !== 'SHA256SUMS')
    .sort();
  const lines = names.map(
    name =>
      `${createHash('sha256')
        .update(readFileSync(join(release, name)))
        .digest('hex')}  ${name}\n`,
  );
  writeFileSync(join(release, 'SHA256SUMS'), lines.join(''));
}

rmSync(release, { recursive: true, force: true });
const packages = packPackages();
for (const file of packages) report(file);
const installed = installPackages(packages);
report(writeBillOfMaterials(installed));
for (const name of all) {
  if (!isWanted(`deb:${name}`) && !isWanted(`image:${name}`)) continue;
  const packageFile = buildDebianPackage(installed, name);
  report(packageFile);
  if (!isWanted(`image:${name}`)) continue;
  const missing = missingForImages(name);
  if (missing === undefined) report(buildImage(packageFile, name));
  else console.log(`no container image for ${name}: ${missing}`);
}
if (isWanted('add-on')) report(buildAddOn());
writeChecksums();
