/** The list items of answers and pushes, with their keys in the order of the manual. */

import { deviceTime } from '../state/device-clock.ts';
import type { CallRecord, FleetGateway, ReceivedMessage, ReportRow, SentMessage } from '../state/model.ts';

/** An item of query_sms_result, or of the sms_result push, which has user_id by a switch only. */
export function resultItem(gateway: FleetGateway, message: SentMessage, use: 'answer' | 'push'): object {
  const { quirks } = gateway;
  return {
    port: message.port,
    ...((use === 'answer' || quirks.pushUserId) && { user_id: userIdOf(gateway, message) }),
    number: message.number,
    time: deviceTime(message.handedAt || message.acceptedAt, quirks.clockOffset),
    status: message.status,
    count: message.count,
    succ_count: message.succeeded,
    ref_id: message.reference,
    ...(quirks.imsiInAnswers && { imsi: message.imsi }),
  };
}

function userIdOf({ quirks }: FleetGateway, { userId }: SentMessage): number | string | null {
  return quirks.userIdAsInteger ? Number(userId ?? 0) : userId;
}

/** An item of query_sms_deliver_status and of its push. */
export function reportItem({ quirks }: FleetGateway, row: ReportRow): object {
  return {
    port: row.port,
    number: row.number,
    time: deviceTime(row.time, quirks.clockOffset),
    ref_id: row.reference,
    status_code: row.code,
    ...(quirks.imsiInAnswers && { imsi: row.imsi }),
  };
}

/** An item of query_incoming_sms and of the sms push. */
export function receivedItem({ quirks }: FleetGateway, message: ReceivedMessage): object {
  return {
    incoming_sms_id: message.id,
    port: message.port,
    number: message.number,
    smsc: message.smsc,
    timestamp: deviceTime(message.at, quirks.clockOffset),
    text: message.text,
    ...(quirks.imsiInAnswers && { imsi: message.imsi }),
  };
}

/** An item of get_cdr and of the cdr push. */
export function callItem({ quirks }: FleetGateway, call: CallRecord): object {
  const time = (at: number) => (at === 0 ? '' : deviceTime(at, quirks.clockOffset));
  return {
    port: call.port,
    start_date: time(call.startedAt),
    answer_date: time(call.answeredAt),
    duration: call.duration,
    source_number: call.source,
    destination_number: call.destination,
    direction: call.direction,
    ip: call.ip,
    codec: call.codec,
    hangup: call.hangup,
    gsm_code: call.cause,
    bcch: '',
    ...(quirks.cdrReason && { reason: reasonOf(call) }),
  };
}

const BUSY = 17; // 24.008 10.5.4.11

function reasonOf({ answeredAt, cause }: CallRecord): string {
  if (answeredAt !== 0) return 'NORMAL HANG UP';
  return cause === BUSY ? 'USER BUSY' : 'NO ANSWER';
}
