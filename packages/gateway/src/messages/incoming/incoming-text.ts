/** The text that people see of an SMS-DELIVER, or the hex of data that is not text (contract section 13). Pure. */
import {
  applicationPortsOf,
  type Deliver,
  decodeUcs2,
  describeDataCodingScheme,
  packSeptets,
  textOf,
  toHex,
} from '@simgate/gsm';

export interface PartContent {
  readonly text: string;
  /** UTF-16 octets where the part is plain UCS-2 text: a sender may cut a surrogate pair between two parts. */
  readonly utf16: Uint8Array | undefined;
}

/** Data, as hex. Septets are packed again first, so that the hex is that of the octets sent (23.038 6.1.2.1). */
function hexOf(deliver: Deliver): string {
  const coding = describeDataCodingScheme(deliver.dataCodingScheme);
  const { payload } = deliver.userData;
  return toHex(coding.alphabet === 'gsm7' && !coding.compressed ? packSeptets(payload) : payload);
}

export function contentOf(deliver: Deliver): PartContent {
  const text = applicationPortsOf(deliver.userData) === undefined ? textOf(deliver) : undefined;
  if (text === undefined) return { text: hexOf(deliver), utf16: undefined };
  const ucs2 = describeDataCodingScheme(deliver.dataCodingScheme).alphabet === 'ucs2';
  return { text, utf16: ucs2 ? deliver.userData.payload : undefined };
}

/** TP-PID 0x40, short message type 0: acknowledged and discarded (23.040 9.2.3.9). */
const TYPE_0 = 0x40;

/** Whether people see it at all: not type 0, and not a message-waiting indication without any text. */
export function isShown(deliver: Deliver, content: PartContent): boolean {
  if (deliver.protocolIdentifier === TYPE_0) return false;
  const { messageWaiting } = describeDataCodingScheme(deliver.dataCodingScheme);
  return messageWaiting === undefined || content.text !== '';
}

/** Stands for each run of missing parts. */
const GAP_MARK = '[...]';

interface NumberedPart extends PartContent {
  readonly sequence: number;
}

/** Neighbouring parts of plain UCS-2 are joined as octets, the others as text. */
function joinRun(parts: readonly NumberedPart[]): string {
  const octets = parts.map(part => part.utf16).filter(part => part !== undefined);
  if (octets.length === parts.length) return decodeUcs2(Buffer.concat(octets));
  return parts.map(part => part.text).join('');
}

/** Parts in order, cut into runs without a gap. */
function runsOf(parts: readonly NumberedPart[]): NumberedPart[][] {
  const runs: NumberedPart[][] = [];
  for (const part of [...parts].sort((a, b) => a.sequence - b.sequence)) {
    const run = runs.at(-1);
    if (run?.at(-1)?.sequence === part.sequence - 1) run.push(part);
    else runs.push([part]);
  }
  return runs;
}

/** The whole text; where parts are missing a gap mark stands for them. */
export function joinParts(parts: readonly NumberedPart[], total: number): string {
  const pieces = runsOf(parts).map(joinRun);
  const sequences = parts.map(part => part.sequence);
  const start = sequences.includes(1) ? '' : GAP_MARK;
  const end = sequences.includes(total) ? '' : GAP_MARK;
  return start + pieces.join(GAP_MARK) + end;
}
