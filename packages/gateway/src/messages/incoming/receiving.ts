/** A TPDU came from the network: stored in one transaction, and only then acknowledged by the port. */
import { hash } from 'node:crypto';
import { concatenationOf, type Deliver, formatAddress, timestampToEpoch } from '@simgate/gsm';
import type { Received } from '../../modem/modem.ts';
import type { SimIdentity } from '../../ports/port.ts';
import type { Database } from '../../store/database.ts';
import type { MessagesContext } from '../context.ts';
import { receiveReport } from '../outgoing/reports.ts';
import { type IncomingMessage, storeIncoming } from './incoming-message.ts';
import { contentOf, isShown } from './incoming-text.ts';
import { addIncomingPart } from './reassembly.ts';

/** TP-MMS: more messages wait in the service centre (23.040 9.2.3.2). It may differ between a message and its repeat. */
const MORE_MESSAGES_BIT = 0x04;

/**
 * The octets in which a message and its repeat agree: the TPDU without TP-MMS. The address of the service centre before it may
 * come in another form (27.005 3.1).
 */
function essenceOf(octets: Uint8Array): Uint8Array {
  const tpdu = octets.slice(1 + (octets[0] ?? 0));
  if (tpdu[0] !== undefined) tpdu[0] &= ~MORE_MESSAGES_BIT;
  return tpdu;
}

/**
 * Remembers what came; false where it came before. Two SMS with the same text, sender and second are the same TPDU and
 * merge: nothing distinguishes them from the network's own repeats.
 */
function isNew(context: MessagesContext, database: Database, imsi: string, octets: Uint8Array): boolean {
  const digest = hash('sha256', essenceOf(octets), 'buffer').subarray(0, 16);
  const { changes } = database.run(
    'INSERT OR IGNORE INTO received (imsi, digest, steady) VALUES (?, ?, ?)',
    imsi,
    digest,
    context.store.steady.now(),
  );
  return changes === 1;
}

/** Where a TPDU arrived. */
export interface Receiver {
  readonly port: number;
  readonly sim: SimIdentity;
}

function messageOf(context: MessagesContext, { port, sim }: Receiver, received: Received): IncomingMessage {
  const receivedAt = Math.round(context.clock.now());
  const centre = received.serviceCentre;
  return {
    port,
    imsi: sim.imsi,
    number: '',
    smsc: centre === undefined ? sim.smsc : formatAddress(centre),
    timestamp: receivedAt,
    zoneQuarters: undefined,
    receivedAt,
    text: '',
    pdu: received.octets,
    trouble: undefined,
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

/** Stores what a port received, inside a transaction. What cannot be decoded is kept and shown, never dropped. */
export function storeReceived(
  context: MessagesContext,
  database: Database,
  receiver: Receiver,
  received: Received,
): void {
  const { port, sim } = receiver;
  const { imsi } = sim;
  if (!isNew(context, database, imsi, received.octets)) return;
  const { tpdu } = received;
  if (tpdu?.type === 'statusReport') {
    receiveReport(context, database, { port, imsi }, tpdu);
    return;
  }
  const base = messageOf(context, receiver, received);
  if (tpdu !== undefined) receiveDeliver(context, database, tpdu, base);
  else
    storeIncoming(context, database, {
      ...base,
      trouble: received.error?.message ?? 'the PDU cannot be decoded',
    });
}
