/** The events of our gateway's stream in the words of the server. What is not as the gateway's contract has it is left out. */
import type { StreamedEvent } from '@simgate/api';
import { describeStatus } from '@simgate/gsm';
import { type Static, type TObject, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { DriverCall, DriverMissedCall, DriverNotice, Learned, SendResult } from '../domain/driver.ts';

/** The kinds that the server asks for. */
export const wantedKinds = [
  ...['sms', 'sms_result', 'sms_deliver_status', 'ussd', 'register'],
  ...['cdr', 'missed_call', 'device', 'exception_info'],
] as const;

const text = Type.String({ maxLength: 10_000 });
const whole = Type.Integer();

const smsShape = Type.Object({
  incoming_sms_id: whole,
  port: whole,
  number: text,
  timestamp: whole,
  text,
  imsi: text,
});

const resultShape = Type.Object({
  port: whole,
  number: text,
  time: whole,
  status: Type.Enum(['SENT_OK', 'FAILED', 'DELIVERED']),
  count: whole,
  succ_count: whole,
  ref_id: whole,
  imsi: text,
  user_id: Type.Union([whole, Type.String(), Type.Null()]),
  reason: text,
});

const reportShape = Type.Object({
  port: whole,
  number: text,
  time: whole,
  ref_id: whole,
  status_code: whole,
  imsi: text,
});

const ussdShape = Type.Object({ dialogue_id: whole, port: whole, text });

const callShape = Type.Object({
  ...{ call_id: whole, port: whole, start: whole, answer: whole, duration: whole },
  ...{ source_number: text, destination_number: text, direction: text, hangup: text, gsm_code: whole },
});

const missedShape = Type.Object({ call_id: whole, time: whole, port: whole, number: text });

const deviceShape = Type.Object({ status: Type.Enum(['power_on', 'power_off']) });

const exceptionShape = Type.Object({ port: whole });

function reader<Shape extends TObject>(shape: Shape): (data: unknown) => Static<Shape> | undefined {
  const compiled = Compile(shape);
  return data => (compiled.Check(data) ? (data as Static<Shape>) : undefined);
}

const readSms = reader(smsShape);
const readResult = reader(resultShape);
const readReport = reader(reportShape);
const readUssd = reader(ussdShape);
const readCall = reader(callShape);
const readMissed = reader(missedShape);
const readDevice = reader(deviceShape);
const readException = reader(exceptionShape);

/** The status of a message in the vendor's words. */
export const statusWords: Readonly<Record<string, SendResult['status']>> = {
  SENDING: 'sending',
  SENT_OK: 'sent',
  FAILED: 'failed',
  DELIVERED: 'delivered',
};

/** A user id as the server gives them; undefined for those of other clients. */
export function ownUserId(value: unknown): number | undefined {
  const id = typeof value === 'string' ? Number(value) : value;
  return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

function resultOf(data: unknown): SendResult[] {
  const read = readResult(data);
  const userId = ownUserId(read?.user_id);
  const status = read && statusWords[read.status];
  if (read === undefined || userId === undefined || status === undefined) return [];
  const { number, port, ref_id, count, succ_count, imsi, time, reason } = read;
  return [
    {
      userId,
      number,
      port,
      status,
      refId: ref_id,
      count,
      sentCount: succ_count,
      imsi,
      at: time,
      detail: reason,
    },
  ];
}

type News = {
  readonly [Key in Exclude<keyof Learned, 'remember'>]-?: NonNullable<Learned[Key]>;
};

/** When the gateway wrote an event down, which it adds to each; 0 where it cannot be read. */
function writtenAt(data: unknown): number {
  return Date.parse(String((data as { at?: unknown } | null)?.at)) || 0;
}

function callOf(serialNumber: string, data: unknown): DriverCall[] {
  const read = readCall(data);
  if (read === undefined) return [];
  const { call_id, port, start: beganAt, answer: answeredAt, duration, direction, hangup } = read;
  const [source, destination] = [read.source_number, read.destination_number];
  const dedupe = `${serialNumber} call ${call_id}`;
  return [
    {
      dedupe,
      port,
      beganAt,
      answeredAt,
      duration,
      source,
      destination,
      direction,
      hangup,
      cause: read.gsm_code,
    },
  ];
}

function missedCallOf(serialNumber: string, data: unknown): DriverMissedCall[] {
  const read = readMissed(data);
  if (read === undefined) return [];
  const { call_id, port, number: caller, time: at } = read;
  return [{ dedupe: `${serialNumber} missed ${call_id}`, port, caller, at }];
}

function noticesOf({ kind, data }: StreamedEvent): DriverNotice[] {
  const at = writtenAt(data);
  const power = kind === 'device' ? readDevice(data) : undefined;
  if (power !== undefined) return [{ notice: power.status, port: undefined, at }];
  const exception = kind === 'exception_info' ? readException(data) : undefined;
  return exception === undefined ? [] : [{ notice: 'module_reset', port: exception.port, at }];
}

/**
 * News of many events, kept apart by kind and in their order.
 * @param serialNumber of the gateway: with another store of messages it has another one
 */
export function newsOf(events: readonly StreamedEvent[], serialNumber: string): News {
  const of = (kind: string): readonly unknown[] =>
    events.filter(event => event.kind === kind).map(event => event.data);
  return {
    results: of('sms_result').flatMap(resultOf),
    reports: of('sms_deliver_status').flatMap(data => {
      const read = readReport(data);
      // The result, with its user_id, shows that every segment was delivered.
      if (read === undefined || describeStatus(read.status_code) !== 'permanent') return [];
      const { port, number, imsi, ref_id: refId, status_code: statusCode, time: at } = read;
      const dedupe = `${serialNumber} ${port} ${number} ${refId} ${statusCode} ${at}`;
      return [{ dedupe, port, number, imsi, refId, statusCode, at }];
    }),
    inbound: of('sms').flatMap(data => {
      const read = readSms(data);
      if (read === undefined) return [];
      const { incoming_sms_id: id, port, imsi, number: sender, timestamp: at } = read;
      // Ids of our gateway are never used again.
      return [{ dedupe: `${serialNumber} ${id}`, port, imsi, sender, text: read.text, at }];
    }),
    ussd: of('ussd').flatMap(data => {
      const read = readUssd(data);
      const at = writtenAt(data);
      return read === undefined || at === 0 ? [] : [{ port: read.port, text: read.text, at }];
    }),
    calls: of('cdr').flatMap(data => callOf(serialNumber, data)),
    missedCalls: of('missed_call').flatMap(data => missedCallOf(serialNumber, data)),
    notices: events.flatMap(noticesOf),
  };
}
