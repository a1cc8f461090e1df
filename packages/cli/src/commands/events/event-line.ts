/** An event in one line for people. */
import { oneLine } from '../../output/shown-text.ts';

/** The fields of an event beside id, time and kind. */
type Data = Readonly<Record<string, unknown>>;

function port({ port: number }: Data): string {
  return typeof number === 'number' ? `port ${number}` : '';
}

/** A sentence for each kind of event that this version knows. */
const sentences: Readonly<Record<string, (data: Data) => string>> = {
  sms: data => `${port(data)} from ${data.number}: ${data.text}`,
  sms_result: data => `${data.number} ${data.status}${data.reason ? `: ${data.reason}` : ''} (${port(data)})`,
  sms_deliver_status: data => `${data.number} status ${data.status_code} (${port(data)})`,
  ussd: data => `${port(data)}: ${data.text}`,
  register: data => `${port(data)} ${data.status}`,
  missed_call: data => `${port(data)} from ${data.number}`,
  cdr: data => `${data.source_number} to ${data.destination_number}, ${data.duration} s (${port(data)})`,
  device: data => `${data.status}, ${data.port_count} ports`,
  exception_info: data => `${port(data)} ${data.type}, ${data.action}`,
  alarm: data => `${data.alarm_kind} ${data.status}: ${data.trouble}`,
};

/** The event in words; an event of an unknown kind is shown by its fields. */
export function sentenceOf(kind: string, data: Data): string {
  const own = Object.hasOwn(sentences, kind) ? sentences[kind] : undefined;
  return oneLine(own === undefined ? JSON.stringify(data) : own(data));
}
