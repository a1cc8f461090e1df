/** TP-UD with its header (3GPP TS 23.040 clauses 9.2.3.16, 9.2.3.23 and 9.2.3.24). */

/** One information element of a user data header, kept as it came (9.2.3.24). */
export interface InformationElement {
  /** IEI, 0..255. */
  readonly identifier: number;
  readonly data: Uint8Array;
}

export interface UserData {
  /** Elements of the header in their order; empty: TP-UDHI is 0. */
  readonly header: readonly InformationElement[];
  /**
   * What follows the header: one septet (0..127) an entry where the data coding scheme says GSM 7-bit and the text is not
   * compressed, else octets.
   */
  readonly payload: Uint8Array;
}
