/** Messages from phones outside to subscribers (23.040 9.2.2.1). */

import { type Address, parseAddress } from '../../codec/address.ts';
import { TpduError } from '../../codec/octets.ts';
import { readDeliver } from '../../codec/read-tpdu.ts';
import { SegmentationError, segmentText } from '../../codec/segmentation.ts';
import type { UserData } from '../../codec/user-data.ts';
import { writeDeliver } from '../../codec/write-tpdu.ts';
import type { Subscription } from '../subscription.ts';
import type { OutsideMessage, OutsideResult } from '../virtual-network.ts';
import { centreTime, type ServiceCentre } from './centre.ts';
import { enqueue } from './mobile-queue.ts';

/** One segment on its way: how it is written, and its user data where it can be read. */
interface OutsideSegment {
  readonly userData: UserData | undefined;
  write(moreMessagesWaiting: boolean): Uint8Array;
}

/** Puts a message from outside into the queue of its subscriber. A message that cannot be sent is answered with why. */
export function sendFromOutside(centre: ServiceCentre, message: OutsideMessage): OutsideResult {
  const recipient = centre.subscriber(message.to);
  if (recipient === undefined) return { ok: false, error: `to: ${message.to} is no subscriber's number` };
  const segments = segmentsOf(centre, message);
  if (typeof segments === 'string') return { ok: false, error: segments };
  return { ok: true, messageIds: segments.map(segment => send(centre, recipient, message, segment)) };
}

function segmentsOf(centre: ServiceCentre, message: OutsideMessage): readonly OutsideSegment[] | string {
  if ('tpdus' in message) {
    if (message.tpdus.length === 0) return 'tpdus: empty';
    return message.tpdus.map(tpdu => ({ userData: readableUserData(tpdu), write: () => tpdu }));
  }
  try {
    return textSegments(centre, message);
  } catch (error) {
    if (error instanceof TpduError || error instanceof SegmentationError) return `${error.message}`;
    throw error;
  }
}

function textSegments(
  centre: ServiceCentre,
  message: Extract<OutsideMessage, { text: string }>,
): readonly OutsideSegment[] {
  const { from, text, encoding, messageClass, referenceBits } = message;
  const timeStamp = centreTime(centre);
  const segments = segmentText(text, {
    reference: centre.nextConcatenationReference() % (referenceBits === 16 ? 0x10000 : 0x100),
    ...(encoding !== undefined && { alphabet: encoding }),
    ...(messageClass !== undefined && { messageClass }),
    ...(referenceBits !== undefined && { referenceBits }),
  });
  const originator = parseAddress(from);
  const write = (userData: UserData, more: boolean) => writeText(originator, timeStamp, userData, more);
  for (const userData of segments) write(userData, false); // Refuses a bad sender here, not on the air.
  return segments.map(userData => ({ userData, write: more => write(userData, more) }));
}

function writeText(
  originator: Address,
  timeStamp: ReturnType<typeof centreTime>,
  userData: UserData,
  moreMessagesWaiting: boolean,
): Uint8Array {
  return writeDeliver({
    kind: 'deliver',
    moreMessagesWaiting,
    loopPrevention: false,
    statusReportIndication: false,
    replyPath: false,
    originator,
    protocolIdentifier: 0,
    timeStamp,
    userData,
  });
}

function readableUserData(tpdu: Uint8Array): UserData | undefined {
  try {
    return readDeliver(tpdu).userData;
  } catch {
    return undefined; // Sent as it is: a test may want just that.
  }
}

function send(
  centre: ServiceCentre,
  recipient: Subscription,
  { from, to, validity }: OutsideMessage,
  { userData, write }: OutsideSegment,
): number {
  const messageId = centre.nextId();
  const { imsi } = recipient;
  enqueue(recipient.queue, {
    id: messageId,
    kind: 'deliver',
    validity: validity ?? centre.settings.defaultValidity,
    airTime: centre.airTime,
    write,
    settled: settlement => {
      if (settlement.kind !== 'delivered') return;
      const at = centre.clock.now();
      const { tpdu } = settlement;
      const entry = { kind: 'deliver' as const, messageId, imsi, from, to, at, tpdu };
      centre.record.add({ ...entry, ...(userData && { userData }) });
    },
  });
  return messageId;
}
