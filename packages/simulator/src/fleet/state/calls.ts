/** Calls as far as the API shows them: records of answered ones, pushes of missed ones. */

import { callItem } from '../api/rows.ts';
import { deviceTime } from './device-clock.ts';
import { shownNumber } from './gateway.ts';
import { type CallRecord, type FleetGateway, type FleetPort, trimmed } from './model.ts';
import type { FleetWorld } from './world.ts';

/** A call that a judge places. */
export interface PhoneCall {
  readonly from: string;
  readonly to?: string;
  /** Default true. */
  readonly answered?: boolean;
  /** Length of the talk; default 10. */
  readonly seconds?: number;
  readonly direction?: CallRecord['direction'];
  /** Cause of the end (24.008 10.5.4.11); default 16. */
  readonly cause?: number;
}

const NORMAL = 16;
const TALK = 10;
const CALLS_KEPT = 1000;

/** A call that has just ended. */
export function placeCall(world: FleetWorld, gateway: FleetGateway, port: FleetPort, call: PhoneCall): void {
  const { answered = true, seconds = TALK, direction = 'gsm->ip', cause = NORMAL } = call;
  const now = world.clock.now();
  const duration = answered ? seconds : 0;
  const record: CallRecord = {
    port: port.index,
    startedAt: now - duration * 1000,
    answeredAt: answered ? now - duration * 1000 : 0,
    duration,
    source: call.from,
    destination: call.to ?? shownNumber(gateway, port),
    direction,
    ip: direction === 'ip->gsm' ? '127.0.0.1' : '',
    codec: 'G.711U',
    hangup: 'calling',
    cause,
  };
  gateway.calls = trimmed([...gateway.calls, record], CALLS_KEPT);
  if (answered) world.push(gateway, 'cdr', [callItem(gateway, record)]);
  else if (direction === 'gsm->ip') {
    const time = deviceTime(record.startedAt, gateway.quirks.clockOffset);
    world.push(gateway, 'missed_call', { time, port: port.index, number: call.from });
  }
}
