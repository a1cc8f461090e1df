/** Runs the unit tests of all packages, or of the packages, folders and files named: `npm run test:packages -- gateway/src/push`. */
import { spawnSync } from 'node:child_process';
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
const files = places.length === 0 ? [join(packages, '*/**/*.test.ts')] : tests.flatMap(each => each.files);
const run = spawnSync(process.execPath, ['--test', '--test-isolation=none', ...options, ...files], {
  stdio: 'inherit',
});
process.exitCode = run.status ?? 1;
