/** +CREG, +CGREG, +CEREG, +C5GREG (27.007 7.2, 10.1.20, 10.1.22, 10.1.48) as answers and as notices. */
import { afterPrefix, type Field, fieldNumber, fieldText, nameOf, splitFields } from './fields.ts';

export type RegistrationDomain = 'CREG' | 'CGREG' | 'CEREG' | 'C5GREG';

const domains: readonly RegistrationDomain[] = ['CREG', 'CGREG', 'CEREG', 'C5GREG'];

export interface Registration {
  readonly domain: RegistrationDomain;
  /** <stat>, 0..11. */
  readonly status: number;
  readonly locationArea?: number;
  readonly cell?: number;
  /** <AcT>: 0 GSM, 2 UTRAN, 7 E-UTRAN, 11 NR (27.007 7.2). */
  readonly accessTechnology?: number;
}

export const registrationNames: readonly string[] = domains.map(domain => `+${domain}`);

/** <n> of each registration as it was set; a domain that is missing was not set. */
export type RegistrationModes = Readonly<Partial<Record<RegistrationDomain, number>>>;

/** The last <stat> of the tables of 27.007. */
const STATUS_MOST = 11;

/**
 * Reads an answer or a notice. Undefined where it holds no status, or one beyond the tables: such a one means nothing, and
 * what was known before stands.
 */
export function parseRegistration(line: string, modes: RegistrationModes = {}): Registration | undefined {
  const domain = domainOf(line);
  if (domain === undefined) return undefined;
  const fields = fieldsOf(line);
  const rest = hasMode(fields, modes[domain]) ? fields.slice(1) : fields;
  const status = fieldNumber(rest, 0);
  if (status === undefined || status > STATUS_MOST) return undefined;
  return { domain, status, ...place(rest.slice(1)) };
}

/** True for an answer (`<n>,<stat>...`), false for a notice (`<stat>...`): by the mode that was set, and by quotes. */
export function isRegistrationAnswer(line: string, modes: RegistrationModes = {}): boolean {
  const domain = domainOf(line);
  return domain !== undefined && hasMode(fieldsOf(line), modes[domain]);
}

/** <n> of an answer; undefined where it has none. */
export function registrationMode(line: string): number | undefined {
  const fields = fieldsOf(line);
  return hasMode(fields, undefined) ? fieldNumber(fields, 0) : undefined;
}

function domainOf(line: string): RegistrationDomain | undefined {
  const name = nameOf(line);
  return domains.find(domain => name === `+${domain}`);
}

function fieldsOf(line: string): Field[] {
  return splitFields(afterPrefix(line, nameOf(line)));
}

/**
 * 27.007 7.2: a notice is <stat> alone under <n> 1, and has location area, cell and technology behind it under <n> 2; an answer has <n>
 * in front. Quotes mark the area. Without them, the first field of an answer is the mode that was set.
 */
function hasMode(fields: readonly Field[], mode: number | undefined): boolean {
  const [, second] = fields;
  if (second === undefined || !/^\d{1,3}$/.test(second.text)) return false;
  // A location area has four digits; a status may be quoted like one.
  if (second.quoted) return fields.length === 2 && second.text.length < 3;
  if (fields.length === 2 || mode === undefined || mode < 2) return true;
  return fieldNumber(fields, 0) === mode || isTooLongForNotice(fields);
}

/** In a notice, the third and the fourth field are cell and technology, or octet of the routing area and cell. */
function isTooLongForNotice(fields: readonly Field[]): boolean {
  const [area, cell] = fields.slice(2);
  return area !== undefined && cell !== undefined && area.text.length > 2 && cell.text.length > 2;
}

/** Location area, cell and technology, with the octet of the routing area that some put between or behind. */
function place(fields: readonly Field[]): Partial<Registration> {
  const rest = fields.filter((field, index) => !isRoutingArea(fields, field, index));
  const locationArea = hexadecimal(fieldText(rest, 0));
  const cell = hexadecimal(fieldText(rest, 1));
  const accessTechnology = fieldNumber(rest, 2);
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

function hexadecimal(text: string): number | undefined {
  const digits = text.replace(/^0x/i, '').replace(/"/g, '');
  return /^[0-9A-Fa-f]{1,9}$/.test(digits) ? Number.parseInt(digits, 16) : undefined;
}
