/**
 * Compiles the packages for npm into build/<package>: `npm run build`. In a checkout nothing needs this; Node strips no types
 * inside node_modules, so what is published is JavaScript with declarations.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const build = join(root, 'build');
const packages = ['gsm', 'api', 'daemon', 'simulator', 'gateway', 'cli'];

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

/** The manifest as it is published: what is exported is the compiled form. */
function manifestOf(name: string): object {
  const manifest = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'));
  // Only here: a checkout brings its own Node, and npm would warn of the machine's.
  const engines = { node: '>=24' };
  return {
    ...manifest,
    engines,
    files: ['bin', 'dist'],
    ...(manifest.exports && { exports: compiledExports(manifest.exports) }),
  };
}

function compile(name: string): void {
  const settings = join(build, `tsconfig.${name}.json`);
  writeFileSync(settings, JSON.stringify(settingsOf(name)));
  execFileSync(process.execPath, [compiler, '-p', settings], { stdio: 'inherit' });
  rmSync(settings);
  writeFileSync(join(build, name, 'package.json'), `${JSON.stringify(manifestOf(name), null, 2)}\n`);
  cpSync(join(root, 'LICENSE'), join(build, name, 'LICENSE'));
}

rmSync(build, { recursive: true, force: true });
mkdirSync(build);
for (const name of packages) compile(name);
cpSync(join(root, 'packages/cli/bin'), join(build, 'cli/bin'), { recursive: true });
