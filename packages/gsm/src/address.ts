/** Addresses of the SM-TL (3GPP TS 23.040 clause 9.1.2.5). */

/** Type of number, bits 6 to 4 of the type-of-address octet. */
export type TypeOfNumber =
  | 'unknown'
  | 'international'
  | 'national'
  | 'networkSpecific'
  | 'subscriber'
  | 'alphanumeric'
  | 'abbreviated'
  | 'reserved';

/** TP-DA, TP-OA, TP-RA or a service centre's address. */
export interface Address {
  readonly typeOfNumber: TypeOfNumber;
  /** Numbering plan identification, 0..15; 1 is E.164. */
  readonly numberingPlan: number;
  /** Digits 0-9 * # a b c without a leading `+`; the text itself where the type of number is alphanumeric. */
  readonly digits: string;
}
