/** `simgate send`: one text to numbers, or to the rows of a CSV file. */
import { type Command, Option } from 'commander';
import type { Session } from '../../connection/session.ts';
import { duration } from '../../output/times.ts';
import { clientCommand, doing } from '../../program/client-command.ts';
import { usageError } from '../../program/exit-codes.ts';
import { phoneNumber, portList, several } from '../../program/values.ts';
import { rate } from '../../sending/rate.ts';
import type { SendOptions } from './send-options.ts';

async function run(session: Session, options: SendOptions, numbers: string[]): Promise<void> {
  const { csv, numberColumn, resume, again, output } = options;
  if (csv !== undefined) {
    if (numbers.length > 0) throw usageError('give numbers or --csv, not both');
    return (await import('./send-csv.ts')).sendCsv(session, { ...options, csv });
  }
  if (resume || again || output !== undefined || numberColumn !== undefined)
    throw usageError('--resume, --again, --output and --number-column are for --csv');
  return (await import('./send-numbers.ts')).sendNumbers(session, options, numbers);
}

/** Adds the options of a file of recipients, under a heading of their own in the help. */
function withCsvOptions(command: Command): Command {
  return command
    .optionsGroup('CSV (simgate help csv):')
    .option('--csv <file>', 'the recipients: a row each, the first names the columns')
    .option('--number-column <name>', 'the column with the number')
    .option('--resume', 'goes on with a file that was begun; no row is sent twice', false)
    .option('--again', 'sends a file that was sent once more', false)
    .option('--output <file>', 'writes the rows with id, state and reason; - is standard output')
    .option('-y, --yes', 'sends without asking', false);
}

/** `simgate send`. */
export function sendCommand(): Command {
  const command = clientCommand(
    'send',
    'Sends a text. Ends once the gateway has stored it, or with --wait once it is sent.',
    [
      "simgate send +4915112345678 --text 'Hello'",
      "simgate send --csv people.csv --text 'Hello #name#' --dry-run",
      "simgate send 88201990001 88201990002 --text 'Hello' --wait delivered",
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
  return withCsvOptions(command).action(doing(run));
}
