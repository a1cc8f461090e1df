/** The identity of a modem: maker, model, firmware, IMEI (27.007 5.1 to 5.4). Answers come bare or with a name. */
import { afterPrefix } from './fields.ts';

/** The text of a bare or named answer over one or more lines, without quotes; "" where there is none. */
export function parseIdentity(lines: readonly string[], name: string): string {
  const values = lines.map(line => afterPrefix(line, name).replace(/^"|"$/g, '').trim());
  return values.filter(value => value !== '').join(' ');
}

/** 15 digits: an IMEISV's last two are its software version and left out (23.003 6.2.2). Undefined: none found. */
export function parseImei(lines: readonly string[]): string | undefined {
  for (const line of lines) {
    const digits = /(?:^|\D)(\d{15,17})(?:\D|$)/.exec(line)?.[1];
    if (digits !== undefined) return digits.slice(0, 15);
  }
  return undefined;
}
