/** +CREG, +CGREG, +CEREG, +C5GREG (27.007 7.2, 10.1.20, 10.1.22, 10.1.48) as answers and as notices. */
import { afterPrefix, decimal, type Field, nameOf, splitFields } from './fields.ts';

export type RegistrationDomain = 'CREG' | 'CGREG' | 'CEREG' | 'C5GREG';

export interface Registration {
  readonly domain: RegistrationDomain;
  /** <stat>, 0..11. */
  readonly status: number;
  readonly locationArea?: number;
  readonly cell?: number;
  /** <AcT>: 0 GSM, 2 UTRAN, 7 E-UTRAN, 11 NR (27.007 7.2). */
  readonly accessTechnology?: number;
}

export const registrationNames: readonly string[] = ['+CREG', '+CGREG', '+CEREG', '+C5GREG'];

/** Reads an answer or a notice; undefined where it holds no status. */
export function parseRegistration(line: string): Registration | undefined {
  const name = nameOf(line);
  if (!registrationNames.includes(name)) return undefined;
  const fields = splitFields(afterPrefix(line, name));
  const rest = hasMode(fields) ? fields.slice(1) : fields;
  const status = decimal(rest[0]?.text ?? '');
  if (status === undefined) return undefined;
  return { domain: name.slice(1) as RegistrationDomain, status, ...place(rest.slice(1)) };
}

/** True for an answer (`<n>,<stat>...`), false for a notice (`<stat>...`): by the number and form of the fields. */
export function isRegistrationAnswer(line: string): boolean {
  return hasMode(splitFields(afterPrefix(line, nameOf(line))));
}

/** <stat> is one to three decimal digits without quotes; a location area is quoted or has four hexadecimal digits. */
function hasMode(fields: readonly Field[]): boolean {
  const second = fields[1];
  if (second === undefined || second.quoted || !/^\d{1,3}$/.test(second.text)) return false;
  return Number(second.text) <= 11;
}

/** Location area, cell and technology, with the octet of the routing area that some put between or behind. */
function place(fields: readonly Field[]): Partial<Registration> {
  const rest = fields.filter((field, index) => !isRoutingArea(fields, field, index));
  const locationArea = hexadecimal(rest[0]);
  const cell = hexadecimal(rest[1]);
  const accessTechnology = decimal(rest[2]?.text ?? '');
  return {
    ...(locationArea === undefined ? {} : { locationArea }),
    ...(cell === undefined ? {} : { cell }),
    ...(accessTechnology === undefined || accessTechnology > 15 ? {} : { accessTechnology }),
  };
}

/** Two hexadecimal digits between the area and a longer cell identity. */
function isRoutingArea(fields: readonly Field[], field: Field, index: number): boolean {
  const cell = fields[index + 1];
  return index === 1 && field.text.length === 2 && cell !== undefined && cell.text.length > 3;
}

function hexadecimal(field: Field | undefined): number | undefined {
  const digits = field?.text.replace(/^0x/i, '').replace(/"/g, '') ?? '';
  return /^[0-9A-Fa-f]{1,9}$/.test(digits) ? Number.parseInt(digits, 16) : undefined;
}
