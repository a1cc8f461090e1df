/**
 * `npm run command-start -- [runs]`: how much of the processor each command of the client takes over bare Node until it is loaded (its
 * help), and until a request is refused by an address where nobody listens. The best of several runs counts; time on the clock would show
 * of the other programs of the machine.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogue, PROGRAMS } from '../packages/cli/src/program/catalogue.ts';

/** Milliseconds over bare Node until the command is loaded, and until its request is refused. */
const MOST_TO_LOAD = 80;
const MOST_TO_ASK = 150;
const launcher = join(import.meta.dirname, '../packages/cli/bin/simgate.js');
const [runs = 10] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'simgate-start-'));
const env = {
  ...process.env,
  XDG_CONFIG_HOME: folder,
  SIMGATE_URL: 'http://127.0.0.1:9',
  SIMGATE_USER: 'admin',
  SIMGATE_PASSWORD: 'none',
};

/** `times` of a shell prints the processor time of its children: `0m0.061s 0m0.020s` in the second line. */
function once(args: readonly string[]): number {
  const script = '"$@" > /dev/null 2>&1 < /dev/null; times';
  const { stdout } = spawnSync('bash', ['-c', script, 'bash', process.execPath, ...args], {
    env,
    encoding: 'utf8',
  });
  const [, line = ''] = stdout.split('\n');
  const seconds = [...line.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, rest]) => Number(minutes) * 60 + Number(rest),
  );
  return seconds.reduce((sum, one) => sum + one, 0) * 1000;
}

/** Milliseconds of the processor in the fastest of the runs. */
function best(args: readonly string[]): number {
  return Math.min(...Array.from({ length: runs }, () => once(args)));
}

const bare = best(['-e', '0']);
process.stdout.write(`bare Node ${Math.round(bare)} ms\n`);
const commands = Object.entries(catalogue)
  .filter(([, { group }]) => group !== PROGRAMS)
  .map(([name]) => [name, '--help']);
for (const [words, most] of [
  ...commands.map(words => [words, MOST_TO_LOAD] as const),
  ...[['ports'], ['messages'], ['send', '1', '--text', 'x']].map(words => [words, MOST_TO_ASK] as const),
]) {
  const over = best([launcher, ...words]) - bare;
  process.stdout.write(
    `${words.join(' ').padEnd(20)} ${String(Math.round(over)).padStart(4)} ms over it, ${most} allowed\n`,
  );
  if (over > most) process.exitCode = 1;
}
rmSync(folder, { recursive: true });
