/** Faults in octets, and the two errors that this package throws. */

/** A fault of a field that a lenient decoder read over. */
export interface Defect {
  /** The field by its name in the standard, for example `TP-SCTS`. */
  readonly field: string;
  /** Offset in the input of the octet that shows the fault. Where octets are missing it is the last one that is there. */
  readonly octet: number;
  /** One English sentence without field and octet. */
  readonly reason: string;
}

/** Octets that no TPDU, address or field can have. */
export class DecodeError extends Error implements Defect {
  readonly field: string;
  readonly octet: number;
  readonly reason: string;

  constructor(field: string, octet: number, reason: string) {
    super(`${field} at octet ${octet}: ${reason}`);
    this.name = 'DecodeError';
    this.field = field;
    this.octet = octet;
    this.reason = reason;
  }
}

/** A value that its field cannot carry. */
export class EncodeError extends Error {
  /** The field by its name in the standard, or the argument's name. */
  readonly field: string;

  constructor(field: string, reason: string) {
    super(`${field}: ${reason}`);
    this.name = 'EncodeError';
    this.field = field;
  }
}

/** Where a missing octet is shown: at the last one there is, so that an error never points beyond the input. */
export function lastOctet(octets: Uint8Array): number {
  return Math.max(0, octets.length - 1);
}
