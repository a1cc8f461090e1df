/** From a stored message to its TPDUs. Pure, so that segments need not be stored before a port takes them (ADR 0002). */
import {
  canEncodeGsm7,
  countSegments,
  type Encoding,
  parseAddress,
  relativeValidity,
  type Submit,
  segmentText,
} from '@simgate/gsm';
import { encodingOf, type MessageRow } from '../rows.ts';

/** National language tables of a message; 0: the default table (23.038 annex A). */
export interface NationalTables {
  readonly locking: number;
  readonly single: number;
}

export const defaultTables: NationalTables = { locking: 0, single: 0 };

/** As the codec wants them: absent where default. */
function nationalOf({ locking, single }: NationalTables) {
  return {
    ...(locking === 0 ? {} : { locking }),
    ...(single === 0 ? {} : { single }),
  };
}

// Spanish has a single shift table only (23.038 annex A.3.2).
const SPANISH = 2;

function tablesOfLanguage(language: number): NationalTables[] {
  return language === SPANISH
    ? [{ locking: 0, single: language }]
    : [
        { locking: 0, single: language },
        { locking: language, single: 0 },
        { locking: language, single: language },
      ];
}

/** The tables that say the text in the fewest segments; the default ones where those suffice or none helps. */
export function chooseTables(text: string, encoding: Encoding, languages: readonly number[]): NationalTables {
  if (encoding === 'unicode' || languages.length === 0 || canEncodeGsm7(text)) return defaultTables;
  const choices = languages
    .flatMap(tablesOfLanguage)
    .filter(tables => canEncodeGsm7(text, nationalOf(tables)))
    .map(tables => ({ tables, count: countSegments(text, encoding, nationalOf(tables)) }));
  const fewest = Math.min(...choices.map(choice => choice.count));
  return choices.find(choice => choice.count === fewest)?.tables ?? defaultTables;
}

/** Whether the alphabet can say the text with these tables. */
export function fitsAlphabet(text: string, tables: NationalTables): boolean {
  return canEncodeGsm7(text, nationalOf(tables));
}

/** How the text of a message is cut. */
export interface Cutting {
  readonly encoding: Encoding;
  readonly tables: NationalTables;
  readonly referenceWidth: 8 | 16;
}

function cut(text: string, cutting: Cutting, reference: number) {
  return segmentText(text, {
    encoding: cutting.encoding,
    reference,
    referenceWidth: cutting.referenceWidth,
    nationalLanguage: nationalOf(cutting.tables),
  });
}

/** Segments a text takes. A 16-bit reference costs an octet of each segment, so long texts are then really cut. */
export function segmentsOf(text: string, cutting: Cutting): number {
  const count = countSegments(text, cutting.encoding, nationalOf(cutting.tables));
  return count === 1 || cutting.referenceWidth === 8 ? count : cut(text, cutting, 0).segments.length;
}

/**
 * One segment as SMS-SUBMIT (23.040 9.2.2.2).
 * @param sequence 1..count
 * @param validity in minutes
 * @throws EncodeError where the number or the text cannot be said
 */
export function buildSubmit(message: MessageRow, sequence: number, validity: number): Submit {
  const referenceWidth = message.reference_width === 16 ? 16 : 8;
  const tables = { locking: message.locking_table, single: message.single_table };
  // The reference differs from message to message and is the same at every segment and after a restart (9.2.3.24.1).
  const reference = message.id & (referenceWidth === 16 ? 0xffff : 0xff);
  const cutting: Cutting = { encoding: encodingOf(message.encoding), tables, referenceWidth };
  const segmentation = cut(message.text, cutting, reference);
  const segment = segmentation.segments[sequence - 1];
  if (segment === undefined) throw new RangeError(`message ${message.id} has no segment ${sequence}`);
  return {
    type: 'submit',
    rejectDuplicates: false,
    statusReportRequest: message.report_requested === 1,
    replyPath: false,
    // Most modules put their own in; where one keeps ours, neighbours differ (23.040 9.2.3.6).
    messageReference: (message.id + sequence - 1) & 0xff,
    destination: parseAddress(message.number),
    protocolIdentifier: 0,
    dataCodingScheme: segmentation.dataCodingScheme,
    validityPeriod: relativeValidity(validity),
    userData: segment.userData,
  };
}
