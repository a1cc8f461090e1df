/** TP-VP in its three formats (3GPP TS 23.040 clause 9.2.3.12). */
import type { Timestamp } from './timestamp.ts';

export type ValidityPeriod =
  /** The octet, 0..255 (9.2.3.12.1). */
  | { readonly format: 'relative'; readonly value: number }
  | { readonly format: 'absolute'; readonly until: Timestamp }
  /** The seven octets as they stand (9.2.3.12.3). */
  | { readonly format: 'enhanced'; readonly octets: Uint8Array };
