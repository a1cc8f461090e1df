/** Where the programs are that tests start as processes of their own. */
import { join } from 'node:path';

/** A folder that `bundlePrograms` has filled, in the environment of `npm run test:whole`. A single test file runs the sources. */
const bundled = process.env.TESTED_PROGRAMS;

/** The command `simgate`. */
export const launcher =
  bundled === undefined
    ? join(import.meta.dirname, '../../packages/cli/bin/simgate.js')
    : join(bundled, 'bin/simgate.js');

/** The simulator with settings that its command line does not offer. */
export const simulatorProgram =
  bundled === undefined
    ? join(import.meta.dirname, '../foreign/support/simulator-program.ts')
    : join(bundled, 'dist/simulator-program.js');
