/** Reads a file of recipients as it comes: CSV or JSON lines. What cannot be read is a fault with its line; nothing behind it is read. */
import { Readable } from 'node:stream';
import { contract } from '@simgate/api/contract';
import { CsvError, parse } from 'csv-parse';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { ImportFault, ImportRow } from '../messages/messages.ts';

/** Rows passed on at a time. */
const BATCH = 200;
/** Octets of a file. */
const LARGEST = 512 * 1024 * 1024;
/** Characters of a line. */
const LONGEST_LINE = 65_536;
/** Values of a line: more than a text has room for places. */
const MOST_VALUES = 1024;
/** Cells of a CSV line: number, text, user_id and the values. */
const MOST_CELLS = MOST_VALUES + 3;

const phoneNumber = Compile(contract.dial_call.request.properties.number);
const jsonLine = Compile(
  Type.Object(
    {
      number: Type.String(),
      values: Type.Optional(Type.Array(Type.String(), { maxItems: MOST_VALUES })),
      text: Type.Optional(Type.String()),
      user_id: Type.Optional(Type.Union([Type.String({ maxLength: 64 }), Type.Integer(), Type.Null()])),
    },
    { additionalProperties: false },
  ),
);

type Item = ImportRow | ImportFault;

function faultAt(line: number, fault: string, code: 400 | 413 = 400): ImportFault {
  return { line, fault, code };
}

/** A row whose number and texts can be sent. */
function checked(row: ImportRow): Item {
  const { line, number, values, text } = row;
  if (!phoneNumber.Check(number))
    return faultAt(line, 'number must be a phone number of digits, * and #, with an optional leading +');
  const texts = text === undefined ? values : [text];
  return texts.every(one => one.isWellFormed()) ? row : faultAt(line, 'holds half of a surrogate pair');
}

/** The text of the octets; ends with a fault where they are no UTF-8 or too many. */
async function* decoded(
  octets: AsyncIterable<Uint8Array>,
  onFault: (fault: ImportFault) => void,
): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let size = 0;
  try {
    for await (const piece of octets) {
      size += piece.length;
      if (size > LARGEST) return onFault(faultAt(0, `has more than ${LARGEST / 1_048_576} MiB`, 413));
      yield decoder.decode(piece, { stream: true });
    }
    yield decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    onFault(faultAt(0, 'is not UTF-8'));
  }
}

/** Of the names of the first line: what is between them most often. */
function delimiterOf(firstLine: string): string {
  const count = (mark: string): number => firstLine.split(mark).length;
  return [';', '\t'].reduce((most, mark) => (count(mark) > count(most) ? mark : most), ',');
}

/** The beginning up to the end of the first line, and all of it again. */
async function peeked(
  texts: AsyncGenerator<string>,
): Promise<{ first: string; all: AsyncGenerator<string> }> {
  let start = '';
  while (!start.includes('\n') && start.length < LONGEST_LINE) {
    const next = await texts.next();
    if (next.done) break;
    start += next.value;
  }
  const all = async function* () {
    yield start;
    yield* texts;
  };
  return { first: start.replace(/\n.*$/s, ''), all: all() };
}

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Finds the ends of CSV records, and those that have more characters or cells than any file has. */
class RecordBorders {
  readonly #delimiter: number;
  #length = 0;
  #delimiters = 0;
  #isQuoted = false;
  /** The last character was a CR outside quotes: a LF may follow. */
  #isReturned = false;
  #line = 1;
  /** Line of the present record's beginning: where a quote is missing, it is missing there. */
  #begin = 1;

  constructor(delimiter: string) {
    this.#delimiter = delimiter.charCodeAt(0);
  }

  /**
   * Whether a record ends in front of this character, or behind it. Lines end by LF, CRLF or, as old spreadsheets have it, CR. Marks
   * within quotes are no borders; a doubled quote opens and closes twice.
   */
  pass(code: number): 'before' | 'behind' | undefined {
    const endsBefore = this.#isReturned && code !== LINE_FEED;
    if (endsBefore) this.#end();
    this.#length += 1;
    if (code === QUOTE) this.#isQuoted = !this.#isQuoted;
    if (code === this.#delimiter && !this.#isQuoted) this.#delimiters += 1;
    this.#isReturned = code === CARRIAGE_RETURN && !this.#isQuoted;
    if (code === LINE_FEED && this.#isQuoted) this.#line += 1;
    if (code !== LINE_FEED || this.#isQuoted) return endsBefore ? 'before' : undefined;
    this.#end();
    return 'behind';
  }

  #end(): void {
    this.#line += 1;
    this.#begin = this.#line;
    this.#length = 0;
    this.#delimiters = 0;
  }

  fault(): ImportFault | undefined {
    if (this.#delimiters >= MOST_CELLS)
      return faultAt(this.#begin, `has more than ${MOST_CELLS} columns`, 413);
    return this.#length > LONGEST_LINE
      ? faultAt(this.#begin, `has more than ${LONGEST_LINE} characters`, 413)
      : undefined;
  }
}

/** Whole records, some in a piece, so that the parser never sees half of one. Ends with a fault before one that is too large. */
async function* wholeRecords(
  texts: AsyncGenerator<string>,
  delimiter: string,
  onFault: (fault: ImportFault) => void,
): AsyncGenerator<string> {
  const borders = new RecordBorders(delimiter);
  let held = '';
  for await (const text of texts) {
    let end = -1;
    for (let at = 0; at < text.length; at++) {
      const border = borders.pass(text.charCodeAt(at));
      if (border !== undefined) end = border === 'before' ? at : at + 1;
      const fault = borders.fault();
      if (fault !== undefined) return onFault(fault);
    }
    if (end < 0) held += text;
    else {
      yield held + text.slice(0, end);
      held = text.slice(end);
    }
  }
  yield held;
}

interface Columns {
  readonly number: number;
  readonly text: number;
  readonly userId: number;
  readonly values: readonly number[];
}

function columnsOf(names: readonly string[]): Columns | undefined {
  const plain = names.map(name => name.trim().toLowerCase());
  const [number, text, userId] = ['number', 'text', 'user_id'].map(name => plain.indexOf(name));
  if (number === undefined || text === undefined || userId === undefined || number < 0) return undefined;
  const named = [number, text, userId];
  return {
    number,
    text,
    userId,
    values: plain.map((_, index) => index).filter(index => !named.includes(index)),
  };
}

function csvRow(
  cells: readonly string[],
  line: number,
  { number, text, userId, values }: Columns,
): ImportRow {
  const user = cells[userId] ?? '';
  return {
    line,
    number: (cells[number] ?? '').trim(),
    values: values.map(index => cells[index] ?? ''),
    text: text < 0 ? undefined : (cells[text] ?? ''),
    userId: user === '' ? null : user,
  };
}

type CsvRecord = { readonly record: string[]; readonly info: { readonly lines: number } };

async function* csvItems(
  texts: AsyncGenerator<string>,
  onFault: (fault: ImportFault) => void,
): AsyncGenerator<Item> {
  const { first, all } = await peeked(texts);
  const delimiter = delimiterOf(first);
  const parser = Readable.from(wholeRecords(all, delimiter, onFault)).pipe(
    parse({
      ...{ bom: true, info: true, delimiter },
      ...{ relax_column_count: true, skip_empty_lines: true },
    }),
  );
  let columns: Columns | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<CsvRecord>) {
      if (columns === undefined) {
        columns = columnsOf(record);
        if (columns === undefined) return yield faultAt(info.lines, 'has no column with the name number');
      } else yield checked(csvRow(record, info.lines, columns));
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    yield faultAt(parser.info.lines, `cannot be read: ${error.message}`);
  }
}

function jsonRow(text: string, line: number): Item {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return faultAt(line, 'is no JSON');
  }
  if (!jsonLine.Check(value))
    return faultAt(line, 'must be an object with number, and values, text and user_id where they are wanted');
  const { number, values = [], text: own, user_id: userId = null } = value;
  return checked({ line, number, values, text: own, userId });
}

/** The lines without their ends. Ends with a fault before one that is longer than it may be, so that nobody keeps it in memory. */
async function* linesOf(
  texts: AsyncGenerator<string>,
  onFault: (fault: ImportFault) => void,
): AsyncGenerator<string> {
  let [line, held] = [1, ''];
  for await (const text of texts) {
    const [first = '', ...others] = text.split('\n');
    const lines = [held + first, ...others];
    const long = lines.findIndex(({ length }) => length > LONGEST_LINE);
    if (long >= 0) return onFault(faultAt(line + long, `has more than ${LONGEST_LINE} characters`, 413));
    held = lines.pop() ?? '';
    line += lines.length;
    yield* lines;
  }
  yield held;
}

async function* jsonItems(
  texts: AsyncGenerator<string>,
  onFault: (fault: ImportFault) => void,
): AsyncGenerator<Item> {
  let line = 0;
  for await (const text of linesOf(texts, onFault)) {
    line += 1;
    if (text.trim() !== '') yield jsonRow(text, line);
  }
}

/**
 * The rows of a file, some at a time; the last item is a fault where it could not be read to its end.
 * @param contentType of the request: JSON lines where it names them, else CSV
 */
export async function* recipientsOf(
  octets: AsyncIterable<Uint8Array>,
  contentType: string,
): AsyncGenerator<Item[]> {
  let broken: ImportFault | undefined;
  const onFault = (fault: ImportFault): void => {
    broken = fault;
  };
  const texts = decoded(octets, onFault);
  const items = /ndjson|jsonl|json-lines/.test(contentType)
    ? jsonItems(texts, onFault)
    : csvItems(texts, onFault);
  let batch: Item[] = [];
  for await (const item of items) {
    batch.push(item);
    if ('fault' in item) break;
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (broken !== undefined) batch.push(broken);
  if (batch.length > 0) yield batch;
}
