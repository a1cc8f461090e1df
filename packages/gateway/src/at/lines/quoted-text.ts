/** A line whose quoted text holds line ends (+CUSD, +STGI and their like): where it ends, and what was no such line after all. */
import { nameOf } from '../fields.ts';
import { isHex } from '../notices.ts';
import { parseFinal } from '../result.ts';

/** Longest text over several lines. 182 characters are the most of a USSD string (23.038 5), a toolkit's menu is longer. Octets. */
export const QUOTED_LIMIT = 2048;

/** First characters of named responses and notices (V.250 5.7.1). */
const NAME_STARTS = '+^*#$%';
/** Its text holds quotes of its own that nothing marks (27.007 7.15). */
const USSD = '+CUSD';
/** Digits, quotes and separators only: a value, no text of people. */
const VALUE = /^[0-9A-F",+*#(). -]*$/i;
/** The coding behind the closing quote of a +CUSD. */
const CODING = /^ *, *\d{1,3} *$/;
/** Headers with a PDU on the next line (27.005 3.4.1, 4.1, 4.2). */
const pduHeaders: ReadonlySet<string> = new Set(['+CMT', '+CDS', '+CBM', '+CMGL', '+CMGR']);
/** Shorter digits may be part of a text. */
const PDU_LENGTH = 20;

/** The begun text of one line, as it grows from line to line. */
export class QuotedText {
  readonly #name: string;
  readonly #isValue: boolean;
  #text: string;
  /** The lines, each on its own. */
  #lines: string[];
  #quotes: number;

  /** Undefined where `line` has no text that goes on behind its line end. */
  static begin(line: string): QuotedText | undefined {
    if (!line.includes('"') || !NAME_STARTS.includes(line.charAt(0))) return undefined;
    const name = nameOf(line);
    const quotes = quotesIn(line);
    if (name.includes('"') || isClosed(name, line, quotes)) return undefined;
    return new QuotedText(name, line, quotes);
  }

  private constructor(name: string, line: string, quotes: number) {
    this.#name = name;
    this.#text = line;
    this.#lines = [line];
    this.#quotes = quotes;
    const opened = line.slice(line.indexOf('"'));
    this.#isValue = opened.length > 1 && VALUE.test(opened);
  }

  /** The lines one by one, for a text that never closed. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  get isTooLong(): boolean {
    return this.#text.length > QUOTED_LIMIT;
  }

  /** True where `line` cannot be part of the text, so that a closing quote is missing. */
  isEndedBy(line: string, isNotice: (name: string) => boolean): boolean {
    const result = parseFinal(line);
    if (result !== undefined && (this.#isValue || line.includes('ERROR:'))) return true;
    if (pduHeaders.has(this.#name) && line.length >= PDU_LENGTH && isHex(line)) return true;
    return NAME_STARTS.includes(line.charAt(0)) && line.includes(':') && isNotice(nameOf(line));
  }

  /** Adds the octets up to the next line end; the whole line where its text closes there. */
  add(raw: string): string | undefined {
    this.#text += raw;
    if (raw.trim() !== '') this.#lines.push(raw.trim());
    const more = quotesIn(raw);
    this.#quotes += more;
    return more > 0 && isClosed(this.#name, raw, this.#quotes) ? this.#text : undefined;
  }

  addLineEnd(end: '\r' | '\n'): void {
    this.#text += end;
  }
}

function quotesIn(text: string): number {
  let count = 0;
  for (let index = text.indexOf('"'); index >= 0; index = text.indexOf('"', index + 1)) count += 1;
  return count;
}

/** True where the last quote in `text`, the `quotes`-th of its line, closes. */
function isClosed(name: string, text: string, quotes: number): boolean {
  const behind = text.slice(text.lastIndexOf('"') + 1).trim();
  if (name !== USSD) return quotes % 2 === 0;
  return CODING.test(behind) || (quotes % 2 === 0 && (behind === '' || behind.startsWith(',')));
}
