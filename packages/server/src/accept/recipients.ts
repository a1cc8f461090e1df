/** Recipients of a request: their numbers in one form, their texts filled in and cut. The first fault refuses the whole request. */
import { cutText } from '@simgate/gsm';
import type { Encoding } from '../domain/message.ts';
import type { Pool } from '../domain/pool.ts';
import { readNumber } from './phone-number.ts';
import type { SendRequest } from './request.ts';
import { fillTemplate } from './template.ts';

/** A recipient of a request with the text that it gets. */
export interface ReadRecipient {
  /** Its place in `to`. */
  readonly index: number;
  readonly number: string;
  readonly country: string;
  readonly written: string;
  readonly text: string;
  /** The encoding that `auto` chose: a call to a gateway has one encoding. */
  readonly encoding: 'gsm-7bit' | 'unicode';
  readonly segments: number;
  readonly reference: string;
}

/** All recipients of a request, or the refusal of the whole request: 413 for a text over 1500 bytes of UTF-8, else 400. */
export type ReadRecipients =
  | { readonly ok: true; readonly recipients: readonly ReadRecipient[] }
  | { readonly ok: false; readonly code: 400 | 413; readonly error: string };

/** As send_sms takes it, in bytes of UTF-8. */
const LONGEST_TEXT = 1500;

type Cut = Pick<ReadRecipient, 'encoding' | 'segments'>;

/** How texts are cut; most recipients of a request have the same one. */
class Cutter {
  readonly #encoding: Encoding;
  #text: string | undefined;
  #cut: Cut = { encoding: 'unicode', segments: 1 };

  constructor(encoding: Encoding) {
    this.#encoding = encoding;
  }

  cut(text: string): Cut {
    if (text !== this.#text) {
      this.#text = text;
      const { alphabet, ends } = cutText(text, { encoding: this.#encoding });
      this.#cut = { encoding: alphabet === 'gsm7' ? 'gsm-7bit' : 'unicode', segments: ends.length };
    }
    return this.#cut;
  }
}

type Content = { readonly ok: true; readonly text: string } | Extract<ReadRecipients, { ok: false }>;

function contentOf(
  { text, template = '' }: SendRequest,
  values: Readonly<Record<string, string>>,
  index: number,
): Content {
  if (text !== undefined) return { ok: true, text };
  const filled = fillTemplate(template, values);
  if (!filled.ok)
    return {
      ok: false,
      code: 400,
      error: `to[${index}].values: has no ${filled.missing}, which the template wants.`,
    };
  if (filled.text === '')
    return { ok: false, code: 400, error: `to[${index}]: the filled template is empty.` };
  const bytes = filled.text.length * 3 <= LONGEST_TEXT ? 0 : Buffer.byteLength(filled.text);
  if (bytes > LONGEST_TEXT)
    return {
      ok: false,
      code: 413,
      error: `to[${index}]: the filled template has ${bytes} bytes of UTF-8; at most ${LONGEST_TEXT} are allowed.`,
    };
  return filled;
}

/** The field that the text of a recipient came from. */
function fieldOf({ text }: SendRequest, index: number): string {
  return text === undefined ? `to[${index}]: the filled template` : 'text:';
}

/** Reads all recipients of a request, or returns the first fault by its place and field. */
export function readRecipients(request: SendRequest, pool: Pool): ReadRecipients {
  if ((request.text === undefined) === (request.template === undefined))
    return { ok: false, code: 400, error: 'text: needs to be there, or template instead; not both.' };
  const cutter = new Cutter(request.encoding);
  const recipients: ReadRecipient[] = [];
  for (const [index, { number: written, values, reference }] of request.to.entries()) {
    const read = readNumber(written, pool.country);
    if (!read.ok) return { ok: false, code: 400, error: `to[${index}]: ${read.error}.` };
    const content = contentOf(request, values, index);
    if (!content.ok) return content;
    const { number, country } = read;
    const cut = cutter.cut(content.text);
    if (request.encoding === 'gsm-7bit' && cut.encoding === 'unicode')
      return {
        ok: false,
        code: 400,
        error: `${fieldOf(request, index)} has a character that gsm-7bit lacks.`,
      };
    recipients.push({ index, number, country, written, text: content.text, ...cut, reference });
  }
  return { ok: true, recipients };
}
