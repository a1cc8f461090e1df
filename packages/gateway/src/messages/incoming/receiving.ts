/** A TPDU came from the network: stored in one transaction, and only then acknowledged by the port. */
import { hash } from 'node:crypto';
import type { Database } from '@simgate/daemon/store';
import {
  concatenationOf,
  type Deliver,
  describeDataCodingScheme,
  formatAddress,
  type StatusReport,
  timestampToEpoch,
} from '@simgate/gsm';
import type { Received } from '../../modem/modem.ts';
import type { SimIdentity } from '../../ports/port.ts';
import type { MessagesContext } from '../context.ts';
import { receiveReport } from '../outgoing/reports.ts';
import { type IncomingMessage, storeIncoming } from './incoming-message.ts';
import { contentOf, isShown } from './incoming-text.ts';
import { addIncomingPart } from './reassembly.ts';

/** TP-MMS: more messages wait in the service centre (23.040 9.2.3.2). It may differ between a message and its repeat. */
const MORE_MESSAGES_BIT = 0x04;
/** The last octet of an address with an odd number of digits has fill of any value in its upper half (23.040 9.1.2.5). */
const ADDRESS_FILL = 0xf0;

/** Where the TPDU begins. The address of the service centre before it may come in another form, or not at all (27.005 3.1). */
function tpduOf({ octets, serviceCentre, defects = [] }: Received): Uint8Array {
  const isBare =
    serviceCentre === undefined && defects.some(({ field, octet }) => field === 'SMSC' && octet === 0);
  return isBare ? octets.slice() : octets.slice(1 + (octets[0] ?? 0));
}

/** The octets in which a message and its repeat agree: the TPDU, without what a module or network may write in several ways. */
function essenceOf(received: Received): Uint8Array {
  const tpdu = tpduOf(received);
  if (tpdu[0] === undefined) return tpdu;
  tpdu[0] &= ~MORE_MESSAGES_BIT;
  // TP-OA of SMS-DELIVER is behind the first octet, TP-RA of SMS-STATUS-REPORT behind TP-MR (9.2.2.1, 9.2.2.3).
  const place = received.tpdu?.type === 'statusReport' ? 2 : 1;
  const digits = tpdu[place] ?? 0;
  const last = place + 1 + Math.ceil(digits / 2);
  const octet = tpdu[last];
  if (received.tpdu !== undefined && digits % 2 === 1 && octet !== undefined)
    tpdu[last] = octet | ADDRESS_FILL;
  return received.tpdu?.type === 'deliver' ? withoutFill(tpdu, last + 1) : tpdu;
}

/** Without the FF behind TP-UD: some modules give the whole record of the SIM (51.011 10.5.3). `behind`: where TP-PID stands. */
function withoutFill(tpdu: Uint8Array, behind: number): Uint8Array {
  const coding = describeDataCodingScheme(tpdu[behind + 1] ?? 0);
  const length = tpdu[behind + 9] ?? 0;
  const octets = coding.alphabet === 'gsm7' && !coding.compressed ? Math.ceil((length * 7) / 8) : length;
  const end = behind + 10 + octets;
  return tpdu.subarray(end).every(octet => octet === 0xff) ? tpdu.slice(0, end) : tpdu;
}

/** Where a TPDU arrived; without `sim` the identity of the SIM is not known. */
export interface Receiver {
  readonly port: number;
  readonly sim: SimIdentity | undefined;
}

/** Under which a repeat is looked for: the SIM, or the port while its SIM is not known. */
function repeatKeys({ port, sim }: Receiver): { readonly own: string; readonly before: string } {
  const before = `port ${port}`;
  return { own: sim?.imsi ?? before, before };
}

/**
 * Remembers what came; false where it came before. Two SMS with the same text, sender and second are the same TPDU and
 * merge: nothing distinguishes them from the network's own repeats.
 */
function isNew(
  context: MessagesContext,
  database: Database,
  receiver: Receiver,
  received: Received,
): boolean {
  const digest = hash('sha256', essenceOf(received), 'buffer').subarray(0, 16);
  const { own, before } = repeatKeys(receiver);
  const { changes } = database.run(
    'INSERT OR IGNORE INTO received (imsi, digest, steady) VALUES (?, ?, ?)',
    own,
    digest,
    context.store.steady.now(),
  );
  if (changes === 0) return false;
  // It may have come first while the SIM of this port was not known.
  return (
    own === before ||
    database.get('SELECT 1 FROM received WHERE imsi = ? AND digest = ?', before, digest) === undefined
  );
}

type Defect = NonNullable<Received['defects']>[number];

function sentenceOf({ field, octet, reason }: Defect): string {
  return `${field} at octet ${octet}: ${reason}`;
}

function messageOf(context: MessagesContext, { port, sim }: Receiver, received: Received): IncomingMessage {
  const receivedAt = Math.round(context.clock.now());
  const centre = received.serviceCentre;
  return {
    port,
    imsi: sim?.imsi ?? '',
    number: '',
    smsc: centre === undefined ? (sim?.smsc ?? '') : formatAddress(centre),
    timestamp: receivedAt,
    zoneQuarters: undefined,
    receivedAt,
    text: '',
    pdu: received.octets,
    trouble: undefined,
    defects: (received.defects ?? []).map(sentenceOf),
  };
}

function receiveDeliver(
  context: MessagesContext,
  database: Database,
  deliver: Deliver,
  base: IncomingMessage,
): void {
  const content = contentOf(deliver);
  if (!isShown(deliver, content)) return;
  const stamp = deliver.serviceCentreTimestamp;
  const message: IncomingMessage = {
    ...base,
    number: formatAddress(deliver.originator),
    timestamp: timestampToEpoch(stamp) ?? base.timestamp,
    zoneQuarters: stamp.zoneQuarters,
    text: content.text,
  };
  const concatenation = concatenationOf(deliver.userData);
  if (concatenation === undefined || concatenation.total === 1) storeIncoming(context, database, message);
  else addIncomingPart(context, database, { message, content, concatenation });
}

/** TP-SCTS of a report; undefined where a digit of it cannot be read, for then it would exclude its own message. */
function centreTimeOf(report: StatusReport, defects: readonly Defect[] = []): number | undefined {
  return defects.some(({ field }) => field === 'TP-SCTS')
    ? undefined
    : timestampToEpoch(report.serviceCentreTimestamp);
}

/** Stores what a port received, inside a transaction. What cannot be decoded is kept and shown, never dropped. */
export function storeReceived(
  context: MessagesContext,
  database: Database,
  receiver: Receiver,
  received: Received,
): void {
  if (!isNew(context, database, receiver, received)) return;
  const { tpdu, defects } = received;
  const base = messageOf(context, receiver, received);
  if (tpdu?.type === 'statusReport') {
    const { port, imsi } = base;
    receiveReport(context, database, tpdu, { port, imsi, centreTime: centreTimeOf(tpdu, defects) });
  } else if (tpdu !== undefined) receiveDeliver(context, database, tpdu, base);
  else {
    const trouble = received.error?.message ?? 'the PDU cannot be decoded';
    storeIncoming(context, database, { ...base, trouble });
  }
}
