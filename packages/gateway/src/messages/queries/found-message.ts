/** A sent message with everything that is known of it. */

import type { Database } from '@simgate/daemon/store';
import type { Encoding } from '@simgate/gsm';
import type { SendingStatus, UserId } from '../messages.ts';
import { loadMessage } from '../outgoing/message-store.ts';
import type { SegmentState } from '../outgoing/progress.ts';
import { encodingOf, messageStateOf, NO_PORT, segmentStateOf, statusOf, userIdOf } from '../rows.ts';

export interface FoundReport {
  readonly refId: number;
  readonly statusCode: number;
  /** By the steady clock. */
  readonly receivedAt: number;
}

export interface FoundSegment {
  readonly sequence: number;
  readonly state: SegmentState;
  /** TP-MR; undefined until it is known. */
  readonly refId: number | undefined;
  readonly imsi: string;
  /** The last time, by the steady clock. */
  readonly handedAt: number;
  readonly reports: readonly FoundReport[];
}

export interface Found {
  readonly id: number;
  readonly taskId: number;
  readonly number: string;
  readonly text: string;
  readonly encoding: Encoding;
  readonly userId: UserId;
  /** Undefined while no port has begun it. */
  readonly port: number | undefined;
  readonly imsi: string;
  readonly status: SendingStatus;
  readonly waiting: boolean;
  readonly reason: string;
  /** Of the catalogue; "" where it did not fail, or failed under an earlier version. */
  readonly reasonCode: string;
  readonly time: number;
  /** By the steady clock. */
  readonly acceptedAt: number;
  readonly count: number;
  readonly succCount: number;
  readonly attempts: number;
  readonly segments: readonly FoundSegment[];
}

type SegmentColumns = {
  sequence: number;
  state: number;
  imsi: string;
  reference: number | null;
  handed: number;
};
type ReportColumns = { sequence: number; reference: number; status: number; received: number };

function segmentsOf(database: Database, id: number): FoundSegment[] {
  const reports = database.all<ReportColumns>(
    `SELECT coalesce(sequence, 0) AS sequence, reference, status, received_steady AS received
     FROM status_reports WHERE message_id = ? ORDER BY id`,
    id,
  );
  return database
    .all<SegmentColumns>(
      'SELECT sequence, state, imsi, reference, handed_steady AS handed FROM segments WHERE message_id = ? ORDER BY sequence',
      id,
    )
    .map(({ sequence, state, imsi, reference, handed }) => ({
      sequence,
      state: segmentStateOf(state),
      refId: reference ?? undefined,
      imsi,
      handedAt: handed,
      reports: reports
        .filter(report => report.sequence === sequence)
        .map(({ reference: refId, status, received }) => ({
          refId,
          statusCode: status,
          receivedAt: received,
        })),
    }));
}

/** Undefined where there is no such message, or none any more. */
export function loadFound(database: Database, id: number): Found | undefined {
  const row = loadMessage(database, id);
  if (row === undefined) return undefined;
  const state = messageStateOf(row.state);
  return {
    id,
    taskId: row.task_id,
    number: row.number,
    text: row.text,
    encoding: encodingOf(row.encoding),
    userId: userIdOf(row),
    port: row.port === NO_PORT ? undefined : row.port,
    imsi: row.imsi,
    status: statusOf[state],
    waiting: state === 'waiting',
    reason: row.reason,
    reasonCode: row.reason_code,
    time: row.time,
    acceptedAt: row.accepted_steady,
    count: row.count,
    succCount: row.succ_count,
    attempts: row.attempts,
    segments: segmentsOf(database, id),
  };
}
