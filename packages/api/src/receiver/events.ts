/** Bodies of pushes as events: ours, and those of original hardware with its faults. */
import { parseLenient } from '../client/lenient-json.ts';

/** An SMS that a port received. */
export interface SmsEvent {
  readonly incoming_sms_id?: number;
  readonly port: number;
  readonly number: string;
  readonly smsc?: string;
  readonly timestamp: string;
  readonly text: string;
  readonly imsi?: string;
}

/** The state of a message that was sent. */
export interface SmsResultEvent {
  readonly port: number;
  readonly number: string;
  readonly time: string;
  readonly status: 'SENT_OK' | 'FAILED' | 'DELIVERED' | (string & {});
  readonly count?: number;
  readonly succ_count?: number;
  readonly ref_id?: number;
  readonly imsi?: string;
  readonly user_id?: number | string | null;
}

/** A status report. */
export interface SmsDeliverStatusEvent {
  readonly port: number;
  readonly number: string;
  readonly time: string;
  readonly ref_id: number;
  readonly status_code: number;
  readonly imsi?: string;
}

export interface UssdEvent {
  readonly port: number;
  readonly text: string;
  readonly request_id?: number | null;
}

/** A port came up in the network, or went down. */
export interface RegisterEvent {
  readonly port: number;
  readonly status: 'up' | 'down' | (string & {});
  readonly iccid?: string;
  readonly imsi?: string;
  readonly number?: string;
  readonly sequence?: number;
  readonly slot?: number;
}

export interface MissedCallEvent {
  readonly time: string;
  readonly port: number;
  readonly number: string;
}

export interface DeviceEvent {
  readonly port_number?: number;
  readonly IP?: string;
  readonly MAC?: string;
  readonly status: 'power_on' | 'power_off' | (string & {});
}

export interface ExceptionInfoEvent {
  readonly port: number;
  readonly type: string;
  readonly action: string;
}

/** Fields of every event. */
export interface PushHead {
  /** Serial number of the gateway; "" where a device sends none. */
  readonly sn: string;
  /** `webhook-id`, the same on every repeat; "" where a device sends none. */
  readonly id: string;
}

/** The handlers of a receiver, by kind. One call for each item of a body. */
export interface EventHandlers {
  sms?(event: SmsEvent, head: PushHead): unknown;
  sms_result?(event: SmsResultEvent, head: PushHead): unknown;
  sms_deliver_status?(event: SmsDeliverStatusEvent, head: PushHead): unknown;
  ussd?(event: UssdEvent, head: PushHead): unknown;
  register?(event: RegisterEvent, head: PushHead): unknown;
  missed_call?(event: MissedCallEvent, head: PushHead): unknown;
  cdr?(event: Readonly<Record<string, unknown>>, head: PushHead): unknown;
  device?(event: DeviceEvent, head: PushHead): unknown;
  exception_info?(event: ExceptionInfoEvent, head: PushHead): unknown;
  /** Kinds without a handler of their own, those of later versions too. */
  other?(kind: string, event: unknown, head: PushHead): unknown;
}

export interface Push {
  readonly sn: string;
  readonly items: readonly { readonly kind: string; readonly event: unknown }[];
}

/** Members that stand beside the event. */
const beside = new Set(['sn', 'error_code']);

/** Old firmware writes `result` for `sms_result` (contract of the later document). */
function kindOf(name: string): string {
  return name === 'result' ? 'sms_result' : name;
}

/** One event or a list of them; a device may leave the brackets out. */
function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** The events of a body; undefined where it is no object in JSON. */
export function readPush(text: string): Push | undefined {
  const body = parseLenient(text);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  const members = new Map<string, unknown>(Object.entries(body));
  const sn = members.get('sn');
  return {
    sn: typeof sn === 'string' ? sn : '',
    items: [...members]
      .filter(([name]) => !beside.has(name))
      .flatMap(([name, value]) => itemsOf(value).map(event => ({ kind: kindOf(name), event }))),
  };
}
