/** Status reports: stored as they come, matched to their segments, parked where that is not possible yet. */
import { describeStatus, formatAddress, type StatusReport, sameNumber, timestampToEpoch } from '@simgate/gsm';
import type { Database } from '../../store/database.ts';
import type { MessagesContext } from '../context.ts';
import { type MessageRow, segmentStateCode } from '../rows.ts';
import { loadMessage, noteSegment, refreshMessage } from './message-store.ts';
import { statusAfter } from './progress.ts';
import {
  agreeingInDoubt,
  type Candidate,
  chooseByReference,
  chooseInDoubt,
  chooseTogether,
  KNOWN_SLACK,
  learnOffset,
  type ReportTime,
  UNKNOWN_SLACK,
} from './report-matching.ts';

type ReportRow = {
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

const REPORT_COLUMNS =
  'id, port, reference, status, imsi, recipient, centre_time, received_steady, time, told';

type CandidateRow = {
  message_id: number;
  sequence: number;
  handed_steady: number;
  status: number | null;
  number: string;
};

const CANDIDATE_COLUMNS = 's.message_id, s.sequence, s.handed_steady, s.status, m.number';

/** A message lives at most its validity in the service centre; a day more for the report's own way (9.2.3.12). */
function oldestHandOver(context: MessagesContext): number {
  return context.store.steady.now() - context.sms.validity * 60_000 - 24 * 3600_000;
}

/** Of segments, those with the report's address that were handed over before it came. */
function byNumber(rows: readonly CandidateRow[], report: ReportRow): Candidate[] {
  return rows
    .filter(row => row.handed_steady <= report.received_steady && sameNumber(row.number, report.recipient))
    .map(row => ({
      messageId: row.message_id,
      sequence: row.sequence,
      handedOver: row.handed_steady,
      settled: row.status !== null && describeStatus(row.status) !== 'temporary',
    }));
}

function candidatesByReference(context: MessagesContext, database: Database, report: ReportRow): Candidate[] {
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

function candidatesInDoubt(context: MessagesContext, database: Database, report: ReportRow): Candidate[] {
  return byNumber(
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
}

function knownOffset(database: Database, imsi: string): number | undefined {
  return database.get<{ clock_offset: number }>(
    'SELECT clock_offset FROM service_centre_clocks WHERE imsi = ?',
    imsi,
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

interface Found extends Candidate {
  /** It was in doubt: what other reports can mean is fewer now. */
  readonly wasInDoubt?: boolean;
}

function find(context: MessagesContext, database: Database, report: ReportRow): Found | undefined {
  const time = timeOf(context, report, knownOffset(database, report.imsi));
  const named = candidatesByReference(context, database, report);
  const byReference = chooseByReference(named, time);
  if (byReference !== undefined && !byReference.settled) return byReference;
  const doubtful = candidatesInDoubt(context, database, report);
  const inDoubt = chooseInDoubt(doubtful, time);
  // A clock that was set makes every stamp implausible: then the only segment that can be meant is meant.
  const only = named.length === 1 && doubtful.length === 0 ? named[0] : undefined;
  return inDoubt === undefined ? (byReference ?? only) : { ...inDoubt, wasInDoubt: true };
}

function learn(database: Database, report: ReportRow, handedOver: number): void {
  if (report.centre_time === null) return;
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

function noteStatus(database: Database, found: Candidate, status: number): void {
  const key = [found.messageId, found.sequence];
  const known = database.get<{ status: number | null }>(
    'SELECT status FROM segments WHERE message_id = ? AND sequence = ?',
    ...key,
  );
  const after = statusAfter(known?.status ?? null, status);
  database.run('UPDATE segments SET status = ? WHERE message_id = ? AND sequence = ?', after, ...key);
}

/** Journals the sms_deliver_status event: with the message's number and time where it is known, so that it matches. */
function tell(
  context: MessagesContext,
  database: Database,
  report: ReportRow,
  message: MessageRow | undefined,
): void {
  context.journal.append(database, {
    kind: 'sms_deliver_status',
    messageId: message?.id ?? 0,
    port: message?.port ?? report.port,
    number: message?.number ?? report.recipient,
    time: message?.time ?? report.time,
    refId: report.reference,
    statusCode: report.status,
    imsi: report.imsi,
  });
}

function attach(context: MessagesContext, database: Database, report: ReportRow, found: Candidate): void {
  noteSegment(database, found.messageId, found.sequence, 'reported', report.reference);
  noteStatus(database, found, report.status);
  learn(database, report, found.handedOver);
  const message = loadMessage(database, found.messageId);
  if (message === undefined) return;
  database.run(
    'UPDATE status_reports SET message_id = ?, sequence = ?, port = ?, number = ?, time = ?, told = 1 WHERE id = ?',
    message.id,
    found.sequence,
    message.port,
    message.number,
    message.time,
    report.id,
  );
  // One event per report received: one that was told as unmatched is not told again.
  if (report.told === 0) tell(context, database, report, message);
  refreshMessage(database, context.journal, message, context.sms.deliveredStatuses);
}

function match(context: MessagesContext, database: Database, report: ReportRow): Found | undefined {
  const found = find(context, database, report);
  if (found !== undefined) attach(context, database, report, found);
  return found;
}

/** The segments in doubt that a report fits; newest first. */
function fitting(context: MessagesContext, database: Database, report: ReportRow): readonly Candidate[] {
  return agreeingInDoubt(
    candidatesInDoubt(context, database, report),
    timeOf(context, report, knownOffset(database, report.imsi)),
  );
}

function namesOf(segments: readonly Candidate[]): string {
  return segments.map(({ messageId, sequence }) => `${messageId}/${sequence}`).join();
}

/** Matches the reports that fit the same segments of one message, once there is one for each of them. */
function matchTogether(context: MessagesContext, database: Database, report: ReportRow): void {
  const segments = fitting(context, database, report);
  const names = namesOf(segments);
  const alike = database
    .all<ReportRow>(
      `SELECT ${REPORT_COLUMNS} FROM status_reports WHERE imsi = ? AND message_id IS NULL ORDER BY id DESC LIMIT 256`,
      report.imsi,
    )
    .filter(row => sameNumber(row.recipient, report.recipient))
    .filter(row => namesOf(fitting(context, database, row)) === names);
  const pairs = chooseTogether(segments, [...new Set(alike.map(({ reference }) => reference))]);
  for (const row of alike.reverse()) {
    const found = pairs?.get(row.reference);
    if (found !== undefined) attach(context, database, row, found);
  }
}

/** Stores a report and matches it, inside a transaction. One that matches nothing is parked. */
export function receiveReport(
  context: MessagesContext,
  database: Database,
  port: number,
  imsi: string,
  report: StatusReport,
): void {
  const recipient = formatAddress(report.recipient);
  const row = {
    port,
    reference: report.messageReference,
    status: report.status,
    imsi,
    recipient,
    centre_time: timestampToEpoch(report.serviceCentreTimestamp) ?? null,
    received_steady: context.store.steady.now(),
    time: Math.round(context.clock.now()),
    told: 0,
  };
  const { id } = database.run(
    `INSERT INTO status_reports (port, reference, status, imsi, recipient, number, centre_time, received_steady, time, told)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`,
    port,
    row.reference,
    row.status,
    imsi,
    recipient,
    recipient,
    row.centre_time,
    row.received_steady,
    row.time,
  );
  // A report on an SMS-COMMAND is not about a message of ours (23.040 9.2.3.26).
  if (report.onCommand) return;
  const found = match(context, database, { id, ...row });
  if (found === undefined) matchTogether(context, database, { id, ...row });
  else if (found.wasInDoubt) matchParkedOfSim(context, database, imsi);
}

/** Tries the parked reports with this TP-MR again, now that it stands on a segment. */
export function matchParkedReports(
  context: MessagesContext,
  database: Database,
  imsi: string,
  reference: number,
): void {
  const rows = database.all<ReportRow>(
    `SELECT ${REPORT_COLUMNS} FROM status_reports WHERE imsi = ? AND reference = ? AND message_id IS NULL
     ORDER BY id LIMIT 16`,
    imsi,
    reference,
  );
  for (const row of rows) match(context, database, row);
}

function parkedOfSim(database: Database, imsi: string): ReportRow[] {
  return database.all<ReportRow>(
    `SELECT ${REPORT_COLUMNS} FROM status_reports WHERE imsi = ? AND message_id IS NULL ORDER BY id DESC LIMIT 64`,
    imsi,
  );
}

/** Tries the parked reports of a SIM again, newest first: a segment of it has come into doubt, or is not in doubt any more. */
export function matchParkedOfSim(context: MessagesContext, database: Database, imsi: string): void {
  // Each one that is matched leaves fewer segments for the others.
  let left: ReportRow[];
  let settled: boolean;
  do {
    settled = false;
    left = parkedOfSim(database, imsi).filter(row => {
      const found = match(context, database, row);
      settled ||= found?.wasInDoubt === true;
      return found === undefined;
    });
  } while (settled && left.length > 0);
  for (const row of left) {
    const parked = database.get('SELECT 1 FROM status_reports WHERE id = ? AND message_id IS NULL', row.id);
    if (parked !== undefined) matchTogether(context, database, row);
  }
}

/** A report is told without its message when none has been found for this long, in milliseconds. */
export const UNTOLD_AGE = 60_000;

/** Journals the reports that stayed unmatched; at most 256 at a time. */
export function tellUnmatched(context: MessagesContext, database: Database): void {
  const rows = database.all<ReportRow>(
    `SELECT ${REPORT_COLUMNS} FROM status_reports WHERE told = 0 AND received_steady <= ? ORDER BY id LIMIT 256`,
    context.store.steady.now() - UNTOLD_AGE,
  );
  for (const row of rows) {
    // A last try: the service centre's clock may be known by now.
    if (match(context, database, row)) continue;
    tell(context, database, row, undefined);
    database.run('UPDATE status_reports SET told = 1 WHERE id = ?', row.id);
  }
}
