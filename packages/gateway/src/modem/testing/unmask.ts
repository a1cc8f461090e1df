/** Fills in what a recording masked: with digits as many as were hidden, and with PDUs of the recorded length. */
import {
  type Address,
  decodePdu,
  encodePdu,
  fromHex,
  parseAddress,
  segmentText,
  timestampFromEpoch,
  toHex,
} from '@simgate/gsm';

/** Digits of an IMSI, ICCID or number; as hexadecimal digits they are octets too. */
const DIGITS = '0010112345678901234567890123456789';
const MASKED_PDU = /^\*{16,}\r\n$/;
/** <length> is the last field of what stands before a PDU (27.005 3.4.1, 3.4.2, 3.4.3). */
const PDU_HEAD = /^(\+(?:CMT|CDS|CMGR|CMGL):.*?)(\d+)\r\n$/;
const centre = parseAddress('+88200000000');
const sender = parseAddress('+88201000009');
/** Octets of an SMS-DELIVER from `sender` besides its text (23.040 9.2.2.1). */
const DELIVER_HEAD = 19;

/** Messages that the gateway handed over so far: reports name its recipient, and the reference that the recording granted. */
export class Unmasking {
  readonly #now: () => number;
  #recipient: Address = sender;
  #reference = 0;
  #reportAnnounced = false;

  /** @param now wall clock in milliseconds, for the time stamps of the service centre */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes a line of the gateway: a PDU names the recipient of the report that will come. */
  noteWritten(line: string): void {
    const [pdu] = /^[0-9A-F]{16,}/.exec(line) ?? [];
    if (pdu === undefined) return;
    const { tpdu } = decodePdu(fromHex(pdu), 'fromMobile');
    if (tpdu.type === 'submit') this.#recipient = tpdu.destination;
  }

  /** The lines without masks. A PDU that cannot have the recorded length gets the length that it has. */
  answersOf(lines: readonly string[]): string[] {
    const shown: string[] = [];
    for (const line of lines) {
      this.#noteAnswer(line);
      const head = PDU_HEAD.exec(shown.at(-1) ?? '');
      if (!MASKED_PDU.test(line) || head === null) {
        shown.push(withDigits(line));
        continue;
      }
      const isReport = head[1]?.startsWith('+CDS') === true || this.#reportAnnounced;
      const { octets, tpduLength } = isReport ? this.#report() : this.#deliver(Number(head[2]));
      this.#reportAnnounced = false;
      shown.splice(-1, 1, `${head[1]}${tpduLength}\r\n`, `${toHex(octets)}\r\n`);
    }
    return shown;
  }

  #noteAnswer(line: string): void {
    const [, reference] = /^\+CMGS: (\d+)/.exec(line) ?? [];
    if (reference !== undefined) this.#reference = Number(reference);
    if (line.startsWith('+CDSI:')) this.#reportAnnounced = true;
  }

  #report(): { octets: Uint8Array; tpduLength: number } {
    const now = timestampFromEpoch(this.#now(), 0);
    return encodePdu(
      {
        ...{ type: 'statusReport', moreMessages: false, loopPrevention: false, onCommand: false },
        ...{ messageReference: this.#reference, recipient: this.#recipient, status: 0 },
        ...{ serviceCentreTimestamp: now, dischargeTime: now },
      },
      centre,
    );
  }

  #deliver(length: number): { octets: Uint8Array; tpduLength: number } {
    const septets = Math.floor((Math.max(length - DELIVER_HEAD, 0) * 8) / 7);
    const { segments, dataCodingScheme } = segmentText('x'.repeat(Math.min(septets, 160)), {
      encoding: 'gsm-7bit',
      reference: 0,
    });
    const [segment] = segments;
    if (segment === undefined) throw new RangeError('a text has at least one segment');
    return encodePdu(
      {
        ...{ type: 'deliver', moreMessages: false, loopPrevention: false, replyPath: false },
        ...{ statusReportIndication: false, originator: sender, protocolIdentifier: 0, dataCodingScheme },
        ...{ serviceCentreTimestamp: timestampFromEpoch(this.#now(), 0), userData: segment.userData },
      },
      centre,
    );
  }
}

function withDigits(line: string): string {
  return line.replace(/\*{2,}/g, ({ length }) =>
    DIGITS.repeat(Math.ceil(length / DIGITS.length)).slice(0, length),
  );
}
