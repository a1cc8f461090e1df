/** Answers and notices of calls: 27.007 6.11, 7.6, 7.12 and 7.18. */
import { afterPrefix, type Field, fieldNumber, fieldText, splitFields } from './fields.ts';
import { numberText } from './sim.ts';

/** <stat> of +CLCC, in its order. */
export type ListedState = 'active' | 'held' | 'dialing' | 'alerting' | 'incoming' | 'waiting';

const listedStates: readonly ListedState[] = ['active', 'held', 'dialing', 'alerting', 'incoming', 'waiting'];

/** <mode>: voice, and voice that may change to data or fax later (27.007 7.18). */
const voiceModes = [0, 3, 4, 5];

export interface ListedCall {
  /** <ccwaN> of +CHLD. */
  readonly id: number;
  readonly direction: 'outgoing' | 'incoming';
  /** `ended`: the call is over (<stat> 6 and up), in the notices of some modules. */
  readonly state: ListedState | 'ended';
  /** With `+` where its type is international; "" where it is withheld. */
  readonly number: string;
}

/** Places of the values in a row, counted from 0. */
export interface RowFields {
  readonly id: number;
  readonly direction: number;
  readonly state: number;
  /** Absent: the maker's rows hold voice calls only. */
  readonly mode?: number;
  readonly number: number;
}

/** +CLCC: <id>,<dir>,<stat>,<mode>,<mpty>[,<number>,<type>[,...]]. */
const standardRow: RowFields = { id: 0, direction: 1, state: 2, mode: 3, number: 5 };

/** One row; undefined where it is damaged or no voice call. */
export function parseListedCall(
  line: string,
  name = '+CLCC',
  places: RowFields = standardRow,
  states: readonly (ListedState | undefined)[] = listedStates,
): ListedCall | undefined {
  const fields = splitFields(afterPrefix(line, name));
  const [id, direction, state] = [places.id, places.direction, places.state].map(place =>
    fieldNumber(fields, place),
  );
  if (id === undefined || state === undefined || (direction !== 0 && direction !== 1)) return undefined;
  if (!isVoice(fields, places.mode)) return undefined;
  return {
    id,
    direction: direction === 0 ? 'outgoing' : 'incoming',
    state: states[state] ?? 'ended',
    number: partyNumber(fields, places.number),
  };
}

/** "" where it is withheld, or damaged: a party has no other signs than those of 24.008 table 10.5.118. */
function partyNumber(fields: readonly Field[], place: number): string {
  const number = numberText(fieldText(fields, place), fieldNumber(fields, place + 1));
  return /^\+?[\d*#a-c]+$/i.test(number) ? number : '';
}

function isVoice(fields: readonly Field[], place: number | undefined): boolean {
  const mode = place === undefined ? 0 : fieldNumber(fields, place);
  return mode !== undefined && voiceModes.includes(mode);
}

/** The voice calls of an answer to +CLCC; rows that cannot be read are left out. */
export function parseCallList(lines: readonly string[]): ListedCall[] {
  return lines.flatMap(line => parseListedCall(line) ?? []);
}

export interface Caller {
  /** "" where it is withheld. */
  readonly number: string;
  /** <class> of +CCWA: 1 voice; undefined where it is not given. */
  readonly service?: number;
}

/** `+CLIP: <number>,<type>[,...]` or `+CCWA: <number>,<type>,<class>[,...]` as notices. */
export function parseCaller(line: string, name: '+CLIP' | '+CCWA'): Caller {
  const fields = splitFields(afterPrefix(line, name));
  const number = partyNumber(fields, 0);
  const service = name === '+CCWA' ? fieldNumber(fields, 2) : undefined;
  return { number, ...(service === undefined ? {} : { service }) };
}

/** Whether <n> without a call's number is among `+CHLD: (0,1,1x,2,2x,3)` (27.007 7.13); some print a range. */
export function offersHoldAction(line: string, action: number): boolean {
  const actions = afterPrefix(line, '+CHLD')
    .replace(/[()"\s]/g, '')
    .split(',');
  return actions.some(text => {
    const [, from = '', to = from] = /^(\d)(?:-(\d))?$/.exec(text) ?? [];
    return from !== '' && Number(from) <= action && action <= Number(to);
  });
}

/** True for `RING` and `+CRING: VOICE`; data, fax and GPRS calls are not ours (27.007 6.11). */
export function isVoiceRing(line: string): boolean {
  return line === 'RING' || /^\+CRING:\s*(VOICE|ALT)/.test(line);
}

/** `MISSED_CALL: 11:01AM 07712345678`: the number; undefined for another line. */
export function parseMissedCall(line: string): string | undefined {
  return /^MISSED_CALL:\s*\S+\s+(\S*)$/.exec(line)?.[1];
}

/** Emergency numbers of a SIM out of EF-ECC in hexadecimal digits (51.011 10.3.27): BCD, swapped, filled with F. */
export function emergencyNumbersOf(hex: string): string[] {
  const records = hex.match(/[0-9A-Fa-f]{6}/g) ?? [];
  return records
    .map(record => record.replace(/(.)(.)/g, '$2$1').replace(/F.*$/i, ''))
    .filter(number => /^\d+$/.test(number));
}

/** Whether a text may stand in ATD of a voice call (27.007 6.2, V.250 6.3.1): `;` would end it, and so would a control character. */
export function isDialString(text: string): boolean {
  return /^\+?[0-9*#A-D,]+$/.test(text) && /[0-9*#]/.test(text);
}

/** Tones to send one after another, each run or pause (`,`) by itself. */
export function splitTones(text: string): string[] {
  return text.match(/[0-9*#A-D]+|,/g) ?? [];
}
