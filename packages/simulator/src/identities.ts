/** Deterministic identities per port, out of ranges set aside for tests. */

/** Who a modem and its SIM are. */
export interface Identity {
  readonly imei: string;
  readonly imsi: string;
  readonly iccid: string;
  readonly number: string;
}

/** `index` from 0. The same index is always the same modem and SIM; `card` 1 and up are further cards for it. */
export function identityOf(index: number, card = 0): Identity {
  const serial = index + 1 + card * 1000;
  return {
    imei: withCheckDigit(`35999900${pad(index + 1, 6)}`), // 23.003 6.2.1
    imsi: `00101${pad(serial, 10)}`, // test network 001 01, 23.003 2.2
    iccid: withCheckDigit(`8988201${pad(serial, 11)}`), // ITU-T E.118
    number: `+88201${pad(serial, 6)}`,
  };
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}

/** The Luhn digit at the end (23.003 annex B, E.118). */
function withCheckDigit(digits: string): string {
  let sum = 0;
  for (const [position, character] of [...digits].reverse().entries()) {
    const value = Number(character) * (position % 2 === 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return digits + String((10 - (sum % 10)) % 10);
}
