/** A draft as the gateway takes it: a text with marks, and values beside each number, in one request or as a file. */
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

/** Whether one request can carry them all; else they go as a file. */
export function fitsOneRequest(recipients: Template['recipients']): boolean {
  return recipients.length <= MOST_RECIPIENTS && new Blob([fileOf(recipients)]).size <= MOST_BYTES;
}

/** The recipients as JSON lines, as `POST /v1/messages/import` takes any number of them. */
export function fileOf(recipients: Template['recipients']): string {
  return recipients.map(recipient => JSON.stringify(recipient)).join('\n');
}
