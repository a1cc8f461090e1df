/** Supplementary services by the string that people dial (22.030 6.5.2), as the card gives it (31.111 8.14). */
import { type DialledNumber, formatDialledNumber } from './objects/address.ts';

export interface ServiceRequest {
  /** As it is dialled. */
  readonly text: string;
  /** The operation that it stands for, by its code (29.002 17.6.4). */
  readonly operation: number;
}

/** Procedure, service code, supplementary information A, and what stands behind it. */
const STRUCTURE = /^(\*\*|\*#|##|\*|#)(\d{2,3})(?:\*([^*#]*))?((?:\*[^*#]*)*)#$/;

/** 29.002 17.6.4. */
const operations = {
  '**': 0x0a, // registerSS
  '##': 0x0b, // eraseSS
  '*': 0x0c, // activateSS
  '#': 0x0d, // deactivateSS
  '*#': 0x0e, // interrogateSS
} as const;
const REGISTER_PASSWORD = 0x11;

/** 22.030 annex B: the services whose information A is a number, and the one that changes a password. */
const forwarding = ['21', '67', '61', '62', '002', '004'];
const PASSWORD = '03';

/** Undefined: the string has not the structure of one. */
export function readServiceString(string: DialledNumber): ServiceRequest | undefined {
  const [, procedure = '', code = '', number = '', rest = ''] = STRUCTURE.exec(string.digits) ?? [];
  if (!isProcedure(procedure)) return undefined;
  if (code === PASSWORD) return { text: string.digits, operation: REGISTER_PASSWORD };
  if (number === '' || !forwarding.includes(code))
    return { text: string.digits, operation: operations[procedure] };
  // The type of number is the forwarded-to number's; with one, `*` registers as `**` does (22.030 6.5.2).
  const forwardedTo = formatDialledNumber({ ...string, digits: number });
  const operation = operations[procedure === '*' ? '**' : procedure];
  return { text: `${procedure}${code}*${forwardedTo}${rest}#`, operation };
}

function isProcedure(text: string): text is keyof typeof operations {
  return Object.hasOwn(operations, text);
}
