/** `simgate send`: one text to numbers, . */
import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import type { Session } from '../../connection/session.ts';
import { duration } from '../../output/times.ts';
import { clientCommand, doing } from '../../program/client-command.ts';
import { CommandError, exitCodes, usageError } from '../../program/exit-codes.ts';
import { phoneNumber, portList, several } from '../../program/values.ts';
import type { Until } from './outcome.ts';
import { type Rate, rate } from './rate.ts';

export interface SendOptions {
  readonly text?: string;
  readonly textFile?: string;
  readonly port?: number[];
  readonly encoding: 'auto' | 'gsm-7bit' | 'unicode';
  readonly report: boolean;
  readonly priority?: 'urgent' | 'normal' | 'bulk';
  readonly wait?: Until | true;
  readonly within: number;
  readonly dryRun: boolean;
  readonly rate?: Rate;
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

async function run(session: Session, options: SendOptions, numbers: string[]): Promise<void> {
  return (await import('./send-numbers.ts')).sendNumbers(session, options, numbers);
}

/** `simgate send`. */
export function sendCommand(): Command {
  const command = clientCommand(
    'send',
    'Sends a text. Ends once the gateway has stored it, or with --wait once it is sent.',
    [
      "simgate send +4915112345678 --text 'Hello'",
      "simgate send 88201990001 88201990002 --text 'Hello' --wait delivered --within 60s",
    ],
  )
    .argument('[number...]', 'phone numbers', several(phoneNumber), [])
    .option('-t, --text <text>', 'the text; #column# stands for a value of the row')
    .option('--text-file <file>', 'reads the text from a file; - is standard input')
    .option('--port <list>', 'ports that may carry it, such as 1,2 or 0-7', portList)
    .addOption(
      new Option('--encoding <name>', 'auto takes GSM 7 bit where every character fits')
        .choices(['auto', 'gsm-7bit', 'unicode'])
        .default('auto'),
    )
    .addOption(
      new Option('--priority <name>', 'what is urgent leaves before what waits').choices([
        'urgent',
        'normal',
        'bulk',
      ]),
    )
    .option('--no-report', 'asks for no status report')
    .addOption(
      new Option(
        '-w, --wait [state]',
        'waits until the network has taken it (sent), or the phone (delivered)',
      ).choices(['sent', 'delivered']),
    )
    .addOption(new Option('--within <time>', 'waits at most so long').argParser(duration).default(120, '2m'))
    .option('--dry-run', 'checks and counts only; sends nothing', false)
    .addOption(new Option('--rate <n/unit>', 'at most so many: 5/s, 100/m, 1000/h').argParser(rate));
  return command.action(doing(run));
}
