/**
 * `npm run runtimes-run`: the tests of the SDK in every runtime that people use it in: Node.js 20, 22, 24 and 26, Deno, Bun and Workers
 * (workerd). The runtimes are packages of npm that this command alone installs, into packaging/runtimes. Exit code 1 when a test fails anywhere.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import type { Verdict } from '../test/runtimes/small-runner.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'packaging/runtimes');
const modules = join(folder, 'node_modules');
const build = join(root, 'build/runtimes');
const cpu = process.arch === 'arm64' ? 'arm64' : 'x64';

/** Tests that need a server of node:http, which Workers do not have. */
const NEEDS_SERVER = /client\.server\.test\.ts$/;
/** Behaviour of a runtime that the SDK cannot change, with the sentence of docs/sdk.md about it. */
const known: Readonly<Record<string, RegExp>> = {
  // Deno's fetch itself repeats a request whose kept connection broke before the answer.
  Deno: /^a request that may have arrived is never repeated: the connection breaks before the answer$/m,
};

/** The day of the calendar whose rules workerd follows. */
const WORKERS_DATE = '2026-07-01';

/** One file with all tests, whose node:test is the small runner. @returns its code */
async function bundle(
  name: string,
  files: readonly string[],
  end: string,
  format: 'esm' | 'cjs' = 'esm',
): Promise<string> {
  const entry = join(build, `${name}.entry.ts`);
  const imports = files.map(file => `import ${JSON.stringify(join(root, file))};`);
  const runner = join(root, 'test/runtimes/small-runner.ts');
  writeFileSync(entry, [...imports, `import { runTests } from ${JSON.stringify(runner)};`, end].join('\n'));
  const input = await rolldown({
    input: entry,
    platform: 'node',
    resolve: { alias: { 'node:test': runner } },
    // The package declares its files free of side effects; its tests are not.
    treeshake: false,
  });
  const { output } = await input.generate({ format });
  await input.close();
  return output[0].code;
}

const PRINT = `
const verdict = await runTests();
for (const each of verdict.failed) console.error('failed: ' + each);
console.log(verdict.passed + ' passed, ' + verdict.failed.length + ' failed');
globalThis.process?.exit(verdict.failed.length === 0 ? 0 : 1);
`;
/** A worker may ask for nothing, and make no random numbers, before a request came: there the tests are declared within it. */
function workerOf(code: string): string {
  return `
import * as assert from 'node:assert/strict';
import * as crypto from 'node:crypto';
const modules = { 'node:assert/strict': { ...assert.default, default: assert.default }, 'node:crypto': crypto };
function require(name) { return modules[name]; }
export default {
  async fetch() {
    const exports = {};
    ${code}
    return Response.json(await exports.runTests());
  },
};`;
}

/** The command of each runtime, before the file. */
const commands: Readonly<Record<string, readonly string[]>> = {
  'Node.js 20': [join(modules, `node-20-${cpu}/bin/node`)],
  'Node.js 22': [join(modules, `node-22-${cpu}/bin/node`)],
  'Node.js 24': [process.execPath],
  'Node.js 26': [join(modules, `node-26-${cpu}/bin/node`)],
  Deno: [join(modules, `@deno/linux-${cpu}-glibc/deno`), 'run', '--allow-all', '--no-config'],
  Bun: [join(modules, `@oven/bun-linux-${cpu === 'x64' ? 'x64' : 'aarch64'}/bin/bun`), 'run'],
};

interface Miniflare {
  dispatchFetch(url: string): Promise<{ json(): Promise<unknown> }>;
  dispose(): Promise<void>;
}

async function inWorkers(code: string): Promise<Verdict> {
  const entry = createRequire(join(folder, 'package.json')).resolve('miniflare');
  const { Miniflare } = (await import(pathToFileURL(entry).href)) as {
    Miniflare: new (options: object) => Miniflare;
  };
  const worker = new Miniflare({
    modules: true,
    script: code,
    compatibilityDate: WORKERS_DATE,
    compatibilityFlags: ['nodejs_compat'],
  });
  try {
    return (await (await worker.dispatchFetch('http://worker/')).json()) as Verdict;
  } finally {
    await worker.dispose();
  }
}

function report(name: string, sentence: string, isGood: boolean): void {
  console.log(`${name}: ${sentence}`);
  if (!isGood || /^0 passed/m.test(sentence)) process.exitCode = 1;
}

function install(): void {
  if (existsSync(join(modules, '.package-lock.json'))) return;
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
  execFileSync('npm', ['ci', ...options], { cwd: folder, stdio: 'inherit' });
}

install();
mkdirSync(build, { recursive: true });
const files = globSync('packages/api/src/{client,receiver}/*.test.ts', { cwd: root }).toSorted();
const file = join(build, 'sdk-tests.mjs');
writeFileSync(file, await bundle('all', files, PRINT));
for (const [name, [command = '', ...args]] of Object.entries(commands)) {
  const { status, stdout, stderr, error } = spawnSync(command, [...args, file], { encoding: 'utf8' });
  const failed = [...stderr.matchAll(/^failed: (.*)$/gm)].map(([, test = '']) => test);
  const isGood = status === 0 || (failed.length > 0 && failed.every(test => known[name]?.test(test)));
  const said = isGood ? failed.map(test => `\n  known: ${test}`).join('') : stderr;
  report(name, `${stdout.trim()}${said}${error?.message ?? ''}`, isGood);
}
const withoutServer = files.filter(each => !NEEDS_SERVER.test(each));
const tests = await bundle('workers', withoutServer, 'export { runTests };', 'cjs');
const { passed, failed } = await inWorkers(workerOf(tests));
report('Workers', [...failed, `${passed} passed, ${failed.length} failed`].join('\n'), failed.length === 0);
