/** `simgate send --csv`: checks, asks, sends, and shows the outcome of each row. */
import type { Session } from '../../connection/session.ts';
import { ledgerFile, type Progress, type RunHead, readLedger } from '../../csv/ledger.ts';
import { readTable, type Table } from '../../csv/read-table.ts';
import { type Check, checkOf, type Recipients, recipientsOf } from '../../csv/recipients.ts';
import { type RowResult, renderResults, resultsOfRows, writeResults } from '../../csv/results.ts';
import { headOf, type Run, sendFile } from '../../csv/run.ts';
import { localTime } from '../../output/times.ts';
import { checkWritable, STANDARD_OUTPUT } from '../../output/writable.ts';
import { CommandError, exitCodes, usageError } from '../../program/exit-codes.ts';
import { interrupted } from '../../program/interrupted.ts';
import { refuseOnOriginal } from '../../sending/dispatch.ts';
import { exitCodeOf } from '../../sending/outcome.ts';
import { waitForTasks, waitForUserIds } from '../../sending/wait-for.ts';
import { type SendOptions, textOf } from './send-options.ts';

/** Options of `simgate send --csv`. */
export interface CsvOptions extends SendOptions {
  readonly csv: string;
}

/** Lines of rows that cannot be read; more are only counted. */
const MOST_LINES = 10;

function rowsOf(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`;
}

/** Notes for a person before rows are sent: the doubtful charset, rows that cannot be sent (the first ten), segments, repeated numbers. */
function showCheck(session: Session, { charset }: Table, check: Check): void {
  const { out } = session;
  const { unreadable, repeated, recipients, segments, segments_each, unicode } = check;
  const [least, most] = segments_each;
  if (charset === 'windows-1252')
    out.note('The file is no UTF-8: it was read as Windows-1252. Look at the names.', 'yellow');
  for (const { line, why } of unreadable.slice(0, MOST_LINES)) out.note(`line ${line} ${why}`, 'yellow');
  if (unreadable.length > MOST_LINES) out.note(`... and ${unreadable.length - MOST_LINES} more`, 'yellow');
  if (recipients === 0) return;
  const each = least === most ? `${least}` : `${least} to ${most}`;
  out.note(
    `${rowsOf(check.rows)}: ${recipients} can be sent, ${unreadable.length} cannot. Segments: ${segments} in all, ${each} for each.`,
  );
  if (unicode > 0 && unicode < recipients)
    out.note(`${unicode} of the texts do not fit GSM 7 bit and go as UCS-2 (70 characters a segment).`);
  if (repeated > 0) out.note(`${repeated} rows have a number that stands in an earlier row too.`, 'yellow');
}

/** How the file was begun must be how it is gone on with. */
function refuseOtherWay(
  { head }: Progress,
  table: Table,
  options: CsvOptions,
  text: string | undefined,
  sn: string,
): void {
  const other = (what: string): CommandError =>
    usageError(
      `${options.csv} was begun with another ${what}`,
      'Give --resume alone, or --again to send all of it anew.',
    );
  if (head.hash !== table.hash)
    throw new CommandError(
      exitCodes.failed,
      `${options.csv} was changed since it was begun`,
      `${ledgerFile(options.csv)} tells what was sent.`,
    );
  if (head.sn !== sn)
    throw new CommandError(
      exitCodes.failed,
      `${options.csv} was begun with another gateway (${head.sn}; this is ${sn})`,
    );
  if (text !== undefined && text !== head.text) throw other('text');
  if (options.port !== undefined && options.port.join() !== head.port?.join()) throw other('list of ports');
  if (
    options.numberColumn !== undefined &&
    options.numberColumn.toLowerCase() !== head.number_column.toLowerCase()
  )
    throw other('number column');
}

/** Refuses a file that has a ledger, where neither --resume nor --again is given. @throws CommandError always */
function refuseBegun(csv: string, { head, next, inDoubt }: Progress): never {
  const when = localTime(head.started_at);
  if (next < head.recipients || inDoubt !== undefined)
    throw new CommandError(
      exitCodes.failed,
      `${csv} was begun at ${when} and is not at its end`,
      '--resume goes on with it, --again sends all of it anew.',
    );
  throw new CommandError(
    exitCodes.failed,
    `${csv} was sent at ${when}`,
    '--again sends it once more; --resume --output FILE tells what became of it.',
  );
}

/**
 * Asks a person before the first row leaves. Where nobody can be asked, a file without faults is sent, and any other is refused.
 * @throws CommandError where the person declines, or rows cannot be sent and --yes is absent
 */
async function agree(
  session: Session,
  { yes }: CsvOptions,
  { recipients, unreadable }: Check,
): Promise<void> {
  if (yes) return;
  if (!session.mayAsk) {
    if (unreadable.length === 0) return;
    throw new CommandError(
      exitCodes.failed,
      `${rowsOf(unreadable.length)} cannot be sent, so nothing was`,
      'Mend the file, or send the others with --yes.',
    );
  }
  const { confirm } = await import('../../connection/prompts.ts');
  if (!(await confirm(`Send to ${recipients} recipients?`)))
    throw new CommandError(exitCodes.brokenOff, 'nothing was sent');
}

/** The new run, or the one of before; undefined where the check is all that was wanted. */
async function startOf(
  session: Session,
  options: CsvOptions,
  table: Table,
): Promise<{ start: RunHead | Progress; recipients: Recipients } | undefined> {
  const { csv, again, resume, dryRun, encoding, port, report, priority } = options;
  const before = again ? undefined : readLedger(csv);
  const text = textOf(options);
  if (before !== undefined && resume) {
    const { sn } = await (await session.client()).orThrow.querySmsInQueue();
    refuseOtherWay(before, table, options, text, sn);
    return { start: before, recipients: recipientsOf(table, before.head.text, before.head.number_column) };
  }
  if (before !== undefined && !dryRun) refuseBegun(csv, before);
  if (text === undefined || text === '') throw usageError('the text is missing: --text or --text-file');
  const recipients = recipientsOf(table, text, options.numberColumn);
  const check = checkOf(recipients, encoding);
  showCheck(session, table, check);
  if (dryRun) {
    if (session.out.format !== 'text') session.out.document(check);
    session.out.note('Nothing was sent (--dry-run).');
    process.exitCode = check.unreadable.length > 0 ? exitCodes.partly : exitCodes.done;
    return undefined;
  }
  if (check.recipients === 0) throw new CommandError(exitCodes.failed, `${csv}: no row can be sent`);
  if (await session.isOriginal()) refuseOnOriginal(options);
  const { sn } = await (await session.client()).orThrow.querySmsInQueue();
  await agree(session, options, check);
  return { start: headOf(table, recipients, text, sn, { encoding, port, report, priority }), recipients };
}

/**
 * Waits as --wait and --within (seconds) ask; returns at once without --wait.
 * Original hardware has no tasks, so there the rows are followed by their user ids.
 */
async function waitFor(
  session: Session,
  options: CsvOptions,
  { head, accepted }: Progress,
  recipients: Recipients,
): Promise<void> {
  if (options.wait === undefined) return;
  const patience = { until: options.wait === true ? 'sent' : options.wait, within: options.within } as const;
  const client = await session.client();
  if (await session.isOriginal()) {
    const ids = recipients.good.map(({ index }) => head.first_user_id + index);
    return waitForUserIds(session, client, ids, patience);
  }
  const tasks = accepted.map(({ task_id }) => task_id).filter(id => id !== null);
  await waitForTasks(session, client, tasks, patience);
}

/** Counts of a run, as they are printed at its end. */
interface Summary {
  readonly file: string;
  readonly rows: number;
  readonly accepted: number;
  readonly refused: number;
  readonly tasks: readonly number[];
  /** Messages by their state; only where it was asked for. */
  readonly states?: Readonly<Record<string, number>>;
}

/** The counts of a run. A task stands once, though several chunks may belong to it; `results` is absent where none were fetched. */
function summaryOf(
  csv: string,
  { accepted }: Progress,
  { good, bad }: Recipients,
  results: readonly RowResult[] | undefined,
): Summary {
  const tasks = accepted.map(({ task_id }) => task_id).filter(id => id !== null);
  const states: Record<string, number> = {};
  for (const { state } of results ?? []) states[state] = (states[state] ?? 0) + 1;
  return {
    file: csv,
    rows: good.length + bad.length,
    accepted: accepted.reduce((sum, { from, to }) => sum + to - from, 0),
    refused: bad.length,
    tasks: [...new Set(tasks)],
    ...(results !== undefined && { states }),
  };
}

function showSummary(session: Session, summary: Summary): void {
  session.out.facts(summary, [
    { title: 'file', value: ({ file }) => file },
    { title: 'rows', value: ({ rows }) => rows },
    { title: 'accepted', value: ({ accepted }) => accepted, style: () => 'green' },
    {
      title: 'refused',
      value: ({ refused }) => refused,
      style: ({ refused }) => (refused > 0 ? 'red' : undefined),
    },
    { title: 'tasks', value: ({ tasks }) => tasks.join(',') },
    {
      title: 'states',
      value: ({ states = {} }) =>
        Object.entries(states)
          .map(([state, count]) => `${state || 'unknown'} ${count}`)
          .join(', '),
    },
  ]);
}

/** Sends the rows of a file. */
export async function sendCsv(session: Session, options: CsvOptions): Promise<void> {
  const { csv, output, rate, wait: until } = options;
  const table = readTable(csv);
  if (output !== undefined) checkWritable(output);
  const started = await startOf(session, options, table);
  if (started === undefined) return;
  const { start, recipients } = started;
  const run: Run = { csv, recipients, rate, signal: interrupted() };
  const progress = await sendFile(session, run, start);
  await waitFor(session, options, progress, recipients);
  const wantsResults = until !== undefined || output !== undefined;
  const results = wantsResults
    ? await resultsOfRows(await session.client(), await session.isOriginal(), progress, recipients)
    : undefined;
  if (output === STANDARD_OUTPUT && results !== undefined) session.out.write(renderResults(table, results));
  else showSummary(session, summaryOf(csv, progress, recipients, results));
  if (output !== undefined && output !== STANDARD_OUTPUT && results !== undefined)
    writeResults(output, renderResults(table, results));
  const states = (results ?? [])
    .filter(({ state }) => state !== 'REFUSED')
    .map(({ state }) => ({ status: state }));
  const ended = until === undefined ? exitCodes.done : exitCodeOf(states, until === true ? 'sent' : until);
  process.exitCode = ended === exitCodes.done && recipients.bad.length > 0 ? exitCodes.partly : ended;
}
