/** `simgate calls`, `dial`, `hangup` and `cdr`. */
import type { GetCallReply, GetCdrReply } from '@simgate/api';
import { type Command, Option } from 'commander';
import type { Session } from '../../connection/session.ts';
import { vendorTime } from '../../connection/vendor-time.ts';
import type { Style } from '../../output/colour.ts';
import type { Column } from '../../output/table.ts';
import { localTime, moment } from '../../output/times.ts';
import { clientCommand, doing } from '../../program/client-command.ts';
import { idNumber, phoneNumber, portList, portNumber, wholeNumber } from '../../program/values.ts';

type Call = GetCallReply;
type Cdr = GetCdrReply['cdr'][number];

function styleOf({ state }: Call): Style | undefined {
  if (state === 'active') return 'green';
  return state === 'ended' ? undefined : 'yellow';
}

const columns: readonly Column<Call>[] = [
  { title: 'id', value: ({ id }) => id, align: 'right' },
  { title: 'began', value: ({ started_at }) => started_at, shown: ({ started_at }) => localTime(started_at) },
  { title: 'port', value: ({ port }) => port, align: 'right' },
  { title: 'direction', value: ({ direction }) => direction },
  { title: 'from', value: ({ source_number }) => source_number },
  { title: 'to', value: ({ destination_number }) => destination_number },
  { title: 'state', value: ({ state }) => state, style: styleOf },
  { title: 'seconds', value: ({ duration }) => duration, align: 'right' },
  { title: 'ended by', value: ({ hangup }) => hangup },
  { title: 'reason', value: ({ reason }) => reason, mayShrink: true },
];

interface CallsOptions {
  readonly ongoing: boolean;
  readonly port?: number[];
  readonly limit: number;
}

async function list(session: Session, { ongoing, port, limit }: CallsOptions): Promise<void> {
  const client = await session.clientWithV1('simgate calls');
  const { calls } = await client.orThrow.listCalls({
    limit,
    ...(ongoing && { ongoing }),
    ...(port !== undefined && { port }),
  });
  session.out.list('calls', calls, columns, ongoing ? 'No call goes on.' : 'There was no call.');
}

/** Starts a voice call and returns at once, without waiting for an answer. Without --port the gateway takes the first free port. */
async function dial(session: Session, { port }: { readonly port?: number }, number: string): Promise<void> {
  const client = await session.clientWithV1('simgate dial');
  const call = await client.orThrow.dialCall({ number, ...(port !== undefined && { port }) });
  session.out.facts(call, columns);
  if (session.out.isTerminal) session.out.note(`simgate hangup ${call.id} ends it.`, 'dim');
}

/** Ends a call, or refuses one that rings. @throws SimgateError where no such call goes on */
async function hangUp(session: Session, _options: object, call_id: number): Promise<void> {
  const client = await session.clientWithV1('simgate hangup');
  session.out.facts(await client.orThrow.hangUpCall({ call_id }), columns);
}

/** The twelve keys of get_cdr, in its order. */
const cdrColumns: readonly Column<Cdr>[] = [
  { title: 'port', value: ({ port }) => port, align: 'right' },
  { title: 'start_date', value: ({ start_date }) => start_date },
  { title: 'answer_date', value: ({ answer_date }) => answer_date },
  { title: 'duration', value: ({ duration }) => duration, align: 'right' },
  { title: 'source_number', value: ({ source_number }) => source_number },
  { title: 'destination_number', value: ({ destination_number }) => destination_number },
  { title: 'direction', value: ({ direction }) => direction },
  { title: 'ip', value: ({ ip }) => ip, forProgramsOnly: true },
  { title: 'codec', value: ({ codec }) => codec, forProgramsOnly: true },
  { title: 'hangup', value: ({ hangup }) => hangup },
  { title: 'gsm_code', value: ({ gsm_code }) => gsm_code, align: 'right' },
  { title: 'bcch', value: ({ bcch }) => bcch, forProgramsOnly: true },
];

/** Times are of ISO 8601, and compared with the beginning of a call. */
interface CdrOptions {
  readonly csv: boolean;
  readonly since?: string;
  readonly until?: string;
  readonly port?: number[];
}

/** Prints the call records of get_cdr, oldest first; with --csv as CSV whose head line has the twelve keys. */
async function cdrs(session: Session, { csv, since, until, port }: CdrOptions): Promise<void> {
  const client = await session.client();
  const { cdr } = await client.orThrow.getCdr({
    ...(port !== undefined && { port }),
    ...(since !== undefined && { time_after: await vendorTime(session, since) }),
    ...(until !== undefined && { time_before: await vendorTime(session, until) }),
  });
  if (!csv) {
    session.out.list('cdr', cdr, cdrColumns, 'There was no call.');
    return;
  }
  const { stringify } = await import('csv-stringify/sync');
  const rows = cdr.map(one => cdrColumns.map(({ value }) => value(one)));
  session.out.write(stringify([cdrColumns.map(({ title }) => title), ...rows]));
}

/** `simgate calls`. */
export function callsCommand(): Command {
  return clientCommand('calls', 'Lists calls, newest first.', [
    'simgate calls --ongoing',
    'simgate calls --port 3',
  ])
    .option('--ongoing', 'only those that go on', false)
    .option('--port <list>', 'ports, such as 1,2 or 0-7', portList)
    .addOption(new Option('-n, --limit <n>', 'at most so many').argParser(wholeNumber(1, 500)).default(50))
    .action(doing(list));
}

/** `simgate dial NUMBER`. */
export function dialCommand(): Command {
  return clientCommand('dial', 'Dials a voice call.', [
    'simgate dial +4915112345678',
    'simgate dial 88201990001 --port 3',
  ])
    .argument('<number>', 'a phone number', phoneNumber)
    .option('--port <n>', 'over this port; absent: the first that is free', portNumber)
    .action(doing(dial));
}

/** `simgate hangup ID`. */
export function hangupCommand(): Command {
  return clientCommand('hangup', 'Ends a call, or refuses one that rings.', ['simgate hangup 5'])
    .argument('<id>', 'the id of the call', idNumber)
    .action(doing(hangUp));
}

/** `simgate cdr`. */
export function cdrCommand(): Command {
  return clientCommand('cdr', 'Lists calls that have ended, as get_cdr has them, oldest first.', [
    'simgate cdr --since 1d',
    'simgate cdr --csv > calls.csv',
  ])
    .option('--csv', 'writes CSV with a head line', false)
    .option('--since <time>', 'began from then on: 2h, 1d, or 2026-05-31T18:00', moment)
    .option('--until <time>', 'began up to then', moment)
    .option('--port <list>', 'ports, such as 1,2 or 0-7', portList)
    .action(doing(cdrs));
}
