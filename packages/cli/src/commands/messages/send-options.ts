/** The options of `simgate send`, and the text that they name. */
import { readFileSync } from 'node:fs';
import { CommandError, exitCodes, usageError } from '../../program/exit-codes.ts';
import type { Until } from '../../sending/outcome.ts';
import type { Rate } from '../../sending/rate.ts';

/** Options that all ways to send share. */
export interface SendOptions {
  readonly text?: string;
  readonly textFile?: string;
  readonly csv?: string;
  readonly port?: number[];
  readonly encoding: 'auto' | 'gsm-7bit' | 'unicode';
  readonly report: boolean;
  readonly priority?: 'urgent' | 'normal' | 'bulk';
  readonly wait?: Until | true;
  readonly within: number;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly rate?: Rate;
  readonly numberColumn?: string;
  readonly resume: boolean;
  readonly again: boolean;
  readonly output?: string;
}

const STDIN = 0;

/** The text of the options; without the line end that an editor leaves behind it. */
export function textOf({ text, textFile }: Pick<SendOptions, 'text' | 'textFile'>): string | undefined {
  if (text !== undefined && textFile !== undefined)
    throw usageError('--text and --text-file exclude each other');
  if (textFile === undefined) return text;
  const name = textFile === '-' ? 'standard input' : textFile;
  let found: string;
  try {
    found = readFileSync(textFile === '-' ? STDIN : textFile, 'utf8');
  } catch (error) {
    throw new CommandError(exitCodes.failed, `${name}: ${(error as Error).message}`);
  }
  return found.replace(/\r?\n$/, '');
}
