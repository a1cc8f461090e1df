/** Commands of the checks of a release. */
import { execFileSync } from 'node:child_process';
import { root } from './paths.ts';

/** A check gets the files of the release, and reports what it has seen. */
export interface Check {
  readonly files: readonly string[];
  readonly report: (sentence: string) => void;
}

/** Runs a command to its end. @returns what it printed. @throws Error where it fails */
export function run(
  command: string,
  args: readonly string[],
  folder = root,
  env: NodeJS.ProcessEnv = process.env,
): string {
  return execFileSync(command, [...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
