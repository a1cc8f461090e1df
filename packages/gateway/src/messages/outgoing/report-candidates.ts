/** Which segments a status report can mean, as the store knows them. */

import type { Database } from '@simgate/daemon/store';
import { describeStatus, sameNumber } from '@simgate/gsm';
import type { MessagesContext } from '../context.ts';
import { segmentStateCode } from '../rows.ts';
import {
  agreeingInDoubt,
  type Candidate,
  chooseByReference,
  chooseInDoubt,
  chooseNear,
  KNOWN_SLACK,
  learnOffset,
  type ReportTime,
  UNKNOWN_SLACK,
} from './report-matching.ts';

/** A status report that was received. */
export type ReportRow = {
  id: number;
  port: number;
  reference: number;
  status: number;
  imsi: string;
  recipient: string;
  centre_time: number | null;
  received_steady: number;
  time: number;
  told: number;
};

export const REPORT_COLUMNS =
  'id, port, reference, status, imsi, recipient, centre_time, received_steady, time, told';

type CandidateRow = {
  message_id: number;
  sequence: number;
  handed_steady: number;
  status: number | null;
  number: string;
  imsi: string;
};

const CANDIDATE_COLUMNS = 's.message_id, s.sequence, s.handed_steady, s.status, s.imsi, m.number';

/** A message lives at most its validity in the service centre; a day more for the report's own way (9.2.3.12). */
function oldestHandOver(context: MessagesContext): number {
  return context.store.steady.now() - context.sms.validity * 60_000 - 24 * 3600_000;
}

interface StoredCandidate extends Candidate {
  readonly imsi: string;
}

/** Of segments, those with the report's address that were handed over before it came. */
function byNumber(rows: readonly CandidateRow[], report: ReportRow): StoredCandidate[] {
  return rows
    .filter(row => row.handed_steady <= report.received_steady && sameNumber(row.number, report.recipient))
    .map(row => ({
      messageId: row.message_id,
      sequence: row.sequence,
      imsi: row.imsi,
      handedOver: row.handed_steady,
      settled: row.status !== null && describeStatus(row.status) !== 'temporary',
    }));
}

/**
 * Messages that a port sent under other SIMs to the number that a report names. For a report whose SIM was not known, or is another one than
 * the gateway took it for when it sent.
 */
function ofPort(condition: string): string {
  return `SELECT ${CANDIDATE_COLUMNS} FROM
    (SELECT id, port, number FROM messages WHERE ltrim(number, '+') = ltrim(?, '+') ORDER BY id DESC LIMIT 32) m
    JOIN segments s ON s.message_id = m.id
    WHERE m.port = ? AND s.imsi <> ? AND ${condition} AND s.handed_steady > ? ORDER BY s.handed_steady DESC`;
}

function candidatesOfPort(context: MessagesContext, database: Database, report: ReportRow): Candidate[] {
  const { recipient, port, imsi, reference } = report;
  const oldest = oldestHandOver(context);
  return byNumber(
    database.all<CandidateRow>(ofPort('s.reference = ?'), recipient, port, imsi, reference, oldest),
    report,
  );
}

function candidatesInDoubtOfPort(
  context: MessagesContext,
  database: Database,
  report: ReportRow,
): Candidate[] {
  const { recipient, port, imsi } = report;
  const rows = database.all<CandidateRow>(
    ofPort('s.reference IS NULL AND s.state = ?'),
    recipient,
    port,
    imsi,
    segmentStateCode('inDoubt'),
    oldestHandOver(context),
  );
  return withEnds(database, byNumber(rows, report));
}

function candidatesByReference(context: MessagesContext, database: Database, report: ReportRow): Candidate[] {
  if (report.imsi === '') return candidatesOfPort(context, database, report);
  return byNumber(
    database.all<CandidateRow>(
      `SELECT ${CANDIDATE_COLUMNS} FROM segments s JOIN messages m ON m.id = s.message_id
       WHERE s.imsi = ? AND s.reference = ? AND s.handed_steady > ? ORDER BY s.handed_steady DESC LIMIT 32`,
      report.imsi,
      report.reference,
      oldestHandOver(context),
    ),
    report,
  );
}

/** So many candidates in doubt of one number get their exact end; more of them are ambiguous anyhow. */
const EXACT_ENDS = 16;

/** When a SIM handed over its next segment after this moment. TP-MR by TP-MR, because the index leads that way. */
function nextHandOver(database: Database, imsi: string, handedOver: number): number | undefined {
  const row = database.get<{ next: number | null }>(
    `WITH RECURSIVE every (reference) AS (SELECT 0 UNION ALL SELECT reference + 1 FROM every WHERE reference < 255)
     SELECT min(next) AS next FROM (
       SELECT (SELECT min(s.handed_steady) FROM segments s
         WHERE s.imsi = ?1 AND s.reference = every.reference AND s.handed_steady > ?2) AS next FROM every
       UNION ALL
       SELECT min(s.handed_steady) FROM segments s
         WHERE s.imsi = ?1 AND s.reference IS NULL AND s.handed_steady > ?2)`,
    imsi,
    handedOver,
  );
  return row?.next ?? undefined;
}

function withEnds(database: Database, candidates: readonly StoredCandidate[]): Candidate[] {
  return candidates.map((candidate, index) => {
    if (index >= EXACT_ENDS) return candidate;
    return { ...candidate, next: nextHandOver(database, candidate.imsi, candidate.handedOver) };
  });
}

function candidatesInDoubt(context: MessagesContext, database: Database, report: ReportRow): Candidate[] {
  const found = byNumber(
    database.all<CandidateRow>(
      `SELECT ${CANDIDATE_COLUMNS} FROM segments s JOIN messages m ON m.id = s.message_id
       WHERE s.imsi = ? AND s.reference IS NULL AND s.handed_steady > ? AND s.state = ?
       ORDER BY s.handed_steady DESC LIMIT 256`,
      report.imsi,
      oldestHandOver(context),
      segmentStateCode('inDoubt'),
    ),
    report,
  );
  return withEnds(database, found);
}

function knownOffset(database: Database, imsi: string): number | undefined {
  return database.get<{ clock_offset: number }>(
    'SELECT clock_offset FROM service_centre_clocks WHERE imsi = ?',
    imsi,
  )?.clock_offset;
}

/** Of a SIM for which the port sent lately: the clocks of one network's service centres hardly differ. */
function knownOffsetOfPort(database: Database, port: number): number | undefined {
  return database.get<{ clock_offset: number }>(
    `SELECT c.clock_offset FROM (SELECT imsi, port FROM messages ORDER BY id DESC LIMIT 256) m
     JOIN service_centre_clocks c ON c.imsi = m.imsi WHERE m.port = ? LIMIT 1`,
    port,
  )?.clock_offset;
}

function timeOf(context: MessagesContext, report: ReportRow, known: number | undefined): ReportTime {
  const offset = known ?? Math.round(context.clock.now()) - context.store.steady.now();
  return {
    centreTime: report.centre_time === null ? undefined : report.centre_time - offset,
    slack: known === undefined ? UNKNOWN_SLACK : KNOWN_SLACK,
    deadline: context.sms.submitDeadline * 1000,
  };
}

export interface Found extends Candidate {
  /** It was in doubt: what other reports can mean is fewer now. */
  readonly wasInDoubt?: boolean;
}

/** The segment a report means; undefined where nothing decides. */
export function findSegment(
  context: MessagesContext,
  database: Database,
  report: ReportRow,
): Found | undefined {
  return findOfSim(context, database, report) ?? findOfPort(context, database, report);
}

/** Among what the port of a report sent under other SIMs; only where the time can be compared closely. */
function findOfPort(context: MessagesContext, database: Database, report: ReportRow): Found | undefined {
  const offset = knownOffset(database, report.imsi) ?? knownOffsetOfPort(database, report.port);
  if (offset === undefined || report.centre_time === null) return undefined;
  const time = timeOf(context, report, offset);
  const named = chooseByReference(candidatesOfPort(context, database, report), time);
  if (named !== undefined) return named;
  const inDoubt = chooseInDoubt(candidatesInDoubtOfPort(context, database, report), time);
  return inDoubt && { ...inDoubt, wasInDoubt: true };
}

function findOfSim(context: MessagesContext, database: Database, report: ReportRow): Found | undefined {
  const time = timeOf(context, report, knownOffset(database, report.imsi));
  const named = candidatesByReference(context, database, report);
  const byReference = chooseByReference(named, time);
  if (byReference !== undefined && !byReference.settled) return byReference;
  const doubtful = candidatesInDoubt(context, database, report);
  const inDoubt = chooseInDoubt(doubtful, time);
  const near = byReference === undefined ? chooseNear(named, time) : undefined;
  // TP-MR speaks for one and time for the other: nothing decides.
  if (inDoubt !== undefined) return near === undefined ? { ...inDoubt, wasInDoubt: true } : undefined;
  // A clock that was set makes every stamp implausible: then the only segment that can be meant is meant.
  const only = named.length === 1 && doubtful.length === 0 ? named[0] : undefined;
  return byReference ?? near ?? only;
}

/** No clock is so far out: the stamp is damaged, or a default such as 1970. Milliseconds. */
const STAMP_LIMIT = 366 * 24 * 3600_000;

/** Corrects the clock of the service centre by a report whose segment was found. */
export function learnClock(database: Database, report: ReportRow, handedOver: number): void {
  if (report.centre_time === null || report.imsi === '') return;
  if (Math.abs(report.centre_time - handedOver) > STAMP_LIMIT) return;
  const known = knownOffset(database, report.imsi);
  const offset = learnOffset(known, report.centre_time - handedOver);
  // Differences below a second are noise and not worth a write for each report.
  if (known !== undefined && Math.abs(offset - known) < 1000) return;
  database.run(
    'INSERT OR REPLACE INTO service_centre_clocks (imsi, clock_offset) VALUES (?, ?)',
    report.imsi,
    offset,
  );
}

/** The segments in doubt that a report fits; newest first. */
export function fittingInDoubt(
  context: MessagesContext,
  database: Database,
  report: ReportRow,
): readonly Candidate[] {
  return agreeingInDoubt(
    candidatesInDoubt(context, database, report),
    timeOf(context, report, knownOffset(database, report.imsi)),
  );
}
