/** send_sms, chapter 2. */

import type { Answer } from '../http/answer.ts';
import { integersOf, ParameterError, textOf, type Variables } from '../http/request.ts';
import { type FleetGateway, isUsable, type SentMessage } from '../state/model.ts';
import { airText } from '../state/segments.ts';
import { acceptMessages } from '../state/sending.ts';
import type { FleetWorld } from '../state/world.ts';
import type { Call } from './call.ts';
import { apiAnswer, NUMBER_OCTETS, portRange } from './common.ts';

const MOST_OCTETS = 1500;
const MOST_USER_ID = Number.MAX_SAFE_INTEGER;
const NO_PORT = 255;

interface Recipient {
  readonly number: string;
  readonly values: readonly string[];
  readonly userId: number | string | null;
  readonly ports: readonly number[] | undefined;
}

/** Takes messages: 202; 400 a parameter that cannot be read; 413 too many or too long; 550 or 500 no usable port. */
export function sendSms({ world, gateway, variables }: Call): Answer {
  const { quirks } = gateway;
  const text = textOf(variables, 'text');
  const { param } = variables;
  if (text === undefined || text === '' || !Array.isArray(param) || param.length === 0)
    throw new ParameterError('text or param is missing');
  if (param.length > quirks.mostRecipients || Buffer.byteLength(text) > MOST_OCTETS)
    return apiAnswer(gateway, 413);
  const recipients = param.map(item => readRecipient(item));
  const ports = integersOf(variables, 'port', portRange);
  const usable = new Set(gateway.ports.filter(isUsable).map(({ index }) => index));
  const hasPort = (wanted: readonly number[] | undefined) =>
    wanted ? wanted.some(port => usable.has(port)) : usable.size > 0;
  if (recipients.some(recipient => !hasPort(ports ?? recipient.ports)))
    return apiAnswer(gateway, Number(quirks.noPortCode));
  if (quirks.queueLimit > 0 && gateway.waiting.length + param.length > quirks.queueLimit)
    return apiAnswer(gateway, 413);
  const letters = recipients.map(each => ({ ...each, text: filled(text, each.values) }));
  if (letters.some(each => Buffer.byteLength(each.text) > MOST_OCTETS)) return apiAnswer(gateway, 413);
  const task = gateway.nextTask;
  gateway.nextTask += 1;
  const wantsReport =
    variables.request_status_report !== false && variables.request_status_report !== 'false';
  const shared = {
    task,
    wantsReport,
    encoding: textOf(variables, 'encoding') === 'gsm-7bit' ? ('gsm-7bit' as const) : ('unicode' as const),
  };
  const messages = letters.map(each =>
    makeMessage(world, gateway, each, { ...shared, text: each.text, ports: maskOf(ports ?? each.ports) }),
  );
  const waiting = gateway.waiting.length + messages.length;
  acceptMessages(world, gateway, messages);
  return apiAnswer(gateway, 202, { sms_in_queue: waiting, task_id: task });
}

function readRecipient(item: unknown): Recipient {
  if (typeof item !== 'object' || item === null || Array.isArray(item))
    throw new ParameterError('param has something that is no object');
  const fields: Variables = { ...item };
  const number = textOf(fields, 'number') ?? '';
  if (!/^\+?[0-9*#]+$/.test(number) || Buffer.byteLength(number) > NUMBER_OCTETS)
    throw new ParameterError('number is no number');
  const values = fields.text_param ?? [];
  if (!Array.isArray(values)) throw new ParameterError('text_param is no list');
  return {
    number,
    values: values.map(String),
    userId: readUserId(fields.user_id),
    ports: integersOf(fields, 'port', portRange),
  };
}

function readUserId(value: unknown): number | string | null {
  if (value === undefined || value === null) return null;
  const number = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < 0 || number > MOST_USER_ID) {
    throw new ParameterError('user_id is no whole number');
  }
  return value as number | string;
}

/** Bit 0 for port 0; no ports: 0, which means any. */
function maskOf(ports: readonly number[] | undefined): number {
  return (ports ?? []).reduce((mask, port) => mask | (1 << port), 0);
}

interface MessageFields {
  readonly text: string;
  readonly task: number;
  readonly wantsReport: boolean;
  readonly encoding: 'gsm-7bit' | 'unicode';
  readonly ports: number;
}

function makeMessage(
  world: FleetWorld,
  gateway: FleetGateway,
  recipient: Recipient,
  shared: MessageFields,
): SentMessage {
  const air = airText(shared.text, shared.encoding, gateway.quirks.questionMarks);
  return {
    id: world.record.nextMessageId(),
    gateway: gateway.index,
    task: shared.task,
    number: recipient.number,
    ...air,
    userId: recipient.userId,
    ports: shared.ports,
    wantsReport: shared.wantsReport,
    acceptedAt: world.clock.now(),
    run: gateway.run,
    ...{ succeeded: 0, port: NO_PORT, imsi: '', reference: 0, status: 'SENDING', fate: 'waiting' },
    ...{ handedAt: 0, cause: 0, deliveredAt: 0, reports: [] },
  };
}

/** Each value in turn replaces one `#param#`; places without a value stay. */
function filled(text: string, values: readonly string[]): string {
  let next = 0;
  return text.replaceAll('#param#', place => values[next++] ?? place);
}
