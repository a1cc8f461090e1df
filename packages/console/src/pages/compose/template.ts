/** A draft as the gateway takes it: a text with marks, and values beside each number, in parts of a request each. */
import type { Draft } from './draft.ts';
import { filled, placesOf, type Recipient } from './recipients.ts';

/** Recipients of one request. */
const MOST_RECIPIENTS = 4096;
/** Bytes of one request with room to spare: the gateway takes 1 MiB. */
const MOST_BYTES = 900_000;

/** The text and recipients as `POST /v1/messages` takes them. */
export interface Template {
  /** With #param# where a column goes. */
  readonly text: string;
  readonly recipients: readonly { readonly number: string; readonly values?: string[] }[];
}

const PLACE_OF_GATEWAY = '#param#';

/** `{column}` becomes the gateway's own mark, with the values beside each number. */
export function templateOf(
  { text, table }: Pick<Draft, 'text' | 'table'>,
  recipients: readonly Recipient[],
): Template {
  const places = placesOf(text, table?.columns ?? []);
  if (places.length === 0) return { text, recipients: recipients.map(({ number }) => ({ number })) };
  const marks = Object.fromEntries(places.map(place => [place, PLACE_OF_GATEWAY]));
  return {
    text: filled(text, { number: '', values: marks }),
    recipients: recipients.map(({ number, values }) => ({
      number,
      values: places.map(place => values[place] ?? ''),
    })),
  };
}

/** Parts that one request can carry each. */
export function partsOf(recipients: Template['recipients']): Template['recipients'][] {
  const parts: Template['recipients'][number][][] = [[]];
  let bytes = 0;
  for (const recipient of recipients) {
    const size = new TextEncoder().encode(JSON.stringify(recipient)).length + 1;
    const last = parts.at(-1) ?? [];
    if (last.length >= MOST_RECIPIENTS || (last.length > 0 && bytes + size > MOST_BYTES)) {
      parts.push([recipient]);
      bytes = size;
    } else {
      last.push(recipient);
      bytes += size;
    }
  }
  return parts;
}
