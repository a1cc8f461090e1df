/** `+CUSD: <m>[,<str>[,<dcs>]]` (27.007 7.15). */
import { afterPrefix, decimal } from './fields.ts';

export interface UssdLine {
  /** <m>: 0 nothing more, 1 an answer is wanted, 2 ended by the network, 3 another client, 4 not supported, 5 time-out. */
  readonly status: number;
  /** <str> as it came, one octet a character; undefined where there is none. */
  readonly text?: string;
  /** <dcs>, by 23.038 clause 5; undefined where the modem leaves it out. */
  readonly dataCodingScheme?: number;
}

/** The text runs to the last quote: line ends, commas and quotes stand inside of it as the network sent them. */
const QUOTED = /^"([\s\S]*)"\s*(?:,\s*(\d{0,3})\s*)?$/;
/** A coding behind the last comma. */
const CODING = /^\s*(\d{0,3})\s*$/;

/** Undefined where the line has no <m>. */
export function parseUssd(line: string): UssdLine | undefined {
  const [, status, rest] = /^(\d{1,2})\s*(?:,\s*([\s\S]*))?$/.exec(afterPrefix(line, '+CUSD')) ?? [];
  if (status === undefined) return undefined;
  if (rest === undefined || rest === '') return { status: Number(status) };
  const [, text, coding = ''] = QUOTED.exec(rest) ?? bare(rest);
  const dataCodingScheme = decimal(coding);
  return { status: Number(status), text, ...(dataCodingScheme === undefined ? {} : { dataCodingScheme }) };
}

/** Some print no quotes, or lose one of them. */
function bare(rest: string): [whole: string, text: string, coding: string | undefined] {
  const comma = rest.lastIndexOf(',');
  const coding = comma < 0 ? undefined : CODING.exec(rest.slice(comma + 1))?.[1];
  const text = coding === undefined ? rest : rest.slice(0, comma);
  return [rest, text.replace(/^"|"$/g, ''), coding];
}
