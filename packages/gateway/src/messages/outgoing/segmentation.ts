/** A text is cut once, when it is accepted; each of its TPDUs is made from that cut when a port takes it (ADR 0002). Pure. */
import {
  type Cut,
  cutText,
  type Encoding,
  parseAddress,
  relativeValidity,
  type Submit,
  schemeOf,
  segmentOf,
} from '@simgate/gsm';
import type { SmsConfig } from '../../config/schema.ts';
import { encodingOf, type MessageRow } from '../rows.ts';

type National = Cut['national'];

// Spanish has a single shift table only (23.038 annex A.3.2).
const SPANISH = 2;

function tablesOfLanguage(language: number): National[] {
  const both = { locking: language, single: language };
  return language === SPANISH ? [{ single: language }] : [{ single: language }, { locking: language }, both];
}

/** Cuts a text. National tables are used where the default alphabet lacks a character: those that take the fewest segments. */
export function cutMessage(
  text: string,
  encoding: Encoding,
  { nationalTables, referenceWidth }: Pick<SmsConfig, 'nationalTables' | 'referenceWidth'>,
): Cut {
  const plain = cutText(text, { encoding, referenceWidth });
  if (encoding === 'unicode' || plain.alphabet === 'gsm7') return plain;
  return nationalTables
    .flatMap(tablesOfLanguage)
    .map(nationalLanguage => cutText(text, { encoding, referenceWidth, nationalLanguage }))
    .filter(cut => cut.alphabet === 'gsm7')
    .reduce((best, cut) => (best === plain || cut.ends.length < best.ends.length ? cut : best), plain);
}

/** A cut as the row keeps it: the alphabet, and where the segments end if there are several. Its other parts have columns of their own. */
export function keptCut({ alphabet, ends }: Cut): string {
  return ends.length === 1 ? alphabet : `${alphabet}:${ends.join()}`;
}

type CutColumns = Pick<
  MessageRow,
  'text' | 'cut' | 'encoding' | 'locking_table' | 'single_table' | 'reference_width'
>;

/** The cut of a message. A row of an earlier version keeps none: its text is cut again, as it was then. */
function cutOf(row: CutColumns): Cut {
  const national = {
    ...(row.locking_table === 0 ? {} : { locking: row.locking_table }),
    ...(row.single_table === 0 ? {} : { single: row.single_table }),
  };
  const referenceWidth = row.reference_width === 16 ? 16 : 8;
  if (row.cut === null)
    return cutText(row.text, {
      encoding: encodingOf(row.encoding),
      referenceWidth,
      nationalLanguage: national,
    });
  const [alphabet, ends] = row.cut.split(':');
  return {
    alphabet: alphabet === 'gsm7' ? 'gsm7' : 'ucs2',
    national,
    referenceWidth,
    ends: ends === undefined ? [row.text.length] : ends.split(',').map(Number),
  };
}

/**
 * One segment as SMS-SUBMIT (23.040 9.2.2.2).
 * @param sequence 1..count
 * @param validity in minutes
 * @throws EncodeError where the number or the text cannot be encoded
 */
export function buildSubmit(message: MessageRow, sequence: number, validity: number): Submit {
  const cut = cutOf(message);
  // The reference differs from message to message and is the same at every segment and after a restart (9.2.3.24.1).
  const reference = message.id & (cut.referenceWidth === 16 ? 0xffff : 0xff);
  return {
    type: 'submit',
    rejectDuplicates: false,
    statusReportRequest: message.report_requested === 1,
    replyPath: false,
    // Most modules put their own in; where one keeps ours, neighbours differ (23.040 9.2.3.6).
    messageReference: (message.id + sequence - 1) & 0xff,
    destination: parseAddress(message.number),
    protocolIdentifier: 0,
    dataCodingScheme: schemeOf(cut),
    validityPeriod: relativeValidity(validity),
    userData: segmentOf(message.text, cut, sequence, reference).userData,
  };
}
