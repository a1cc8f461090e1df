/** The answer to STATUS about the MF, the only directory that is ever selected. */

import type { SimCard } from '../sim-card.ts';

/** One object of a card's control parameters; each is shorter than 128 octets. */
function object(tag: number, ...value: readonly number[]): number[] {
  return [tag, value.length, ...value];
}

const masterFile = [0x3f, 0x00] as const;

/** TS 102 221 11.1.1.3: descriptor, identifier, UICC characteristics, life cycle, security reference, PIN status. */
export function fileControlParameters({ code }: SimCard): Uint8Array {
  return Uint8Array.from(
    object(
      0x62,
      ...object(0x82, 0x78, 0x21),
      ...object(0x83, ...masterFile),
      ...object(0xa5, ...object(0x80, 0x71)),
      ...object(0x8a, 0x05),
      ...object(0x8b, 0x2f, 0x06, 0x01),
      ...object(0xc6, ...object(0x90, code.enabled ? 0x80 : 0x00), ...object(0x83, 0x01)),
    ),
  );
}

/** 51.011 9.2.1, response of an MF: bit 8 of octet 14: CHV1 is off; octets 19 and 20 count its tries. */
export function masterFileResponse({ code }: SimCard): Uint8Array {
  const initialised = 0x80;
  const own = [
    ...[code.enabled ? 0x01 : 0x81, 2, 1, 4, 0],
    ...[initialised | code.pinTriesLeft, initialised | code.pukTriesLeft, 0, 0],
  ];
  return Uint8Array.of(0, 0, 0, 0, ...masterFile, 0x01, 0, 0, 0, 0, 0, own.length, ...own);
}
