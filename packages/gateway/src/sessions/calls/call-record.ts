/** Writes calls and their events, each inside the caller's transaction. */
import type { CallReason } from '@simgate/api/contract';
import type { Database } from '@simgate/daemon/store';
import type { GatewayEvent } from '../../events.ts';
import type { WritableJournal } from '../../store/journal.ts';
import { CALL_ROWS, type CallRow, directionCode, partyCode, recordOf, stageCode } from './call-rows.ts';
import type { CallDirection, CallRecord, CallStage, HangupParty } from './calls.ts';

export interface NewCall {
  readonly port: number;
  readonly imsi: string;
  readonly direction: CallDirection;
  readonly source: string;
  readonly destination: string;
  readonly stage: CallStage;
  /** Wall time. */
  readonly started: number;
  readonly steady: number;
}

/** Adds a call with its GSM leg; returns its id. */
export function addCall(database: Database, call: NewCall): number {
  const { id } = database.run(
    'INSERT INTO calls (direction, source, destination, state, started, steady) VALUES (?, ?, ?, ?, ?, ?)',
    directionCode(call.direction),
    call.source,
    call.destination,
    stageCode(call.stage),
    Math.round(call.started),
    call.steady,
  );
  database.run(
    'INSERT INTO call_legs (call_id, side, port, imsi) VALUES (?, 0, ?, ?)',
    id,
    call.port,
    call.imsi,
  );
  return id;
}

/** Notes a phase; `answered` is the wall time at which the call became active for the first time. */
export function noteStage(
  database: Database,
  id: number,
  stage: CallStage,
  { answered, source }: { readonly answered?: number; readonly source?: string },
): void {
  database.run(
    `UPDATE calls SET state = ?, answered = coalesce(answered, ?),
       source = CASE WHEN source = '' THEN ? ELSE source END WHERE id = ? AND ended IS NULL`,
    stageCode(stage),
    answered === undefined ? null : Math.round(answered),
    source ?? '',
    id,
  );
}

export function noteCell(database: Database, id: number, bcch: string): void {
  database.run('UPDATE call_legs SET bcch = ? WHERE call_id = ? AND side = 0', bcch, id);
}

/** Why the gateway ended it; both "" where it did not. */
export interface CallEndReason {
  readonly code: CallReason | '';
  /** For people. */
  readonly text: string;
}

export interface CallEnd {
  readonly at: number;
  /** Whole seconds from the answer. */
  readonly duration: number;
  readonly hangup: HangupParty;
  readonly cause: number;
  readonly reason: CallEndReason;
  readonly interrupted: boolean;
}

export function findCall(database: Database, id: number): CallRecord | undefined {
  const row = database.get<CallRow>(`${CALL_ROWS} WHERE calls.id = ?`, id);
  return row === undefined ? undefined : recordOf(row);
}

/** Ends a call that goes on and journals what follows from it; undefined where it had ended before. */
export function endCall(
  database: Database,
  journal: WritableJournal,
  id: number,
  end: CallEnd,
): CallRecord | undefined {
  const { changes } = database.run(
    `UPDATE calls SET state = ?, ended = ?, duration = ?, hangup = ?, reason = ?, reason_code = ?,
       interrupted = max(interrupted, ?)
     WHERE id = ? AND ended IS NULL`,
    stageCode('ended'),
    Math.round(end.at),
    end.duration,
    partyCode(end.hangup),
    end.reason.text,
    end.reason.code,
    end.interrupted ? 1 : 0,
    id,
  );
  if (changes === 0) return undefined;
  database.run('UPDATE call_legs SET cause = ? WHERE call_id = ? AND side = 0', end.cause, id);
  const record = findCall(database, id);
  const event = record === undefined ? undefined : eventOf(record, end);
  if (event !== undefined) journal.append(database, event);
  return record;
}

/** Takes back the end of a call that rings on; that it was interrupted stays. */
export function reopenCall(database: Database, id: number): void {
  database.run(
    `UPDATE calls SET state = ?, ended = NULL, hangup = NULL, reason = '', reason_code = '' WHERE id = ?`,
    stageCode('incoming'),
    id,
  );
  database.run('UPDATE call_legs SET cause = NULL WHERE call_id = ? AND side = 0', id);
}

/** The event of an answered call is its CDR, that of an incoming one whose caller gave up is `missed_call`. */
function eventOf(record: CallRecord, { hangup, cause }: CallEnd): GatewayEvent | undefined {
  const { id: callId, port, imsi, direction, started, answered, duration, bcch } = record;
  if (answered !== null) {
    return {
      ...{ kind: 'cdr', callId, port, start: started, answer: answered, duration },
      ...{ sourceNumber: record.source, destinationNumber: record.destination },
      direction: direction === 'incoming' ? 'gsm->ip' : 'ip->gsm',
      ...{ ip: record.address, codec: record.codec, hangup, gsmCode: cause, bcch, imsi },
    };
  }
  if (direction === 'outgoing' || hangup !== 'calling') return undefined;
  return { kind: 'missed_call', callId, time: started, port, number: record.source, imsi };
}
