/** Settings read back and what a modem offers: +CNMI=?, +CSCS=?, +CSMS=? and lists like them. */
import { afterPrefix, fieldNumber, nameOf, numbersOf, splitFields, splitLists } from './fields.ts';

/** The numbers that each parameter of a test response allows, e.g. `+CNMI: (0-2),(0,1)`. */
export function parseOffer(line: string): number[][] {
  return splitLists(afterPrefix(line, nameOf(line))).map(numbersOf);
}

/** The texts that each parameter allows, e.g. `+CSCS: ("GSM","UCS2")`. */
export function parseTextOffer(line: string): string[][] {
  return splitLists(afterPrefix(line, nameOf(line)));
}

/** Numbers of a read response, NaN where a field is none: `+CNMI: 2,1,0,1,0`. */
export function parseNumbers(line: string): number[] {
  const fields = splitFields(afterPrefix(line, nameOf(line)));
  return fields.map((_, index) => fieldNumber(fields, index) ?? Number.NaN);
}
