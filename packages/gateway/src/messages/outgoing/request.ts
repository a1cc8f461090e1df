/** From a send_sms request to the messages it makes, or to the reason why it is refused. Pure. */
import { limits } from '@simgate/api/contract';
import type { Cut, Encoding } from '@simgate/gsm';
import type { SmsConfig } from '../../config/schema.ts';
import { isEmergencyNumber } from '../../modem/calls/emergency-numbers.ts';
import type { Recipient, SendRequest, UserId } from '../messages.ts';
import { portSet } from './port-set.ts';
import { cutMessage } from './segmentation.ts';

/** TP-DA holds 10 octets of semi-octets (23.040 9.1.2.5). */
const MOST_DIGITS = 20;

/** A message before it has an id. */
export interface NewMessage {
  readonly number: string;
  /** Undefined: the task's own text. */
  readonly text: string | undefined;
  readonly userId: UserId;
  readonly encoding: Encoding;
  readonly cut: Cut;
  /** See port-set.ts. */
  readonly ports: number;
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

const PLACE = '#param#';

/** How many `#param#` places a text has. */
export function placesOf(text: string): number {
  return text.split(PLACE).length - 1;
}

/**
 * Puts the values into the `#param#` places, in order and in one pass: a value is not scanned again. Without values the text
 * stays as it is; values beyond the last place are ignored; undefined where there are fewer values than places.
 */
export function fillTemplate(text: string, values: readonly string[] | undefined): string | undefined {
  if (values === undefined || values.length === 0) return text;
  if (values.length < placesOf(text)) return undefined;
  return text.split(PLACE).reduce((before, behind, at) => `${before}${values[at - 1]}${behind}`);
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
  if (text === request.text) return text;
  const bytes = Buffer.byteLength(text);
  const most = limits.textBytes;
  return bytes <= most
    ? text
    : refused(413, `${where}: text has ${bytes} bytes once filled; at most ${most} are allowed`);
}

function failureOf(number: string): string {
  const digits = number.replace(/^\+/, '').length;
  return digits > MOST_DIGITS
    ? `number has ${digits} digits; an SMS can be sent to at most ${MOST_DIGITS}`
    : '';
}

/** Cuts the texts of one request, which are mostly the same, once each. */
function createCutter(sms: SmsConfig, recipients: number): (text: string, encoding: Encoding) => Cut {
  if (recipients === 1) return (text, encoding) => cutMessage(text, encoding, sms);
  const known = new Map<string, Cut>();
  return (text, encoding) => {
    const key = `${encoding} ${text}`;
    const cut = known.get(key) ?? cutMessage(text, encoding, sms);
    known.set(key, cut);
    return cut;
  };
}

interface Context {
  readonly request: SendRequest;
  readonly existing: readonly number[];
  readonly sms: SmsConfig;
  readonly cut: (text: string, encoding: Encoding) => Cut;
}

function prepareOne(context: Context, recipient: Recipient, index: number): NewMessage | Refused {
  const { request, existing, sms } = context;
  const where = `param[${index}]`;
  const { number, userId } = recipient;
  if (!sms.emergencyNumbers && isEmergencyNumber(number))
    return refused(400, `${where}.number: ${number} is an emergency number`);
  const ports = portsOf(request, recipient, existing);
  if (ports === undefined) return refused(550, `${where}: none of the named ports exists in this gateway`);
  const text = textOf(request, recipient, where);
  if (typeof text !== 'string') return text;
  const encoding = recipient.encoding ?? request.encoding;
  const cut = context.cut(text, encoding);
  if (sms.refuseUnencodable && encoding === 'gsm-7bit' && cut.alphabet === 'ucs2')
    return refused(400, `${where}: gsm-7bit cannot say this text`);
  const own = text === request.text ? undefined : text;
  return { number, userId, text: own, encoding, cut, ports, failure: failureOf(number) };
}

/** Makes the judge of single recipients of one request; texts that are the same are cut once. */
export function createPreparer(
  request: SendRequest,
  existing: readonly number[],
  sms: SmsConfig,
): (recipient: Recipient, index: number) => NewMessage | Refused {
  const context = { request, existing, sms, cut: createCutter(sms, request.recipients.length) };
  return (recipient, index) => prepareOne(context, recipient, index);
}

/**
 * Checks what the contract leaves to the gateway, for the request as a whole: one bad recipient refuses all of it (contract section 13).
 * @param existing numbers of the ports of this gateway
 */
export function prepareMessages(request: SendRequest, existing: readonly number[], sms: SmsConfig): Prepared {
  if (existing.length === 0) return refused(550, 'this gateway has no port');
  const prepare = createPreparer(request, existing, sms);
  const messages: NewMessage[] = [];
  for (const [index, recipient] of request.recipients.entries()) {
    const message = prepare(recipient, index);
    if ('ok' in message) return message;
    messages.push(message);
  }
  return { ok: true, messages };
}
