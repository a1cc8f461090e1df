/** TPDUs with one field that is not as 23.040 wants it. */

type Change = (tpdu: Uint8Array) => Uint8Array;

/** Where the fields of an SMS-DELIVER or SMS-STATUS-REPORT lie (23.040 9.2.2.1, 9.2.2.3). */
interface Places {
  readonly address: number;
  readonly timeStamp: number;
  /** TP-UDL; undefined in a report. */
  readonly userDataLength: number | undefined;
}

function placesOf(tpdu: Uint8Array): Places {
  const report = ((tpdu[0] ?? 0) & 0x03) === 2;
  const address = report ? 2 : 1;
  const behind = address + 2 + Math.ceil((tpdu[address] ?? 0) / 2);
  if (report) return { address, timeStamp: behind, userDataLength: undefined };
  return { address, timeStamp: behind + 2, userDataLength: behind + 9 };
}

function withOctet(tpdu: Uint8Array, at: number, octet: number): Uint8Array {
  return at < tpdu.length ? tpdu.with(at, octet) : tpdu;
}

function behind(tpdu: Uint8Array, octets: readonly number[]): Uint8Array {
  return Uint8Array.of(...tpdu, ...octets);
}

/** Each odd field by its name. */
export const oddFields = {
  /** A month of 1B: no decimal digits (9.2.3.11). */
  timeStamp: tpdu => withOctet(tpdu, placesOf(tpdu).timeStamp + 1, 0xb1),
  /** A zone of C2: no decimal digits. */
  zone: tpdu => withOctet(tpdu, placesOf(tpdu).timeStamp + 6, 0xc2),
  /** Two octets less than TP-UDL announces. */
  userDataShort: tpdu =>
    placesOf(tpdu).userDataLength === undefined ? tpdu : tpdu.slice(0, Math.max(0, tpdu.length - 2)),
  /** Two octets more than TP-UDL announces. */
  userDataLong: tpdu => behind(tpdu, [0x41, 0x42]),
  /** Fill of FF behind the message. */
  fill: tpdu =>
    behind(
      tpdu,
      Array.from({ length: 8 }, () => 0xff),
    ),
  /** The fill of an odd number of digits is 0 in place of F (9.1.2.5). */
  addressFill(tpdu) {
    const { address } = placesOf(tpdu);
    const length = tpdu[address] ?? 0;
    const last = address + 1 + Math.ceil(length / 2);
    return length % 2 === 0 ? tpdu : withOctet(tpdu, last, (tpdu[last] ?? 0) & 0x0f);
  },
  /** No address: its length is 0. */
  emptyAddress(tpdu) {
    const { address } = placesOf(tpdu);
    const digits = Math.ceil((tpdu[address] ?? 0) / 2);
    return Uint8Array.of(
      ...tpdu.slice(0, address),
      0,
      ...tpdu.slice(address + 1, address + 2),
      ...tpdu.slice(address + 2 + digits),
    );
  },
  /** A user data header whose one element runs past its end (9.2.3.24). */
  headerLength(tpdu) {
    const { userDataLength } = placesOf(tpdu);
    if (userDataLength === undefined || tpdu.length < userDataLength + 7) return tpdu;
    const flagged = withOctet(tpdu, 0, (tpdu[0] ?? 0) | 0x40);
    return Uint8Array.of(
      ...flagged.slice(0, userDataLength + 1),
      ...[0x05, 0xc0, 0x1b, 0xf4, 0x02, 0x01],
      ...flagged.slice(userDataLength + 7),
    );
  },
  /** A report that ends behind its first time stamp. */
  reportShort(tpdu) {
    const { timeStamp, userDataLength } = placesOf(tpdu);
    return userDataLength === undefined ? tpdu.slice(0, timeStamp + 7) : tpdu;
  },
} as const satisfies Record<string, Change>;
