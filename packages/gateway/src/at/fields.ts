/** The parameters of an information response: `+NAME: a,"b, c",(1-3)` (V.250 5.7.1). */

export interface Field {
  /** Without its quotes and the blanks around. */
  readonly text: string;
  readonly quoted: boolean;
}

/** The text behind `prefix` (with its colon, or not), or the whole line where it does not start so. */
export function afterPrefix(line: string, prefix: string): string {
  if (!line.startsWith(prefix)) return line.trim();
  const rest = line.slice(prefix.length).trimStart();
  return (rest.startsWith(':') ? rest.slice(1) : rest).trim();
}

/** Name of a response or notice: up to its colon, or the whole line. Some put a blank before the colon. */
export function nameOf(line: string): string {
  const colon = line.indexOf(':');
  return colon < 0 ? line : line.slice(0, colon).trimEnd();
}

/** Splits at the commas outside of quotes and brackets. A quote that does not close runs to the end. */
export function splitFields(text: string): Field[] {
  return text.trim() === '' ? [] : splitTopLevel(text).map(toField);
}

/** The text of field `index`, "" where it is absent. */
export function fieldText(fields: readonly Field[], index: number): string {
  return fields[index]?.text ?? '';
}

/** Field `index` as a decimal number of digits only. */
export function fieldNumber(fields: readonly Field[], index: number): number | undefined {
  return decimal(fieldText(fields, index));
}

export function decimal(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** The text without its quotes where one of them is missing: it would take what stands behind it along. */
export function balanceQuotes(text: string): string {
  return text.split('"').length % 2 === 0 ? text.replaceAll('"', '') : text;
}

/** Values of a test response: `(0-3),(0,1),"SM"` gives one list for each parameter. */
export function splitLists(text: string): string[][] {
  return splitTopLevel(balanceQuotes(text)).map(part => {
    const inner = part.trim().replace(/^\(|\)$/g, '');
    return splitTopLevel(inner)
      .map(value => unquote(value.trim()))
      .filter(value => value !== '');
  });
}

/** The numbers of one list, ranges spread out: `0-3` is 0, 1, 2, 3. At most 256 values. */
export function numbersOf(values: readonly string[]): number[] {
  return values.flatMap(value => {
    const [first, last] = value.split('-').map(part => decimal(part.trim()));
    if (first === undefined) return [];
    const end = Math.min(last ?? first, first + 255);
    return Array.from({ length: Math.max(end - first + 1, 0) }, (_, offset) => first + offset);
  });
}

function toField(part: string): Field {
  const text = part.trim();
  const quoted = text.startsWith('"');
  return { text: quoted ? unquote(text).trim() : text, quoted };
}

/** Takes the quotes off, also where a modem forgot one of them. */
function unquote(text: string): string {
  const start = text.startsWith('"') ? 1 : 0;
  const end = text.length > start && text.endsWith('"') ? text.length - 1 : text.length;
  return text.slice(start, end);
}

function splitTopLevel(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === '(') depth += 1;
    else if (character === ')') depth = Math.max(0, depth - 1);
    else if (character === ',' && depth === 0) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}
