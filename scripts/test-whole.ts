/**
 * Runs the tests of whole programs, or the files named: `npm run test:whole -- test/end-to-end/calls.test.ts`.
 * The programs are bundled first, see test/programs/bundle.ts.
 */
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { bundlePrograms } from '../test/programs/bundle.ts';

const root = join(import.meta.dirname, '..');
const named = process.argv.slice(2);
const files = named.some(argument => !argument.startsWith('-'))
  ? []
  : globSync(['test/**/*.test.ts', 'bench/**/*.test.ts'], { cwd: root });

/** Test files at once: they wait for modems and processes for half of their time. */
const CONCURRENCY = 4;

const programs = join(root, 'node_modules/.cache/simgate-programs');
await bundlePrograms(programs);
const child = spawn(process.execPath, ['--test', `--test-concurrency=${CONCURRENCY}`, ...named, ...files], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    TESTED_PROGRAMS: programs,
    NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled'),
  },
});
child.once('close', code => {
  process.exitCode = code ?? 1;
});
