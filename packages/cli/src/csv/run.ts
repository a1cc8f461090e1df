/** Sends a file: begun is written down before, accepted behind each request. */
import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type Client, SimgateError } from '@simgate/api';
import type { Session } from '../connection/session.ts';
import { span } from '../output/times.ts';
import { CommandError, exitCodes } from '../program/exit-codes.ts';
import { dispatch, MOST_RECIPIENTS, type Sending } from '../sending/dispatch.ts';
import { type Rate, timeOf } from '../sending/rate.ts';
import { firstUserId } from '../sending/user-ids.ts';
import { resultsOf } from '../sending/wait-for.ts';
import { type Chunk, Ledger, type Progress, type RunHead, readLedger } from './ledger.ts';
import type { Table } from './read-table.ts';
import type { GoodRow, Recipients } from './recipients.ts';

/** A run over a file: its ledger, its rows and how they are sent. */
export interface Run {
  readonly csv: string;
  readonly recipients: Recipients;
  readonly rate: Rate | undefined;
  /** Aborted by Ctrl+C: no further request leaves then. */
  readonly signal: AbortSignal;
}

/** Milliseconds; while the queue of the gateway is full. */
const QUEUE_WAIT = 5000;
/** Milliseconds until original hardware lists the messages that it took, and how often it is asked. */
const BOX_WAIT = 5000;
const BOX_TRIES = 3;
/** A gateway of ours knows a key for 24 hours (docs/api.md); an hour is left for clocks that differ. */
const KEY_AGE = 23 * 3600 * 1000;
const TOO_MUCH = 413;

/** The data of a new run. */
export function headOf(
  table: Table,
  { numberColumn, good }: Recipients,
  text: string,
  sn: string,
  sending: Omit<Sending, 'template'>,
): RunHead {
  return {
    kind: 'run',
    version: 1,
    id: randomBytes(16).toString('hex'),
    hash: table.hash,
    sn,
    text,
    number_column: numberColumn,
    encoding: sending.encoding,
    port: sending.port === undefined ? null : [...sending.port],
    report: sending.report,
    priority: sending.priority ?? null,
    first_user_id: firstUserId(table.rows.length),
    recipients: good.length,
    started_at: new Date().toISOString(),
  };
}

/** Whether the gateway refused a request because its queue is full: the same request succeeds later. */
function isFullQueue(error: unknown): boolean {
  return error instanceof SimgateError && error.code === TOO_MUCH && /queue/i.test(error.message);
}

/** Sends the chunks of one run. */
class ChunkSender {
  readonly #session: Session;
  readonly #client: Client;
  readonly #run: Run;
  readonly #head: RunHead;

  constructor(session: Session, client: Client, run: Run, head: RunHead) {
    this.#session = session;
    this.#client = client;
    this.#run = run;
    this.#head = head;
  }

  /**
   * Sends a chunk that was begun; waits while the queue is full.
   * @param since when it was begun for the first time, where it is in doubt
   * @returns the task; null where only that it was accepted is known
   */
  async send(chunk: Chunk, since?: string): Promise<number | null> {
    if (since !== undefined && (await this.#wasAccepted(chunk, since))) return null;
    const isOriginal = await this.#session.isOriginal();
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#dispatch(chunk);
      } catch (error) {
        if (isFullQueue(error)) await this.#waitForQueue();
        else if (!isOriginal || !(error instanceof SimgateError) || !error.mayBeDone || attempt >= BOX_TRIES)
          throw error;
        else {
          await wait(BOX_WAIT, undefined, { signal: this.#run.signal });
          if (await this.#isKnown(chunk)) return null;
        }
      }
    }
  }

  #rows({ from, to }: Chunk): readonly GoodRow[] {
    return this.#run.recipients.good.slice(from, to);
  }

  #userIds(chunk: Chunk): number[] {
    return this.#rows(chunk).map(({ index }) => this.#head.first_user_id + index);
  }

  #dispatch(chunk: Chunk): Promise<number> {
    const { encoding, port, report, priority, id } = this.#head;
    const sending: Sending = {
      template: this.#run.recipients.template,
      encoding,
      port: port ?? undefined,
      report,
      priority: priority ?? undefined,
    };
    const recipients = this.#rows(chunk).map(({ number, values, index }) => ({
      number,
      values,
      userId: this.#head.first_user_id + index,
    }));
    return dispatch(this.#session, this.#client, sending, recipients, `${id}-${chunk.from}-${chunk.to}`);
  }

  /** Our gateways answer the same key with the same task; a box, and a gateway that has forgotten the key, is asked for the messages. */
  async #wasAccepted(chunk: Chunk, since: string): Promise<boolean> {
    const keyHolds = Date.now() - Date.parse(since) < KEY_AGE;
    if (keyHolds && !(await this.#session.isOriginal())) return false;
    return this.#isKnown(chunk);
  }

  /** A request is taken as a whole, so one of its messages proves it for all. */
  async #isKnown(chunk: Chunk): Promise<boolean> {
    const found = await resultsOf(this.#client, this.#userIds(chunk));
    const numbers = new Set(this.#rows(chunk).map(({ number }) => number.replace(/^\+/, '')));
    return [...found.values()].some(({ number }) => numbers.has(number.replace(/^\+/, '')));
  }

  async #waitForQueue(): Promise<void> {
    this.#session.out.progress('The queue of the gateway is full: waiting.');
    await wait(QUEUE_WAIT, undefined, { signal: this.#run.signal });
  }
}

/** Recipients of one request: as many as the rate allows in a second, from 1 to 128. */
function chunkSize(rate: Rate | undefined): number {
  if (rate === undefined) return MOST_RECIPIENTS;
  return Math.max(1, Math.min(MOST_RECIPIENTS, Math.floor(1000 / timeOf(1, rate))));
}

/** The rest of the run, in chunks. */
function* chunksOf(from: number, to: number, size: number): Generator<Chunk> {
  for (let at = from; at < to; at += size) yield { from: at, to: Math.min(at + size, to) };
}

/** The line of progress at a terminal. The time left follows from the pace of this run alone, not of an earlier one. */
class ProgressLine {
  readonly #session: Session;
  readonly #start = performance.now();
  readonly #first: number;
  readonly #all: number;

  constructor(session: Session, first: number, all: number) {
    this.#session = session;
    this.#first = first;
    this.#all = all;
  }

  show(done: number): void {
    const passed = (performance.now() - this.#start) / 1000;
    const left = ((this.#all - done) * passed) / Math.max(1, done - this.#first);
    this.#session.out.progress(
      `${done} of ${this.#all} accepted${done < this.#all ? `, ${span(left)} left` : ''}`,
    );
  }
}

/**
 * Settles the chunk in doubt first, then sends the others, each between two lines of the ledger.
 * After Ctrl+C no further chunk leaves.
 */
async function sendRest(
  session: Session,
  sender: ChunkSender,
  ledger: Ledger,
  run: Run,
  { head, inDoubt, next }: Progress,
): Promise<void> {
  const line = new ProgressLine(session, next, head.recipients);
  if (inDoubt !== undefined) ledger.accepted(inDoubt, await sender.send(inDoubt, inDoubt.at));
  for (const chunk of chunksOf(next, head.recipients, chunkSize(run.rate))) {
    if (run.signal.aborted) return;
    ledger.begun(chunk);
    ledger.accepted(chunk, await sender.send(chunk));
    line.show(chunk.to);
    if (run.rate !== undefined && chunk.to < head.recipients)
      await wait(timeOf(chunk.to - chunk.from, run.rate), undefined, { signal: run.signal });
  }
}

/** The error for a run that did not reach its end, with the advice to resume. Errors that are no SimgateError pass unchanged. */
function brokenOff(run: Run, error: unknown): unknown {
  const hint = `simgate send --csv ${run.csv} --resume goes on; no row is sent twice.`;
  if (run.signal.aborted) return new CommandError(exitCodes.brokenOff, 'broken off', hint);
  if (!(error instanceof SimgateError)) return error;
  const codes = { unauthorized: exitCodes.notSignedIn, refused: exitCodes.refused } as const;
  const { kind } = error;
  return new CommandError(
    kind === 'unauthorized' || kind === 'refused' ? codes[kind] : exitCodes.unreachable,
    error.message,
    hint,
  );
}

/**
 * Begins, or goes on where `before` stands.
 * @throws CommandError where it could not come to its end; what is open then, the ledger knows
 */
export async function sendFile(session: Session, run: Run, start: RunHead | Progress): Promise<Progress> {
  const client = await session.client();
  const head = 'kind' in start ? start : start.head;
  const ledger = 'kind' in start ? Ledger.begin(run.csv, start) : Ledger.goOn(run.csv);
  try {
    // Read again now that nobody else writes it.
    const progress = readLedger(run.csv) ?? { head, accepted: [], inDoubt: undefined, next: 0 };
    await sendRest(session, new ChunkSender(session, client, run, head), ledger, run, progress);
  } catch (error) {
    throw brokenOff(run, error);
  } finally {
    session.out.progress('');
    ledger.close();
  }
  if (run.signal.aborted) throw brokenOff(run, undefined);
  return readLedger(run.csv) as Progress;
}
