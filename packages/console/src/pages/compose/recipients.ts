/** Recipients that were typed or came from a file, and the text for each of them. */

/** A phone number as the gateway takes it: digits, * and #, with an optional leading +. */
const NUMBER = /^\+?[*#]*\d[\d*#]*$/;
const LONGEST_NUMBER = 24;
/** Characters that people write inside numbers. */
const DECORATION = /[\s().\-/]/g;

/** One recipient of a draft. */
export interface Recipient {
  readonly number: string;
  /** The values of this number in the columns of the file. */
  readonly values: Readonly<Record<string, string>>;
}

/** Typed or read words, sorted into numbers and the rest. */
export interface Typed {
  readonly recipients: readonly Recipient[];
  /** Words that are no number, as they were typed. */
  readonly wrong: readonly string[];
}

/**
 * Whether the gateway would take it as a number.
 * At most 24 characters: digits, * and # with at least one digit, and an optional + in front.
 */
export function isNumber(text: string): boolean {
  return text.length <= LONGEST_NUMBER && NUMBER.test(text);
}

/** A number without blanks, brackets, dots, dashes and slashes. */
export function plainNumber(text: string): string {
  return text.replace(DECORATION, '');
}

/**
 * Numbers between commas, semicolons or line ends; each is taken once.
 * Blanks do not part numbers, as people write them inside. Words that are no number stand in `wrong`.
 */
export function recipientsOf(text: string): Typed {
  const parts = text.split(/[,;\n]/).map(part => part.trim());
  const filled = parts.filter(part => part !== '');
  const numbers = filled.filter(part => isNumber(plainNumber(part))).map(plainNumber);
  return {
    recipients: [...new Set(numbers)].map(number => ({ number, values: {} })),
    wrong: filled.filter(part => !isNumber(plainNumber(part))),
  };
}

/** A file with a line of names and rows. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, string>>[];
}

/**
 * The column that holds numbers: the first whose values mostly are some.
 * More than half of the first fifty rows must have a number in it; undefined where no column has.
 */
export function numberColumn({ columns, rows }: Table): string | undefined {
  const some = rows.slice(0, 50);
  const share = (column: string) => some.filter(row => isNumber(plainNumber(row[column] ?? ''))).length;
  return columns.find(column => share(column) * 2 > some.length);
}

/**
 * A recipient for each row with a number in the column. A number that comes twice gets two messages: each row has its own values.
 * A row without a number stands in `wrong`, with the cell as it was read.
 */
export function recipientsOfTable(table: Table, column: string): Typed {
  const read = table.rows.map(row => ({ number: plainNumber(row[column] ?? ''), values: row }));
  return {
    recipients: read.filter(({ number }) => isNumber(number)),
    wrong: read.filter(({ number }) => !isNumber(number)).map(({ number }) => number),
  };
}

const PLACE = /\{([^{}\n]{1,64})\}/g;

/**
 * The columns that a text names as `{column}`, in order and as often as it does.
 * A name has at most 64 characters, without braces and line ends.
 */
export function placesOf(text: string, columns: readonly string[]): string[] {
  return [...text.matchAll(PLACE)].map(([, name = '']) => name).filter(name => columns.includes(name));
}

/** The text for one recipient. A name in braces that is no column stays as it is. */
export function filled(text: string, { values }: Recipient): string {
  return text.replace(PLACE, (whole, name: string) => values[name] ?? whole);
}
