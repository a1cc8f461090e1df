/** Answers of a modem about its SIM: lock, IMSI, ICCID, numbers (27.007 8.3, 5.6, 8.18, 7.1; 27.005 3.3.1). */
import { decodeUcs2, fromHex } from '@simgate/gsm';
import { afterPrefix, decimal, fieldNumber, fieldText, nameOf, splitFields } from './fields.ts';

/** `pin2`: PIN2 and PUK2 block nothing. `device`: the modem is locked to a network or SIM, no code of the SIM helps. */
export type SimLock = 'ready' | 'pin' | 'puk' | 'pin2' | 'device' | 'absent' | 'busy' | 'unknown';

const locks: Readonly<Record<string, SimLock>> = {
  READY: 'ready',
  'SIM PIN': 'pin',
  'SIM PUK': 'puk',
  'SIM PIN2': 'pin2',
  'SIM PUK2': 'pin2',
};
/** Words of makers for a card that is not there, or that the modem cannot talk to; the latter may pass, also by a restart. */
const lockWords: readonly (readonly [words: RegExp, lock: SimLock])[] = [
  [/NOT INSERTED|NO SIM|REMOVED|ABSENT|NOT DETECTED/, 'absent'],
  [/NOT READY|FAIL|CRASH|DROP|BUSY|WRONG|INIT/, 'busy'],
];

/** Reads the answer or notice +CPIN, with or without its name. */
export function parseSimLock(line: string): SimLock {
  const state = afterPrefix(line, '+CPIN').replace(/"/g, '').trim().toUpperCase();
  if (state.startsWith('PH-')) return 'device';
  return locks[state] ?? lockWords.find(([words]) => words.test(state))?.[1] ?? 'unknown';
}

/** The state of the SIM behind a +CME or +CMS error (modem-dependent: both number spaces); undefined: nothing. */
export function simLockOfError(
  source: 'cme' | 'cms' | 'plain',
  code: number | undefined,
): SimLock | undefined {
  if (code === undefined || source === 'plain') return undefined;
  return (source === 'cme' ? cmeLocks : cmsLocks)[code];
}

/** 27.007 9.2.1. */
const cmeLocks: Readonly<Record<number, SimLock>> = {
  10: 'absent',
  11: 'pin',
  12: 'puk',
  13: 'busy',
  14: 'busy',
  15: 'absent',
};
/** 27.005 3.2.5. */
const cmsLocks: Readonly<Record<number, SimLock>> = {
  310: 'absent',
  311: 'pin',
  313: 'busy',
  314: 'busy',
  315: 'absent',
  316: 'puk',
};

/** 6 to 15 digits (23.003 2.2). */
export function parseImsi(lines: readonly string[]): string | undefined {
  for (const line of lines) {
    const value = afterPrefix(line, '+CIMI').replace(/"/g, '').trim();
    if (/^\d{6,15}$/.test(value)) return value;
  }
  return undefined;
}

/**
 * ICCID from a vendor's answer: bare or named, quoted or not, its nibbles swapped or not (the 89 at its start shows it:
 * ITU-T E.118), filled with F. Undefined where there is none.
 */
export function parseIccid(lines: readonly string[]): string | undefined {
  for (const line of lines) {
    const digits = /(?:^|[^0-9A-Fa-f])([0-9A-Fa-f]{18,20})(?:[^0-9A-Fa-f]|$)/.exec(line)?.[1];
    if (digits === undefined) continue;
    const swapped = swapNibbles(digits);
    const chosen = !digits.startsWith('89') && swapped.startsWith('89') ? swapped : digits;
    return chosen.replace(/F+$/i, '');
  }
  return undefined;
}

function swapNibbles(digits: string): string {
  return digits.replace(/(.)(.)/g, '$2$1');
}

export interface SimAccess {
  readonly sw1: number;
  readonly sw2: number;
  /** Hexadecimal digits, "" where there are none. */
  readonly data: string;
}

/** +CRSM (27.007 8.18); undefined where it cannot be read. */
export function parseSimAccess(line: string): SimAccess | undefined {
  const fields = splitFields(afterPrefix(line, '+CRSM'));
  const sw1 = fieldNumber(fields, 0);
  const sw2 = fieldNumber(fields, 1);
  return sw1 === undefined || sw2 === undefined ? undefined : { sw1, sw2, data: fieldText(fields, 2) };
}

/** SW1 of success, which +CRSM prints in decimal: 90, 91 (a toolkit command waits) and 9F (31.101 10.2.1.1, 51.011 9.4.1). */
const simSuccesses: ReadonlySet<number> = new Set([0x90, 0x91, 0x9f]);

export function isSimSuccess({ sw1 }: Pick<SimAccess, 'sw1'>): boolean {
  return simSuccesses.has(sw1);
}

/** The ICCID out of EF-ICCID read by +CRSM=176,12258,0,0,10 (31.102 4.2.2: nibbles swapped). */
export function iccidOfAccess(line: string): string | undefined {
  const access = parseSimAccess(line);
  if (access === undefined || !isSimSuccess(access) || !/^[0-9A-Fa-f]{20}$/.test(access.data))
    return undefined;
  return swapNibbles(access.data).replace(/F+$/i, '');
}

/** Numbers of +CNUM: [alpha],number,type; the number with `+` where its type is international. */
export function parseOwnNumbers(lines: readonly string[]): string[] {
  return lines
    .filter(line => nameOf(line) === '+CNUM')
    .map(line => splitFields(afterPrefix(line, '+CNUM')))
    .map(fields => numberText(fieldText(fields, 1), fieldNumber(fields, 2)))
    .filter(number => number !== '');
}

/** +CSCA (27.005 3.3.1): "" where none is set; hexadecimal UCS-2 where the character set makes it so. */
export function parseServiceCentre(line: string): string {
  const fields = splitFields(afterPrefix(line, '+CSCA'));
  return numberText(fieldText(fields, 0), fieldNumber(fields, 1));
}

/** A number of a reply, with `+` where its type of address is international. */
export function numberText(text: string, typeOfAddress: number | undefined): string {
  const number = plainText(text);
  // 145 is international, E.164 (24.008 10.5.4.7).
  return typeOfAddress === 145 && /^\d+$/.test(number) ? `+${number}` : number;
}

/** A string of a reply as text: hexadecimal UCS-2 where it can be nothing else (each character starts with 00). */
export function plainText(text: string): string {
  const looksEncoded = text.length >= 8 && /^(00[0-9A-Fa-f]{2})+$/.test(text);
  return looksEncoded ? decodeUcs2(fromHex(text)) : text;
}

/** Tries left of the PIN: +CPINR: SIM PIN,3,3 (27.007 8.65) and vendors' answers, chosen by field; undefined: unknown. */
export function parseTriesLeft(lines: readonly string[], field: number): number | undefined {
  for (const line of lines) {
    const fields = splitFields(afterPrefix(line, nameOf(line)));
    const tries = decimal(fieldText(fields, field));
    if (tries !== undefined) return tries;
  }
  return undefined;
}
