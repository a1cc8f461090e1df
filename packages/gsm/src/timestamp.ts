/** TP-SCTS, TP-DT and absolute TP-VP (3GPP TS 23.040 clause 9.2.3.11). */

/** A service centre's local time with its zone, as it was sent. */
export interface Timestamp {
  /** Full year, 2000..2099: two digits are sent. */
  readonly year: number;
  /** 1..12 */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Difference from GMT in quarters of an hour, -79..79; undefined where the octet cannot be read. */
  readonly zoneQuarters: number | undefined;
}
