/**
 * Runs the tests of whole programs, or the files named: `npm run test:whole -- test/end-to-end/calls.test.ts`.
 * The programs are bundled first, see test/programs/bundle.ts.
 */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { bundlePrograms } from '../test/programs/bundle.ts';

const root = join(import.meta.dirname, '..');
/** Test files at once: they wait for modems and processes for half of their time. */
const CONCURRENCY = 4;
/** Folders of tests that run or wait for a minute: begun first, they do not hold up the end. */
const longest = ['soak', 'crash', 'browser', 'server', 'fleet', 'faults'];

function filesOf(folder: string): string[] {
  return globSync(`${folder}/**/*.test.ts`, { cwd: root });
}

const named = process.argv.slice(2);
const files =
  named.length > 0 ? named : [...longest.map(folder => `test/${folder}`), 'test', 'bench'].flatMap(filesOf);

const programs = join(root, 'node_modules/.cache/simgate-programs');
await bundlePrograms(programs);
process.env.TESTED_PROGRAMS = programs;
process.env.NODE_COMPILE_CACHE = join(root, 'node_modules/.cache/compiled');
process.chdir(root);
const events = run({ files: [...new Set(files)].map(file => join(root, file)), concurrency: CONCURRENCY });
events.on('test:fail', () => {
  process.exitCode = 1;
});
events.compose(spec).pipe(process.stdout);
