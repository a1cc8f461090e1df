/** Runs the unit tests of all packages, or of the packages, folders and files named: `npm run test:packages -- gateway/src/push`. */
import { spawn } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';

const packages = join(import.meta.dirname, '..', 'packages');
const named = process.argv.slice(2);
const options = named.filter(argument => argument.startsWith('-'));
const places = named.filter(argument => !argument.startsWith('-'));

/** Test files of a package, of a folder in it, or one file; paths are under packages/. */
function testsOf(place: string): string[] {
  const path = join(packages, place);
  if (statSync(path, { throwIfNoEntry: false })?.isFile()) return [path];
  return globSync('**/*.test.ts', { cwd: path }).map(file => join(path, file));
}

const tests = places.map(place => ({ place, files: testsOf(place) }));
const empty = tests.find(({ files }) => files.length === 0);
if (empty !== undefined) {
  console.error(`There are no tests in packages/${empty.place}.`);
  process.exit(2);
}
/** Ends with its exit code. What a run that is not shown has written comes when it ended. */
function runTests(files: readonly string[], isShown: boolean): Promise<number> {
  const args = ['--test', '--test-isolation=none', ...options, ...files];
  const child = spawn(process.execPath, args, { stdio: ['ignore', isShown ? 'inherit' : 'pipe', 'inherit'] });
  const written: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => written.push(chunk));
  return new Promise(resolve => {
    child.once('close', code => {
      process.stdout.write(Buffer.concat(written));
      resolve(code ?? 1);
    });
  });
}

/**
 * Rooms whose tests have a process of their own: a process grows slower with the files that it has run. Two rooms wait more than they
 * work: those of the server wait for PostgreSQL, for gateways and for processes that they kill.
 */
const rooms: readonly (readonly [name: string, paths: RegExp])[] = [
  ['modem side', /^gateway\/src\/(at|devices|dialects|link|modem|ports|port-management|sessions|messages)\//],
  ['gateway', /^gateway\//],
  ['hand-off', /^server\/src\/handoff\//],
  ['stored', /^server\/src\/(store|partitions|webhooks|inbound)\//],
  ['requests', /^server\/src\/(http|testing)\//],
  ['server', /^server\//],
];

/** The rooms and all other packages have a process each: two cores have something to do all the time. */
function allTests(): (() => Promise<number>)[] {
  const groups = Map.groupBy(
    globSync('*/**/*.test.ts', { cwd: packages }),
    file => rooms.find(([, paths]) => paths.test(file))?.[0] ?? 'others',
  );
  return [...groups].map(([name, files]) => {
    const paths = files.map(file => join(packages, file));
    return () => runTests(paths, name === 'modem side');
  });
}

function namedTests(): (() => Promise<number>)[] {
  const files = tests.flatMap(each => each.files);
  return [() => runTests(files, true)];
}

const groups = places.length === 0 ? allTests() : namedTests();
const codes = await Promise.all(groups.map(runGroup => runGroup()));
process.exitCode = Math.max(...codes);
if (process.exitCode > 0 && process.env.CI !== undefined) {
  // A machine that others use too may hold one test up for seconds. What fails alone as well is wrong.
  console.log('Once more, one group after the other: those with a test that failed.');
  const again: number[] = [];
  for (const [index, runGroup] of groups.entries()) if (codes[index] !== 0) again.push(await runGroup());
  process.exitCode = Math.max(...again);
  if (process.exitCode === 0) console.log('Passed at the second attempt only: see what failed above.');
}
