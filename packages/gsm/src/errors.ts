/** The two errors this package throws. */

/** Octets that no TPDU, address or field can have. */
export class DecodeError extends Error {
  /** The field by its name in the standard, for example `TP-UD.UDH.IE 0x24`. */
  readonly field: string;
  /** Offset in the input of the octet that shows the fault. */
  readonly octet: number;
  /** What is wrong, without field and octet. */
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
