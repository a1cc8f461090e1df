/** The pushed body of one event, as the vendor documents it. Pure; keys in their documented order. */
import type { GatewayEvent } from '../events.ts';

export interface Shape {
  /** The serial number of the gateway. */
  readonly sn: string;
  /** Milliseconds since 1970 as the API shows times. */
  readonly formatTime: (milliseconds: number) => string;
  /** imsi in sms, user_id in sms_result, request_id in ussd. */
  readonly extraKeys: boolean;
}

type EventOf<Kind extends GatewayEvent['kind']> = Extract<GatewayEvent, { kind: Kind }>;

/** The value under the event's key. */
type Payload<Kind extends GatewayEvent['kind']> = (event: EventOf<Kind>, shape: Shape) => object;

const sms: Payload<'sms'> = (event, { formatTime, extraKeys }) => [
  {
    incoming_sms_id: event.incomingSmsId,
    port: event.port,
    number: event.number,
    smsc: event.smsc,
    timestamp: formatTime(event.timestamp),
    text: event.text,
    ...(extraKeys ? { imsi: event.imsi } : {}),
  },
];

const smsResult: Payload<'sms_result'> = (event, { formatTime, extraKeys }) => [
  {
    port: event.port,
    number: event.number,
    time: formatTime(event.time),
    status: event.status,
    count: event.count,
    succ_count: event.succCount,
    ref_id: event.refId,
    imsi: event.imsi,
    ...(extraKeys ? { user_id: event.userId } : {}),
  },
];

const smsDeliverStatus: Payload<'sms_deliver_status'> = (event, { formatTime }) => [
  {
    port: event.port,
    number: event.number,
    time: formatTime(event.time),
    ref_id: event.refId,
    status_code: event.statusCode,
    imsi: event.imsi,
  },
];

const ussd: Payload<'ussd'> = (event, { extraKeys }) => [
  { port: event.port, text: event.text, ...(extraKeys ? { request_id: event.requestId } : {}) },
];

const missedCall: Payload<'missed_call'> = (event, { formatTime }) => ({
  time: formatTime(event.time),
  port: event.port,
  number: event.number,
});

/** The twelve keys of get_cdr. */
const cdr: Payload<'cdr'> = (event, { formatTime }) => [
  {
    port: event.port,
    start_date: formatTime(event.start),
    answer_date: formatTime(event.answer),
    duration: event.duration,
    source_number: event.sourceNumber,
    destination_number: event.destinationNumber,
    direction: event.direction,
    ip: event.ip,
    codec: event.codec,
    hangup: event.hangup,
    gsm_code: event.gsmCode,
    bcch: event.bcch,
  },
];

const register: Payload<'register'> = event => [
  {
    port: event.port,
    iccid: event.iccid,
    imsi: event.imsi,
    number: event.number,
    status: event.status,
    sequence: event.sequence,
    slot: event.slot,
  },
];

const device: Payload<'device'> = event => ({
  port_number: event.portCount,
  IP: event.ip,
  MAC: event.mac,
  status: event.status,
});

const exceptionInfo: Payload<'exception_info'> = event => ({
  port: event.port,
  type: event.type,
  action: event.action,
});

const alarm: Payload<'alarm'> = (event, { formatTime }) => ({
  alarm_id: event.alarmId,
  kind: event.alarmKind,
  status: event.status,
  port: event.port,
  imsi: event.imsi,
  time: formatTime(event.time),
  reason: event.reason,
  trouble: event.trouble,
});

/** One event as the object that is pushed. */
export function eventBody(event: GatewayEvent, shape: Shape): object {
  const { sn } = shape;
  switch (event.kind) {
    case 'sms':
      return { sn, sms: sms(event, shape) };
    case 'sms_result':
      return { sn, sms_result: smsResult(event, shape) };
    case 'sms_deliver_status':
      return { sn, sms_deliver_status: smsDeliverStatus(event, shape) };
    case 'ussd':
      return { sn, ussd: ussd(event, shape) };
    case 'missed_call':
      return { sn, missed_call: missedCall(event, shape) };
    case 'cdr':
      return { sn, cdr: cdr(event, shape) };
    case 'register':
      return { sn, register: register(event, shape) };
    case 'device':
      return { sn, device: device(event, shape) };
    case 'exception_info':
      return { sn, exception_info: exceptionInfo(event, shape) };
    case 'alarm':
      return { sn, alarm: alarm(event, shape) };
  }
}
