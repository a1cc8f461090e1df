/** Final result codes (V.250 6.2.5, 27.007 9.1, 27.005 3.2.5). */

import { nameOf } from './fields.ts';
import { isHex, withPdu } from './notices.ts';

export interface AtError {
  /** `cms`, `cme`: numbered causes; `plain`: ERROR, NO CARRIER and the like. */
  readonly source: 'cms' | 'cme' | 'plain';
  /** Absent where the modem gave words only. */
  readonly code?: number;
  /** The line as it came. */
  readonly text: string;
}

export type FinalResult = { readonly ok: true } | { readonly ok: false; readonly error: AtError };

export const ok: FinalResult = { ok: true };
const plainErrors = new Set([
  'ERROR',
  'NO CARRIER',
  'NO ANSWER',
  'NO DIALTONE',
  'NO DIAL TONE',
  'BUSY',
  'COMMAND NOT SUPPORT',
  'TOO MANY PARAMETERS',
  'MODEM ERROR',
  'COMMAND NO RESPONSE!',
]);

/** Verbose causes that the gateway acts on, in lower case (27.007 9.2.1, 27.005 3.2.5). */
const cmeWords: Readonly<Record<string, number>> = {
  'phone failure': 0,
  'operation not allowed': 3,
  'operation not supported': 4,
  'sim not inserted': 10,
  'sim pin required': 11,
  'sim puk required': 12,
  'sim failure': 13,
  'sim busy': 14,
  'sim wrong': 15,
  'incorrect password': 16,
  'sim pin2 required': 17,
  'sim puk2 required': 18,
  'no network service': 30,
  'network timeout': 31,
  'network not allowed - emergency calls only': 32,
  'incorrect parameters': 50,
};
const cmsWords: Readonly<Record<string, number>> = {
  'me failure': 300,
  'sms service of me reserved': 301,
  'operation not allowed': 302,
  'operation not supported': 303,
  'invalid pdu mode parameter': 304,
  'invalid text mode parameter': 305,
  'sim not inserted': 310,
  'sim pin required': 311,
  'ph-sim pin required': 312,
  'sim failure': 313,
  'sim busy': 314,
  'sim wrong': 315,
  'sim puk required': 316,
  'sim pin2 required': 317,
  'sim puk2 required': 318,
  'memory failure': 320,
  'invalid memory index': 321,
  'memory full': 322,
  'smsc address unknown': 330,
  'no network service': 331,
  'network timeout': 332,
  'no +cnma acknowledgement expected': 340,
  'unknown error': 500,
};

/** The final result code in `line`, or undefined where it is none. Numeric results (ATV0) only where `numeric`. */
export function parseFinal(line: string, numeric = false): FinalResult | undefined {
  if (line === 'OK') return ok;
  const first = line.charCodeAt(0);
  // Nearly every line ends here: only + C E N B T M and digits can begin an error.
  if (first === 0x2b || first === 0x43) {
    const error = numberedError(line);
    if (error !== undefined) return { ok: false, error };
  }
  if (plainErrors.has(line) || line.startsWith('MODEM ERROR:')) return plain(line);
  if (numeric && line.length === 1) return numericResult(line);
  return undefined;
}

function numericResult(line: string): FinalResult | undefined {
  if (line === '0') return ok;
  return '34678'.includes(line) ? plain(line) : undefined;
}

function plain(text: string): FinalResult {
  return { ok: false, error: { source: 'plain', text } };
}

/** `+CME ERROR: 10`, `+CMS ERROR:500`, `+CME ERROR: SIM busy`; some leave the plus out. */
function numberedError(line: string): AtError | undefined {
  const text = line.startsWith('+') ? line.slice(1) : line;
  if (text.startsWith('EXT ERROR:')) return { source: 'plain', text: line };
  const source = text.startsWith('CME ERROR') ? 'cme' : text.startsWith('CMS ERROR') ? 'cms' : undefined;
  if (source === undefined) return undefined;
  const cause = text.slice('CMS ERROR'.length).trim().replace(/^:/, '').replaceAll('"', '').trim();
  const words = source === 'cms' ? cmsWords : cmeWords;
  // Some put words behind the number: `+CME ERROR: 14, SIM busy`.
  const digits = /^\d{1,4}(?![0-9A-Za-z])/.exec(cause)?.[0];
  // 27.005 writes (U)SIM, many modules SIM.
  const code = digits === undefined ? words[cause.toLowerCase().replace('(u)', '')] : Number(digits);
  return { source, text: line, ...(code === undefined ? {} : { code }) };
}

/** Fewer digits may be a number of a header. */
const PDU_DIGITS = 20;

/** A PDU in the line of its header: `+CDS: 25 0006...`. */
function splitRouted(line: string): readonly string[] {
  const end = Math.max(line.lastIndexOf(' '), line.lastIndexOf(','));
  const pdu = line.slice(end + 1);
  return pdu.length >= PDU_DIGITS && isHex(pdu) ? [line.slice(0, end), pdu] : [line];
}

/**
 * The lines in one where a module glued a result code to the next line (`OK+CMTI: ...`, `ERROR+ZUSIMR:2`), or a routed PDU to its
 * header.
 */
export function splitGlued(line: string): readonly string[] {
  if (line.startsWith('+C') && withPdu.has(nameOf(line))) return splitRouted(line);
  const head = line.startsWith('ERROR') ? 'ERROR' : line.startsWith('OK') ? 'OK' : '';
  if (head === '' || line.length === head.length) return [line];
  return '+^$*#%'.includes(line.charAt(head.length)) ? [head, line.slice(head.length)] : [line];
}
