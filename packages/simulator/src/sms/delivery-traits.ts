/** The few fields of an incoming TPDU that decide where a module puts it. */

import { toHex } from './hex.ts';

/** Fields that can be read without decoding the rest. */
export interface DeliveryTraits {
  readonly kind: 'deliver' | 'statusReport';
  /** 23.038 4: 0 flash, 1 module, 2 SIM, 3 terminal; undefined: no class. */
  readonly messageClass: number | undefined;
  /** 23.038 4, coding group 1101 and 1110: message waiting, to be stored. */
  readonly waitingIndicationStored: boolean;
  /** 23.040 9.2.3.9: a short message of type 0 is acknowledged and thrown away. */
  readonly typeZero: boolean;
  /** 23.040 9.2.3.9, replace short message type 1 to 7: TP-OA and TP-PID in hexadecimal, which the next one shares. */
  readonly replaces: string | undefined;
}

const statusReport: DeliveryTraits = {
  kind: 'statusReport',
  messageClass: undefined,
  waitingIndicationStored: false,
  typeZero: false,
  replaces: undefined,
};

/** Undefined: no SMS-DELIVER and no SMS-STATUS-REPORT, or cut short before its TP-DCS. */
export function readDeliveryTraits(tpdu: Uint8Array): DeliveryTraits | undefined {
  const messageType = (tpdu[0] ?? 0xff) & 0x03; // 23.040 9.2.3.1
  if (messageType === 2) return tpdu.length < 19 ? undefined : statusReport;
  if (messageType !== 0) return undefined;
  const afterAddress = 3 + Math.ceil((tpdu[1] ?? 0) / 2); // 23.040 9.1.2.5
  const protocol = tpdu[afterAddress];
  const coding = tpdu[afterAddress + 1];
  if (protocol === undefined || coding === undefined) return undefined;
  return {
    kind: 'deliver',
    messageClass: messageClass(coding),
    waitingIndicationStored: coding >> 4 === 0xd || coding >> 4 === 0xe,
    typeZero: protocol === 0x40,
    replaces: isReplaceType(protocol) ? toHex(tpdu.subarray(1, afterAddress + 1)) : undefined,
  };
}

function isReplaceType(protocol: number): boolean {
  return protocol >= 0x41 && protocol <= 0x47;
}

function messageClass(coding: number): number | undefined {
  const general = (coding & 0x80) === 0 && (coding & 0x10) !== 0;
  const classed = coding >> 4 === 0xf;
  return general || classed ? coding & 0x03 : undefined;
}
