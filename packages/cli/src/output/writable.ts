/** Whether a file can be written, looked at before long work and without making it. */
import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { CommandError, exitCodes } from '../program/exit-codes.ts';

/** The name of standard output where a file may be named. */
export const STANDARD_OUTPUT = '-';

/** @throws CommandError where a file of that name cannot be made or written */
export function checkWritable(file: string): void {
  if (file === STANDARD_OUTPUT) return;
  try {
    accessSync(existsSync(file) ? file : dirname(file), constants.W_OK);
  } catch (error) {
    throw new CommandError(exitCodes.failed, `${file} cannot be written: ${(error as Error).message}`);
  }
}
