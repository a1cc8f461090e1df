/** Texts with places for values: `Hello #name#`. */

/** The place of a value in the text of a request (chapter 2). */
const PLACE = '#param#';

/** A text with places for the values of a row. */
export interface Template {
  /** With `#param#` for each value, as send_sms takes it. */
  readonly text: string;
  /** The columns of these values, in order; more than once where they stand more than once. */
  readonly columns: readonly string[];
}

/** A text without places, whatever its characters are. */
export function literal(text: string): { template: Template; values: string[] } {
  return text.includes(PLACE)
    ? { template: { text: PLACE, columns: [] }, values: [text] }
    : { template: { text, columns: [] }, values: [] };
}

/**
 * Finds `#column#` of these columns, whatever their case, and `#param#`, which takes the columns in order that have no place of their own.
 * @param unused the columns that `#param#` may take
 * @throws RangeError with a sentence where a `#param#` has no column left
 */
export function templateOf(text: string, columns: readonly string[], unused: readonly string[]): Template {
  const byName = new Map(columns.map(name => [name.toLowerCase(), name]));
  const found: string[] = [];
  const rest = [...unused];
  const made = text.replace(/#([^#\r\n]{1,64})#/g, (whole, name: string) => {
    const own = byName.get(name.trim().toLowerCase());
    const column = own ?? (whole === PLACE ? rest.shift() : undefined);
    if (column === undefined && whole === PLACE)
      throw new RangeError(`the text has more #param# than the file has columns (${unused.length})`);
    if (column === undefined) return whole;
    found.push(column);
    return PLACE;
  });
  return { text: made, columns: found };
}

/** Places of a text that no column fills: `#nmae#`. Most likely a slip. */
export function unfilled(text: string, columns: readonly string[]): string[] {
  const known = new Set(['param', ...columns.map(name => name.toLowerCase())]);
  return [...text.matchAll(/#([a-z_][\w -]{0,62})#/gi)]
    .map(([, name = '']) => name.trim())
    .filter(name => !known.has(name.toLowerCase()));
}

/** The text that a recipient gets. */
export function fill({ text }: Template, values: readonly string[]): string {
  let at = 0;
  return text.replaceAll(PLACE, place => values[at++] ?? place);
}
