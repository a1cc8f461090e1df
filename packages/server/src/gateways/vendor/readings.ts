/**
 * Answers and pushes of original hardware, in the words of the server. Firmware differs in types and names, and anybody may send a push:
 * every field is looked at, and a row that lacks what matters is left out alone.
 */
import { createHash } from 'node:crypto';
import type {
  DriverCall,
  DriverInbound,
  DriverMissedCall,
  DriverNotice,
  DriverPort,
  DriverReport,
  DriverUssd,
  SendResult,
} from '../../domain/driver.ts';
import type { PushedResult } from '../../inbound/results.ts';
import { parseDeviceTime } from './device-time.ts';

/** Rows of one answer that are looked at. */
const MOST_ROWS = 20_000;
/** Characters of a text, and of every other field. */
const LONGEST_TEXT = 10_000;
const LONGEST_FIELD = 64;

type Fields = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The rows of a list; [] where there is none. */
export function rowsIn(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.slice(0, MOST_ROWS).filter(isRecord) : [];
}

export function textIn(value: unknown, longest = LONGEST_FIELD): string {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' ? text.slice(0, longest).toWellFormed().replaceAll('\0', '') : '';
}

/** A whole number, also where it stands in quotes. */
export function wholeIn(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

function portIn(value: unknown): number | undefined {
  const port = wholeIn(value);
  return port !== undefined && port <= 31 ? port : undefined;
}

/** `<NULL>` stands for nothing in register pushes. */
function identityIn(value: unknown): string {
  const text = textIn(value).trim();
  return /^[0-9A-Fa-f]+$/.test(text) ? text : '';
}

function digest(...fields: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex').slice(0, 32);
}

/** Between the device's clock and ours, and when we heard of it. */
export interface Hearing {
  readonly offset: number;
  readonly now: number;
}

/** A time of the device by our clock; the time of hearing where it cannot be read. */
function timeIn(value: unknown, { offset, now }: Hearing): number {
  const device = parseDeviceTime(textIn(value));
  return device === undefined ? now : device - offset;
}

const statuses: Readonly<Record<string, SendResult['status']>> = {
  sending: 'sending',
  sent_ok: 'sent',
  failed: 'failed',
  canceled: 'failed',
  delivered: 'delivered',
};

/** `result` of query_sms_result, and `sms_result` of a push. */
export function resultsIn(value: unknown, hearing: Hearing): readonly PushedResult[] {
  return rowsIn(value).flatMap(row => {
    const status = statuses[textIn(row.status).toLowerCase()];
    if (status === undefined) return [];
    const number = textIn(row.number);
    const port = wholeIn(row.port) ?? 255;
    const refId = wholeIn(row.ref_id);
    return [
      {
        userId: wholeIn(row.user_id),
        dedupe: digest(port, number, textIn(row.time), status, refId ?? ''),
        number,
        port,
        status,
        refId: status === 'sending' || status === 'failed' ? undefined : refId,
        count: wholeIn(row.count) ?? 1,
        sentCount: wholeIn(row.succ_count) ?? 0,
        imsi: identityIn(row.imsi),
        at: timeIn(row.time, hearing),
        detail: '',
      },
    ];
  });
}

/** `result` of query_sms_deliver_status, and `sms_deliver_status` of a push. */
export function reportsIn(value: unknown, hearing: Hearing): readonly DriverReport[] {
  return rowsIn(value).flatMap(row => {
    const port = portIn(row.port);
    const refId = wholeIn(row.ref_id);
    const statusCode = wholeIn(row.status_code);
    if (port === undefined || refId === undefined || statusCode === undefined) return [];
    const number = textIn(row.number);
    const dedupe = digest(port, number, refId, statusCode, textIn(row.time));
    const at = timeIn(row.time, hearing);
    return [{ dedupe, port, imsi: identityIn(row.imsi), number, refId: refId % 256, statusCode, at }];
  });
}

/** `sms` of query_incoming_sms and of a push. @returns each with its id in the gateway */
export function inboundIn(
  value: unknown,
  hearing: Hearing,
): readonly (DriverInbound & { readonly incomingId: number })[] {
  return rowsIn(value).flatMap(row => {
    const port = portIn(row.port);
    const incomingId = wholeIn(row.incoming_sms_id);
    if (port === undefined || incomingId === undefined) return [];
    const sender = textIn(row.number);
    const text = textIn(row.text, LONGEST_TEXT);
    // Ids begin again after a reset of the gateway, so an id alone does not identify a message.
    const dedupe = digest(incomingId, port, sender, textIn(row.timestamp), text);
    const at = timeIn(row.timestamp, hearing);
    return [{ incomingId, dedupe, port, imsi: identityIn(row.imsi), sender, text, at }];
  });
}

/** `ussd` of a push, and `reply` of query_ussd_reply. */
export function ussdIn(value: unknown, { now }: Hearing): readonly DriverUssd[] {
  return rowsIn(value).flatMap(row => {
    const port = portIn(row.port);
    const text = textIn(row.text, LONGEST_TEXT);
    return port === undefined || text.trim() === '' ? [] : [{ port, text, at: now }];
  });
}

/** `cdr` of a push. */
export function callsIn(value: unknown, hearing: Hearing): readonly DriverCall[] {
  return rowsIn(value).flatMap(row => {
    const port = portIn(row.port);
    if (port === undefined) return [];
    const [source, destination] = [textIn(row.source_number), textIn(row.destination_number)];
    const began = textIn(row.start_date);
    const answered = parseDeviceTime(textIn(row.answer_date));
    return [
      {
        dedupe: digest('cdr', port, began, source, destination),
        port,
        beganAt: timeIn(began, hearing),
        answeredAt: answered === undefined ? undefined : answered - hearing.offset,
        duration: wholeIn(row.duration) ?? 0,
        ...{ source, destination, direction: textIn(row.direction), hangup: textIn(row.hangup) },
        cause: wholeIn(row.gsm_code) ?? 0,
      },
    ];
  });
}

/** `missed_call` of a push: an object, where others have lists. */
export function missedCallsIn(value: unknown, hearing: Hearing): readonly DriverMissedCall[] {
  return rowsIn(isRecord(value) ? [value] : value).flatMap(row => {
    const port = portIn(row.port);
    const caller = textIn(row.number);
    if (port === undefined) return [];
    const dedupe = digest('missed_call', port, caller, textIn(row.time));
    return [{ dedupe, port, caller, at: timeIn(row.time, hearing) }];
  });
}

/** `device` and `exception_info` of a push. They carry no time. */
export function noticesIn(
  { device, exception_info: exception }: Fields,
  { now }: Hearing,
): readonly DriverNotice[] {
  const power = isRecord(device) ? textIn(device.status) : '';
  const port = isRecord(exception) ? portIn(exception.port) : undefined;
  if (power === 'power_on' || power === 'power_off') return [{ notice: power, port: undefined, at: now }];
  return port === undefined ? [] : [{ notice: 'module_reset', port, at: now }];
}

/** `info` of get_port_info. */
export function portsIn(value: unknown): readonly DriverPort[] {
  return rowsIn(value).flatMap(row => {
    const port = portIn(row.port);
    if (port === undefined) return [];
    const registration = textIn(row.reg) || 'UNKNOWN';
    return [
      {
        port,
        registration,
        imsi: identityIn(row.imsi),
        iccid: identityIn(row.iccid),
        number: textIn(row.number).trim(),
        operator: '',
        signal: Math.min(wholeIn(row.signal) ?? 99, 99),
        sends: registration === 'REGISTER_OK',
      },
    ];
  });
}
