/**
 * Compiles the packages for npm into build/<package>: `npm run build`. In a checkout nothing needs this; Node strips no types
 * inside node_modules, so what is published is JavaScript with declarations. The console is published as its built page.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const build = join(root, 'build');
const packages = ['gsm', 'api', 'daemon', 'simulator', 'gateway', 'server', 'cli'];
/** `npx simgate` finds the command by this name. */
const publishedNames: Readonly<Record<string, string>> = { cli: 'simgate' };

const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');

function settingsOf(name: string): object {
  return {
    extends: '../tsconfig.json',
    compilerOptions: {
      noEmit: false,
      declaration: true,
      rewriteRelativeImportExtensions: true,
      rootDir: `../packages/${name}/src`,
      outDir: `${name}/dist`,
    },
    include: [`../packages/${name}/src`],
    exclude: [
      '../packages/*/src/**/*.test.ts',
      '../packages/*/src/**/testing.ts',
      '../packages/*/src/**/testing/**',
    ],
  };
}

/** `./src/NAME.ts` of each entry as its compiled form and declarations; what only tests import is not published. */
function compiledExports(sources: Readonly<Record<string, string>>): object {
  const published = Object.entries(sources).filter(([entry]) => entry !== './testing');
  return Object.fromEntries(
    published.map(([entry, source]) => {
      const compiled = source.replace('/src/', '/dist/').replace(/\.ts$/, '');
      return [entry, { types: `${compiled}.d.ts`, default: `${compiled}.js` }];
    }),
  );
}

interface Manifest {
  readonly exports?: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

function readManifest(name: string): Manifest {
  return JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8')) as Manifest;
}

/** The Node that each package needs; the command alone speaks to a gateway from 20 on, and checks for it before it starts a program. A checkout brings its own, and npm would warn of the machine's: so it stands only here. */
function enginesOf(name: string): { node: string } {
  return { node: name === 'api' || name === 'gsm' || name === 'cli' ? '>=20' : '>=24' };
}

/** The manifest as it is published: what is exported is the compiled form, and what only the sources need is left out. */
function manifestOf(name: string): object {
  const { devDependencies: _, scripts: __, ...manifest } = readManifest(name);
  return {
    ...manifest,
    ...(name in publishedNames && { name: publishedNames[name] }),
    engines: enginesOf(name),
    files: ['bin', 'dist', ...(name === 'cli' ? ['docs'] : [])],
    ...(manifest.exports && name !== 'console' && { exports: compiledExports(manifest.exports) }),
  };
}

function writeManifest(name: string): void {
  writeFileSync(join(build, name, 'package.json'), `${JSON.stringify(manifestOf(name), null, 2)}\n`);
  cpSync(join(root, 'LICENSE'), join(build, name, 'LICENSE'));
}

function compile(name: string): void {
  const settings = join(build, `tsconfig.${name}.json`);
  writeFileSync(settings, JSON.stringify(settingsOf(name)));
  execFileSync(process.execPath, [compiler, '-p', settings], { stdio: 'inherit' });
  rmSync(settings);
  writeManifest(name);
}

/** The page as browsers get it. */
function copyConsole(): void {
  const folder = join(root, 'packages/console');
  execFileSync(process.execPath, [join(folder, 'build/build.ts')], { stdio: 'inherit' });
  cpSync(join(folder, 'dist'), join(build, 'console/dist'), {
    recursive: true,
    filter: file => !file.endsWith('/.sources'),
  });
  writeManifest('console');
}

rmSync(build, { recursive: true, force: true });
mkdirSync(build);
for (const name of packages) if (existsSync(join(root, 'packages', name))) compile(name);
copyConsole();
cpSync(join(root, 'packages/cli/bin'), join(build, 'cli/bin'), { recursive: true });
// `simgate docs` shows them.
for (const page of globSync('{*,{learn,do,understand,symptoms}/*}.md', { cwd: join(root, 'docs') }))
  cpSync(join(root, 'docs', page), join(build, 'cli/docs', page));
