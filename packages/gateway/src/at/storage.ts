/** Message storage (27.005 3.2.2, 4.1, 4.2): +CPMS, +CMGR, +CMGL, +CMTI, +CDSI. */
import { afterPrefix, decimal, fieldNumber, fieldText, splitFields, splitLists } from './fields.ts';
import { isHex } from './notices.ts';

export interface StorageUse {
  /** "" where the answer does not name it. */
  readonly memory: string;
  readonly used: number;
  readonly total: number;
}

/** The up to three lists of +CPMS=?: what mem1, mem2 and mem3 may be. */
export function parseStorageLists(line: string): [string[], string[], string[]] {
  const [read = [], write = [], receive = []] = splitLists(afterPrefix(line, '+CPMS'));
  return [read, write, receive];
}

/** +CPMS? names each storage, the answer to setting does not. */
export function parseStorageUse(line: string): StorageUse[] {
  const fields = splitFields(afterPrefix(line, '+CPMS'));
  const named = fieldNumber(fields, 0) === undefined;
  const width = named ? 3 : 2;
  const uses: StorageUse[] = [];
  for (let start = 0; start + width <= fields.length; start += width) {
    const memory = named ? fieldText(fields, start) : '';
    const used = fieldNumber(fields, start + width - 2);
    const total = fieldNumber(fields, start + width - 1);
    if (used !== undefined && total !== undefined) uses.push({ memory, used, total });
  }
  return uses;
}

export interface StoredPdu {
  /** Undefined in the answer to +CMGR, which does not repeat it. */
  readonly index?: number;
  /** <stat>: 0 and 1 received, 2 and 3 our own (27.005 3.1); absent where the modem leaves it empty. */
  readonly status?: number;
  /** Hexadecimal digits. */
  readonly pdu: string;
  /** Octets of the TPDU, as the header gives them. */
  readonly length?: number;
  /** The PDU is not as long as its header gives, or its status is none: the line spoilt one of them. */
  readonly damaged?: true;
}

/** Words of text mode for <stat> (27.005 3.1), which some firmware has in PDU mode too. */
const statusWords: readonly string[] = ['REC UNREAD', 'REC READ', 'STO UNSENT', 'STO SENT'];

/**
 * Whether a stored message is the modem's own, sent or not (27.005 3.1: 2 and 3). An SMS-SUBMIT is, whatever its status
 * (23.040 9.2.3.1): no network delivers one.
 */
export function isOwn({ status, pdu, length }: StoredPdu): boolean {
  return status === 2 || status === 3 || isSubmit(pdu, length);
}

/** Only where the lengths agree: elsewhere it is not known where the TPDU begins, and a received message must not be left unread. */
function isSubmit(pdu: string, length: number | undefined): boolean {
  const octets = pdu.length / 2;
  const centre = 1 + Number.parseInt(pdu.slice(0, 2), 16);
  if (length !== undefined && octets !== length && octets !== length + centre) return false;
  // A module without room for it leaves out the service centre.
  const start = octets === length ? 0 : centre;
  return (Number.parseInt(pdu.slice(2 * start, 2 * start + 2), 16) & 3) === 1;
}

/**
 * Whether a PDU is as long as its header gives: its last value counts the octets of the TPDU, without those of the service centre
 * (27.005 3.4.1, 4.2), which a module without room for it may leave out. True where it gives no length.
 */
export function isWhole(pdu: string, header: string): boolean {
  const length = lengthIn(header);
  if (length === undefined) return true;
  const octets = pdu.length / 2;
  return octets === length || octets === length + 1 + Number.parseInt(pdu.slice(0, 2), 16);
}

/** The length of the TPDU that stands at the end of a header of +CMT, +CDS, +CMGR or +CMGL; undefined where none does. */
export function lengthIn(header: string): number | undefined {
  const text = header.trimEnd();
  let start = text.length;
  while (start > 0 && isDigit(text.charCodeAt(start - 1))) start -= 1;
  const before = text.slice(0, start).trimEnd();
  const isField = before === '' || before.endsWith(':') || before.endsWith(',');
  return isField && start < text.length ? Number(text.slice(start)) : undefined;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** +CMGL in PDU mode: header and PDU by turns. A header whose PDU is missing is left out. */
export function parseList(lines: readonly string[]): StoredPdu[] {
  return pairs(lines, '+CMGL').flatMap(({ fields, ...read }) => {
    const index = fieldNumber(fields, 0);
    return index === undefined ? [] : [{ index, ...read, ...statusOf(fieldText(fields, 1)) }];
  });
}

/** +CMGR in PDU mode; undefined where the place is empty. */
export function parseStored(lines: readonly string[]): StoredPdu | undefined {
  const [first] = pairs(lines, '+CMGR');
  if (first === undefined) return undefined;
  const { fields, ...read } = first;
  return { ...read, ...statusOf(fieldText(fields, 0)) };
}

function statusOf(text: string): Pick<StoredPdu, 'status' | 'damaged'> {
  if (text === '') return {};
  const word = statusWords.indexOf(text.toUpperCase());
  const status = word < 0 ? decimal(text) : word;
  return status === undefined ? { damaged: true } : { status };
}

function pairs(lines: readonly string[], name: string) {
  return lines.flatMap((line, position) => {
    if (!line.startsWith(name)) return [];
    const text = afterPrefix(line, name);
    // Some put the PDU into the same line, behind a blank.
    const glued = text.slice(text.lastIndexOf(' ') + 1);
    const pdu = isHex(glued) ? glued : (lines[position + 1] ?? '');
    const header = isHex(glued) ? text.slice(0, -glued.length) : text;
    const fields = splitFields(header);
    const length = lengthIn(header);
    const damaged = isWhole(pdu, header) ? {} : { damaged: true as const };
    return isHex(pdu) ? [{ fields, pdu, ...(length !== undefined && { length }), ...damaged }] : [];
  });
}

export interface StoredNotice {
  /** "" where the modem does not name it. */
  readonly memory: string;
  readonly index: number;
}

/** +CMTI and +CDSI: storage and index. */
export function parseStoredNotice(line: string, name: string): StoredNotice | undefined {
  const fields = splitFields(afterPrefix(line, name));
  const index = fieldNumber(fields, 1);
  const memory = /^[A-Z]{2}$/.test(fieldText(fields, 0)) ? fieldText(fields, 0) : '';
  return index === undefined ? undefined : { memory, index };
}
