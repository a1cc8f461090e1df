/** An event in one line: a number or none, words of the page, and words that came from outside. */
import type { WordKey } from '../../words/i18n.ts';
import { reportWord } from '../messages/message-state.ts';

/** An event of the journal; what else it has depends on its kind. */
export interface JournalEvent {
  readonly id: number;
  readonly at: string;
  readonly kind: string;
  readonly [key: string]: unknown;
}

/** An event in a line. */
export interface Summary {
  readonly number: string;
  /** Undefined where the event's own words are enough. */
  readonly word: WordKey | undefined;
  /** The values of the places in the word. */
  readonly values: Readonly<Record<string, number>>;
  readonly text: string;
}

/** A field of an event as text; "" for one that is absent or of another type. */
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? `${value}` : '';
}

const statusWords: Readonly<Record<string, WordKey>> = {
  SENT_OK: 'messages.status.SENT_OK',
  DELIVERED: 'messages.status.DELIVERED',
  FAILED: 'messages.status.FAILED',
  up: 'event.register.up',
  down: 'event.register.down',
  power_on: 'event.device.on',
  power_off: 'event.device.off',
  raised: 'event.alarm.raised',
  repeated: 'event.alarm.repeated',
  cleared: 'event.alarm.cleared',
};

/** Numbers of a call are those of both sides; the other side is what a reader looks for. */
function numberOf(event: JournalEvent): string {
  if (event.kind !== 'cdr') return textOf(event.number);
  return textOf(event.direction === 'gsm->ip' ? event.source_number : event.destination_number);
}

/** The words that came from outside, as a text or a reason; of a call its duration in seconds. */
function wordsOf(event: JournalEvent): string {
  const { kind } = event;
  if (kind === 'cdr') return `${textOf(event.duration)} s`;
  if (kind === 'sms_result') return textOf(event.reason);
  if (kind === 'alarm') return textOf(event.trouble);
  return textOf(event.text);
}

/** The first thing that a person wants to know of an event. A kind that the page does not know shows its name alone. */
export function summaryOf(event: JournalEvent): Summary {
  const { status_code: code } = event;
  const isReport = event.kind === 'sms_deliver_status' && typeof code === 'number';
  return {
    number: numberOf(event),
    word: isReport ? reportWord(code) : statusWords[textOf(event.status)],
    values: isReport ? { code } : {},
    text: wordsOf(event),
  };
}
