/**
 * Status reports to messages. A report names port, recipient and the reference of a segment (TP-MR, 0..255, used again and again), so the
 * newest message that fits within a window is taken. A report that fits none is kept, and looked at again when results bring more references.
 */
import { describeStatus } from '@simgate/gsm';
import type { DriverReport, SendResult } from '../domain/driver.ts';
import type { ServerEvent } from '../domain/events.ts';
import { appendEvents } from '../store/events.ts';
import { type MatchedReport, type Settled, settleReports, settleResults } from '../store/results.ts';
import { all, type Row, type Statements, together, withRows } from '../store/statements.ts';
import { type Candidate, candidatesFor, mayBeOf, type Source, WINDOW } from './candidates.ts';

/** Unmatched reports that are looked at again at a time. */
const MOST_AGAIN = 200;

/** Stores reports; gives those that are new. */
function* keep(
  source: Source,
  at: number,
  reports: readonly DriverReport[],
): Statements<readonly DriverReport[]> {
  const once = [...new Map(reports.map(one => [one.dedupe, one])).values()];
  const rows = yield* withRows<{ dedupe: string }>(
    `INSERT INTO report (part, gateway, dedupe, port, imsi, number, ref_id, status_code, at, received_at, message)
     SELECT ?, ?, v.dedupe, v.port, v.imsi, v.number, v.ref_id, v.status_code, v.at, ?, '' FROM {rows} WHERE true
     ON CONFLICT (part, gateway, dedupe) DO NOTHING RETURNING dedupe`,
    {
      columns: {
        ...{ dedupe: 'text', port: 'int', imsi: 'text', number: 'text' },
        ...{ ref_id: 'int', status_code: 'int', at: 'int' },
      },
      rows: once.map(one => [
        ...[one.dedupe, one.port, one.imsi, one.number, one.refId, one.statusCode, one.at],
      ]),
    },
    source.part,
    source.id,
    at,
  );
  const added = new Set(rows.map(({ dedupe }) => dedupe));
  return once.filter(({ dedupe }) => added.has(dedupe));
}

/** Reports that fitted no message yet. */
function* unmatched({ id, part }: Source, at: number): Statements<readonly DriverReport[]> {
  const rows = yield* all<
    Row & { ref_id: number; status_code: number } & Omit<DriverReport, 'refId' | 'statusCode'>
  >(
    `SELECT dedupe, port, imsi, number, ref_id, status_code, at FROM report
     WHERE part = ? AND gateway = ? AND message = '' AND received_at > ? ORDER BY received_at DESC LIMIT ?`,
    ...[part, id, at - WINDOW, MOST_AGAIN],
  );
  return rows.map(({ ref_id: refId, status_code: statusCode, ...row }) => ({ ...row, refId, statusCode }));
}

/** Whether it is the reference of a segment: those of a message follow one another, and begin again behind 255. */
function isReferenceOf(refId: number, { ref_id, segments }: Candidate): boolean {
  return ref_id !== null && (refId - ref_id + 256) % 256 < segments;
}

/** The message that a report is of: the newest that fits. */
function matchOf<One extends Candidate>(report: DriverReport, newestFirst: readonly One[]): One | undefined {
  return newestFirst.find(one => isReferenceOf(report.refId, one) && mayBeOf(report, one));
}

interface Match {
  readonly report: DriverReport;
  readonly message: Candidate;
}

function* mark({ id, part }: Source, matches: readonly Match[]): Statements<void> {
  yield* withRows(
    `UPDATE report SET message = v.message FROM {rows}
     WHERE report.part = ? AND report.gateway = ? AND report.dedupe = v.dedupe RETURNING report.dedupe`,
    {
      columns: { message: 'text', dedupe: 'text' },
      rows: matches.map(({ report, message }) => [message.id, report.dedupe]),
    },
    part,
    id,
  );
}

const failed = new Set(['permanent']);

/** The state by all reports of a message; undefined while segments are open. */
function verdictOf(message: Candidate, codes: ReadonlyMap<number, number>): MatchedReport | undefined {
  const bad = [...codes.values()].find(code => failed.has(describeStatus(code)));
  if (bad !== undefined) {
    const detail = `status report 0x${bad.toString(16).padStart(2, '0')}`;
    return { message: message.id, delivered: false, detail };
  }
  const delivered = [...codes.values()].filter(code => describeStatus(code) === 'delivered').length;
  return delivered < message.segments ? undefined : { message: message.id, delivered: true, detail: '' };
}

/** The newest code of each segment, by message. */
function* codesOf(
  { id, part }: Source,
  messages: readonly string[],
): Statements<ReadonlyMap<string, ReadonlyMap<number, number>>> {
  const rows = yield* withRows<{ message: string; ref_id: number; status_code: number }>(
    `SELECT report.message, report.ref_id, report.status_code
     FROM {rows} JOIN report ON report.part = ? AND report.message = v.message AND report.message <> ''
     WHERE report.gateway = ? ORDER BY report.at, report.received_at`,
    { columns: { message: 'text' }, rows: messages.map(message => [message]) },
    part,
    id,
  );
  const ofMessages = Map.groupBy(rows, ({ message }) => message);
  return new Map(
    [...ofMessages].map(([message, codes]) => [
      message,
      new Map(codes.map(({ ref_id, status_code }) => [ref_id, status_code])),
    ]),
  );
}

/**
 * Stores new reports and matches them, and older ones that fitted none. Returns what the network reports of messages.
 * @param again whether to look at the older ones: results have come that may fit them
 */
export function* matchReports(
  source: Source,
  at: number,
  reported: readonly DriverReport[],
  again: boolean,
): Statements<readonly MatchedReport[]> {
  const fresh = yield* keep(source, at, reported);
  const reports = again ? yield* unmatched(source, at) : fresh;
  if (reports.length === 0) return [];
  const messages = yield* candidatesFor(
    source,
    at,
    reports.map(({ number }) => number),
  );
  const matches = reports.flatMap(report => {
    const message = matchOf(report, messages);
    return message === undefined ? [] : [{ report, message }];
  });
  const matched = new Map(matches.map(({ message }) => [message.id, message]));
  const [, codes] = yield* together(mark(source, matches), codesOf(source, [...matched.keys()]));
  return [...matched.values()].flatMap(message => {
    const ofMessage = codes.get(message.id);
    const verdict = ofMessage && verdictOf(message, ofMessage);
    return verdict === undefined ? [] : [verdict];
  });
}

/** Stores an answer about hand-offs, and matches the reports that came before it: they wait for the references in it. */
export function* settleAnswer(
  source: Source,
  at: number,
  results: readonly SendResult[],
): Statements<readonly Settled[]> {
  const events: ServerEvent[] = [];
  const settled = yield* settleResults(source.part, source.id, at, results, events);
  if (results.some(({ refId }) => refId !== undefined)) {
    const verdicts = yield* matchReports(source, at, [], true);
    if (verdicts.length > 0) yield* settleReports(source.part, at, verdicts, events);
  }
  yield* appendEvents(source.part, events);
  return settled;
}
