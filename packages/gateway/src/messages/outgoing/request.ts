/** From a send_sms request to the messages it makes, or to the reason why it is refused. Pure. */
import type { Encoding } from '@simgate/gsm';
import type { SmsConfig } from '../../config/schema.ts';
import { isEmergencyNumber } from '../../modem/calls/emergency-numbers.ts';
import type { Recipient, SendRequest, UserId } from '../messages.ts';
import { portSet } from './port-set.ts';
import { chooseTables, fitsAlphabet, type NationalTables, segmentsOf } from './segmentation.ts';
import { fillTemplate } from './template.ts';

/** Limits of the seed, chapter 2. */
const MOST_RECIPIENTS = 128;
const MOST_BYTES = 1500;
/** TP-DA holds 10 octets of semi-octets (23.040 9.1.2.5). */
const MOST_DIGITS = 20;

/** A message before it has an id. */
export interface NewMessage {
  readonly number: string;
  /** Undefined: the task's own text. */
  readonly text: string | undefined;
  readonly userId: UserId;
  readonly encoding: Encoding;
  readonly tables: NationalTables;
  /** See port-set.ts. */
  readonly ports: number;
  readonly count: number;
  /** Why it ends FAILED at once; "" where it may be sent. */
  readonly failure: string;
}

export interface Refused {
  readonly ok: false;
  readonly code: 400 | 413 | 550;
  readonly error: string;
}

export type Prepared = { readonly ok: true; readonly messages: readonly NewMessage[] } | Refused;

function refused(code: Refused['code'], error: string): Refused {
  return { ok: false, code, error };
}

function checkRequest(request: SendRequest, existing: readonly number[]): Refused | undefined {
  if (request.text === '') return refused(400, 'text must not be empty');
  if (request.recipients.length === 0) return refused(400, 'param must name at least one recipient');
  if (request.recipients.length > MOST_RECIPIENTS)
    return refused(
      413,
      `param has ${request.recipients.length} recipients; at most ${MOST_RECIPIENTS} are allowed`,
    );
  const bytes = Buffer.byteLength(request.text);
  if (bytes > MOST_BYTES) return refused(413, `text has ${bytes} bytes; at most ${MOST_BYTES} are allowed`);
  if (existing.length === 0) return refused(550, 'this gateway has no port');
  return undefined;
}

/** The ports a recipient may use, as a set; undefined where none of those named exists here. */
function portsOf(
  request: SendRequest,
  recipient: Recipient,
  existing: readonly number[],
): number | undefined {
  const named = request.ports?.length ? request.ports : (recipient.ports ?? []);
  if (named.length === 0) return 0;
  const present = named.filter(port => existing.includes(port));
  return present.length === 0 ? undefined : portSet(present);
}

function textOf(request: SendRequest, recipient: Recipient, where: string): string | Refused {
  const text = fillTemplate(request.text, recipient.textParam);
  if (text === undefined)
    return refused(400, `${where}.text_param has fewer values than text has #param# places`);
  if (text === '') return refused(400, `${where}: the text is empty once its text_param is filled in`);
  const bytes = Buffer.byteLength(text);
  if (bytes <= MOST_BYTES) return text;
  return refused(413, `${where}: text has ${bytes} bytes once filled; at most ${MOST_BYTES} are allowed`);
}

function failureOf(number: string): string {
  const digits = number.replace(/^\+/, '').length;
  return digits > MOST_DIGITS
    ? `number has ${digits} digits; an SMS can be sent to at most ${MOST_DIGITS}`
    : '';
}

/** Texts of one request are mostly the same: measured once each. */
type Measure = (text: string, encoding: Encoding) => { tables: NationalTables; count: number; fits: boolean };

function createMeasure(sms: SmsConfig): Measure {
  const known = new Map<string, ReturnType<Measure>>();
  return (text, encoding) => {
    const key = `${encoding} ${text}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const tables = chooseTables(text, encoding, sms.nationalTables);
    const count = segmentsOf(text, { encoding, tables, referenceWidth: sms.referenceWidth });
    const fits = encoding !== 'gsm-7bit' || !sms.refuseUnencodable || fitsAlphabet(text, tables);
    const measured = { tables, count, fits };
    known.set(key, measured);
    return measured;
  };
}

interface Context {
  readonly request: SendRequest;
  readonly existing: readonly number[];
  readonly sms: SmsConfig;
  readonly measure: Measure;
}

function prepareOne(context: Context, recipient: Recipient, index: number): NewMessage | Refused {
  const { request, existing, sms, measure } = context;
  const where = `param[${index}]`;
  const { number, userId } = recipient;
  if (!sms.emergencyNumbers && isEmergencyNumber(number))
    return refused(400, `${where}.number: ${number} is an emergency number`);
  const ports = portsOf(request, recipient, existing);
  if (ports === undefined) return refused(550, `${where}: none of the named ports exists in this gateway`);
  const text = textOf(request, recipient, where);
  if (typeof text !== 'string') return text;
  const encoding = recipient.encoding ?? request.encoding;
  const { tables, count, fits } = measure(text, encoding);
  if (!fits) return refused(400, `${where}: gsm-7bit cannot say this text`);
  const own = text === request.text ? undefined : text;
  return { number, userId, text: own, encoding, tables, ports, count, failure: failureOf(number) };
}

/**
 * Checks a request as a whole: one bad recipient refuses all of it (contract section 13).
 * @param existing numbers of the ports of this gateway
 */
export function prepareMessages(request: SendRequest, existing: readonly number[], sms: SmsConfig): Prepared {
  const wrong = checkRequest(request, existing);
  if (wrong !== undefined) return wrong;
  const context = { request, existing, sms, measure: createMeasure(sms) };
  const messages: NewMessage[] = [];
  for (const [index, recipient] of request.recipients.entries()) {
    const message = prepareOne(context, recipient, index);
    if ('ok' in message) return message;
    messages.push(message);
  }
  return { ok: true, messages };
}
