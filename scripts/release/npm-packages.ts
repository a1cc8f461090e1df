/** The packages for npm, and a folder with all of them and what they depend on, as an installation has it. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Architecture, architectures, build, nodeVersion, release, root, version } from './paths.ts';

function npm(args: readonly string[], folder: string): string {
  return execFileSync('npm', [...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Compiles and packs them into the release folder. @returns their files */
export function packPackages(): string[] {
  execFileSync(process.execPath, [join(root, 'scripts/build.ts')], { stdio: 'inherit' });
  mkdirSync(release, { recursive: true });
  const folders = readdirSync(build).filter(name => existsSync(join(build, name, 'package.json')));
  return folders.map(name => {
    const file = npm(['pack', '--silent', '--pack-destination', release], join(build, name)).trim();
    return join(release, file);
  });
}

/** Installs the packed packages without development dependencies, and without running their install scripts. @returns the folder */
export function installPackages(files: readonly string[]): string {
  const folder = join(build, 'installed');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'simgate', version, private: true }));
  npm(
    ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', ...files],
    folder,
  );
  return folder;
}

/** Files of installed packages that no program of ours reads. */
const unneeded = [
  '**/*.d.{ts,mts,cts}',
  '**/*.map',
  '**/*.{md,markdown,flow,tsbuildinfo}',
  '**/{test,tests,example,examples,benchmark,benchmarks,docs}',
  '**/.*',
  '**/*.html',
  '@serialport/bindings-cpp/{src,binding.gyp}',
  // For systems with another C library than Debian's.
  '@serialport/bindings-cpp/prebuilds/*/*.musl.node',
  'fastify/integration',
];

/** Files that would fall under those, and are read: the codes of typebox, the web page, the pages of `simgate docs`. */
const NEEDED = /^(typebox\/build|@simgate\/console|simgate\/docs)(\/|$)/;

/** Copies what an installation needs on one kind of machine: the serial driver for it alone, no declarations, no tests. */
export function copyModules(installed: string, to: string, architecture: Architecture): void {
  cpSync(join(installed, 'node_modules'), to, { recursive: true, verbatimSymlinks: true });
  rmSync(join(to, '.package-lock.json'), { force: true });
  const { driver } = architectures[architecture];
  const drivers = join(to, '@serialport/bindings-cpp/prebuilds');
  for (const name of readdirSync(drivers))
    if (name !== driver) rmSync(join(drivers, name), { recursive: true, force: true });
  for (const pattern of unneeded)
    for (const file of globSync(pattern, { cwd: to }).filter(name => !NEEDED.test(name)))
      rmSync(join(to, file), { recursive: true, force: true });
}

/**
 * Fetches the official build of Node.js for a machine.
 * @param wanted a version, or the first number of one
 * @returns the folder with `bin/node` and `LICENSE`
 */
export function fetchNode(architecture: Architecture, wanted = nodeVersion): string {
  const folder = join(build, `node-${architecture}-${wanted}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const name = `${architectures[architecture].node}@${wanted}`;
  const file = npm(['pack', '--silent', '--prefer-offline', name], folder).trim();
  execFileSync('tar', ['-xzf', file, '--strip-components=1', 'package/bin/node', 'package/LICENSE'], {
    cwd: folder,
  });
  rmSync(join(folder, file));
  return folder;
}

/** The software bill of materials of an installation (CycloneDX), written into the release folder. @returns its file */
export function writeBillOfMaterials(installed: string): string {
  const file = join(release, 'sbom.cdx.json');
  writeFileSync(
    file,
    npm(['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--omit', 'dev'], installed),
  );
  return file;
}
