/** Rows of calls, and what the integers in them mean. */
import { type CallReason, callReasons } from '@simgate/api/contract';
import type { Row } from '@simgate/daemon/store';
import type { CallDirection, CallRecord, CallStage, HangupParty } from './calls.ts';

/** The numbers are stored: never change one. */
const directions: readonly CallDirection[] = ['incoming', 'outgoing'];
const stages: readonly CallStage[] = [
  'dialing',
  'alerting',
  'incoming',
  'waiting',
  'active',
  'held',
  'ended',
];
const parties: readonly HangupParty[] = ['called', 'calling', 'gateway'];

export function directionCode(direction: CallDirection): number {
  return directions.indexOf(direction);
}
export function stageCode(stage: CallStage): number {
  return stages.indexOf(stage);
}
export function partyCode(party: HangupParty): number {
  return parties.indexOf(party);
}

/** Throws where the number names nothing: the row was not written by this program. */
function nameOf<T>(names: readonly T[], code: number): T {
  const name = names[code];
  if (name === undefined) throw new RangeError(`no such call in the store: ${code}`);
  return name;
}

export type CallRow = Row & {
  id: number;
  direction: number;
  source: string;
  destination: string;
  state: number;
  started: number;
  answered: number | null;
  ended: number | null;
  duration: number;
  hangup: number | null;
  reason: string;
  reason_code: string;
  interrupted: number;
  port: number;
  imsi: string;
  cause: number | null;
  bcch: string;
  address: string;
  codec: string;
};

/** Every call with its GSM leg, and its IP leg where it has one. */
export const CALL_ROWS = `SELECT calls.*, gsm.port, gsm.imsi, gsm.cause, gsm.bcch,
    coalesce(ip.address, '') AS address, coalesce(ip.codec, '') AS codec
  FROM calls JOIN call_legs AS gsm ON gsm.call_id = calls.id AND gsm.side = 0
  LEFT JOIN call_legs AS ip ON ip.call_id = calls.id AND ip.side = 1`;

function isCallReason(code: string): code is CallReason {
  return Object.hasOwn(callReasons, code);
}

export function recordOf(row: CallRow): CallRecord {
  return {
    id: row.id,
    port: row.port,
    imsi: row.imsi,
    direction: nameOf(directions, row.direction),
    source: row.source,
    destination: row.destination,
    stage: nameOf(stages, row.state),
    started: row.started,
    answered: row.answered,
    ended: row.ended,
    duration: row.duration,
    hangup: row.hangup === null ? null : nameOf(parties, row.hangup),
    cause: row.cause,
    bcch: row.bcch,
    address: row.address,
    codec: row.codec,
    reason: row.reason,
    reasonCode: isCallReason(row.reason_code) ? row.reason_code : '',
    interrupted: row.interrupted === 1,
  };
}
