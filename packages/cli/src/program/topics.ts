/** Pages of `simgate help TOPIC`. */
import { clientVariables } from '@simgate/api';
import { exitCodeMeanings, exitCodes } from './exit-codes.ts';

function table(rows: readonly (readonly [string, string])[]): string {
  const longest = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, meaning]) => `  ${name.padEnd(longest)}  ${meaning}\n`).join('');
}

function environment(): string {
  return [
    'Options stand above these variables, and these above the profile (simgate login).\n\n',
    table(clientVariables.map(({ name, meaning }) => [name, meaning])),
    '\nA profile lies in $XDG_CONFIG_HOME/simgate/profiles.json (~/.config by default), which only you can read.\n',
    'NO_COLOR takes colours away, FORCE_COLOR=1 forces them; --color stands above both.\n',
    'simgate gateway has variables of its own, one for each setting: docs/settings.md.\n',
  ].join('');
}

function codes(): string {
  const rows = Object.entries(exitCodes).map(
    ([name, code]) => [String(code), exitCodeMeanings[name as keyof typeof exitCodes]] as const,
  );
  return `How commands that speak to a gateway end:\n\n${table(rows)}\nThe programs gateway, simulator and doctor have codes of their own: docs/operating.md.\n`;
}

const OUTPUT = `Data is on standard output; questions, progress and warnings are on standard error.

  at a terminal     tables, colours, times of your zone; what does not fit is cut
  elsewhere         a line for each row, fields parted by tabs, no head line, nothing cut, times in UTC;
                    a tab, line end or backslash within a field is written as \\t, \\n or \\\\
  --json            one document; keys as in the API (docs/api.md)
  --jsonl           a line of JSON for each row

Control characters of received texts are never written to a terminal.
`;

const CSV = `simgate send --csv people.csv --text 'Hello #name#, your code is #code#'

The first row names the columns. One of them holds the number: number, phone, to, msisdn or mobile, or the one that
--number-column names. Every other column can stand in the text as #column#. #param# takes the other columns in order.
Commas, semicolons, tabs and bars between fields are found by themselves, as is a byte order mark, a "sep=" line and UTF-16.

Before anything is sent the rows are checked: numbers that cannot be read (also those that a spreadsheet turned into
4.91E+11), texts that are too long, segments. At a terminal you are asked then; --yes sends without, --dry-run ends there.

What was begun is written down beside the file, in people.csv.simgate.jsonl, before it is sent. After a crash, a kill or a
lost network, --resume goes on with the rest, and no row is sent twice. --again sends a whole file once more.

--output results.csv has the rows again with id, state and reason of each message; - is standard output.
`;

/** The pages by name. */
export const topics: Readonly<Record<string, () => string>> = {
  environment,
  output: () => OUTPUT,
  'exit-codes': codes,
  csv: () => CSV,
};
