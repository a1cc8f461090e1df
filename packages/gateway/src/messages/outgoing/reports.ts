/** Status reports: stored as they come, matched to their segments, parked where that is not possible yet. */

import type { Database } from '@simgate/daemon/store';
import { formatAddress, type StatusReport, sameNumber } from '@simgate/gsm';
import type { MessagesContext } from '../context.ts';
import type { MessageRow } from '../rows.ts';
import { loadMessage, noteSegment, refreshMessage, type SegmentKey } from './message-store.ts';
import { statusAfter } from './progress.ts';
import {
  type Found,
  findSegment,
  fittingInDoubt,
  learnClock,
  REPORT_COLUMNS,
  type ReportRow,
} from './report-candidates.ts';
import { chooseAmongLinked, isSame } from './report-matching.ts';

function noteStatus(database: Database, found: SegmentKey, status: number): void {
  const key = [found.messageId, found.sequence];
  const known = database.get<{ status: number | null }>(
    'SELECT status FROM segments WHERE message_id = ? AND sequence = ?',
    ...key,
  );
  const after = statusAfter(known?.status ?? null, status);
  database.run('UPDATE segments SET status = ? WHERE message_id = ? AND sequence = ?', after, ...key);
}

/** Journals the sms_deliver_status event: with the message's number and time where it is known, so that it matches. */
function journalReport(
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

function attach(context: MessagesContext, database: Database, report: ReportRow, found: Found): void {
  noteSegment(database, found, 'reported', report.reference);
  noteStatus(database, found, report.status);
  // Time chose a segment in doubt: what it shows of the clock was put into it.
  if (found.wasInDoubt !== true) learnClock(database, report, found.handedOver);
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
  // One event for each report received: one that was journalled as unmatched has had its event.
  if (report.told === 0) journalReport(context, database, report, message);
  refreshMessage(database, context.journal, message, context.sms.deliveredStatuses);
}

function match(context: MessagesContext, database: Database, report: ReportRow): Found | undefined {
  const found = findSegment(context, database, report);
  if (found !== undefined) attach(context, database, report, found);
  return found;
}

/** Matches reports that fit several segments of one message, once there is a report for each of these segments. */
function matchTogether(context: MessagesContext, database: Database, report: ReportRow): void {
  const fits = database
    .all<ReportRow>(
      `SELECT ${REPORT_COLUMNS} FROM status_reports WHERE imsi = ? AND message_id IS NULL ORDER BY id DESC LIMIT 256`,
      report.imsi,
    )
    .filter(row => sameNumber(row.recipient, report.recipient))
    .map(row => ({ row, reference: row.reference, segments: fittingInDoubt(context, database, row) }));
  const own = fits.filter(({ row }) => row.id === report.id);
  const pairs = chooseAmongLinked([...own, ...fits.filter(one => !own.includes(one))]);
  for (const { row, reference, segments } of fits.reverse()) {
    const found = pairs?.get(reference);
    // A report of long ago may have the same TP-MR.
    if (found !== undefined && segments.some(one => isSame(one, found)))
      attach(context, database, row, { ...found, wasInDoubt: true });
  }
}

/** Where a report came from, and what is known of its time. */
interface ReportOrigin {
  readonly port: number;
  /** "" while the SIM is not known. */
  readonly imsi: string;
  /** TP-SCTS, milliseconds since 1970; undefined where it cannot be read. */
  readonly centreTime: number | undefined;
}

/** Stores a report and matches it, inside a transaction. One that matches nothing is parked. */
export function receiveReport(
  context: MessagesContext,
  database: Database,
  report: StatusReport,
  { port, imsi, centreTime }: ReportOrigin,
): void {
  const recipient = formatAddress(report.recipient);
  const row = {
    port,
    reference: report.messageReference,
    status: report.status,
    imsi,
    recipient,
    centre_time: centreTime ?? null,
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

/**
 * Tries the parked reports with this TP-MR again, now that it stands on a segment. Of those that its port received under another SIM
 * than the one it was taken for, only the new ones.
 */
export function matchParkedReports(
  context: MessagesContext,
  database: Database,
  { imsi, port }: { readonly imsi: string; readonly port: number },
  reference: number,
): void {
  const rows = database.all<ReportRow>(
    `SELECT ${REPORT_COLUMNS} FROM status_reports WHERE imsi = ? AND reference = ? AND message_id IS NULL
     ORDER BY id LIMIT 16`,
    imsi,
    reference,
  );
  const ofPort = database.all<ReportRow>(
    `SELECT ${REPORT_COLUMNS} FROM status_reports
     WHERE told = 0 AND port = ? AND reference = ? AND imsi <> ? AND message_id IS NULL ORDER BY id LIMIT 16`,
    port,
    reference,
    imsi,
  );
  for (const row of [...rows, ...ofPort]) match(context, database, row);
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

/** Tries the parked reports again that the port of a message in doubt received about its number, under whatever SIM. */
export function matchParkedOfPort(context: MessagesContext, database: Database, messageId: number): void {
  const message = loadMessage(database, messageId);
  if (message === undefined) return;
  const rows = database.all<ReportRow>(
    `SELECT ${REPORT_COLUMNS} FROM status_reports
     WHERE ltrim(number, '+') = ltrim(?, '+') AND port = ? AND imsi <> ? AND message_id IS NULL ORDER BY id LIMIT 16`,
    message.number,
    message.port,
    message.imsi,
  );
  for (const row of rows) match(context, database, row);
}

/** A report is journalled without its message when none has been found for this long, in milliseconds. */
const UNMATCHED_AGE = 60_000;

/** Journals the reports that stayed unmatched; at most 256 at a time. */
export function journalUnmatched(context: MessagesContext, database: Database): void {
  const rows = database.all<ReportRow>(
    `SELECT ${REPORT_COLUMNS} FROM status_reports WHERE told = 0 AND received_steady <= ? ORDER BY id LIMIT 256`,
    context.store.steady.now() - UNMATCHED_AGE,
  );
  for (const row of rows) {
    // A last try: the service centre's clock may be known by now.
    if (match(context, database, row)) continue;
    journalReport(context, database, row, undefined);
    database.run('UPDATE status_reports SET told = 1 WHERE id = ?', row.id);
  }
}
