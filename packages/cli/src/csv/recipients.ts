/** The rows of a table as recipients of a text, and what is wrong with the others. */

import { usageError } from '../program/exit-codes.ts';
import { phoneNumber } from '../program/values.ts';
import { costOf, type Encoding, isTooLong } from '../sending/check-text.ts';
import { fill, type Template, templateOf, unfilled } from '../sending/template.ts';
import type { Table, TableRow } from './read-table.ts';

/** A row that can be sent. */
export interface GoodRow {
  /** Its place among the rows of the table, from 0. */
  readonly index: number;
  readonly line: number;
  readonly number: string;
  readonly values: readonly string[];
}

/** A row that cannot be sent, with the reason. */
export interface BadRow {
  readonly index: number;
  readonly line: number;
  readonly why: string;
}

/** All rows of a table, sorted into those that can be sent and the others. */
export interface Recipients {
  readonly numberColumn: string;
  readonly template: Template;
  readonly good: readonly GoodRow[];
  readonly bad: readonly BadRow[];
}

const usualNames = new Set(['number', 'phone', 'to', 'msisdn', 'mobile', 'recipient']);
/** `4.91E+11`: most digits are gone. */
const SPREADSHEET_NUMBER = /^\d+(?:[.,]\d+)?[eE]\+?\d+$/;

/** @throws CommandError where no column, or none for sure, holds the numbers */
function numberColumnOf({ columns }: Table, named: string | undefined): string {
  const wanted = named?.trim().toLowerCase();
  const found = columns.find(name =>
    wanted === undefined ? usualNames.has(name.toLowerCase()) : name.toLowerCase() === wanted,
  );
  if (found !== undefined) return found;
  const [only = ''] = columns;
  if (wanted === undefined && columns.length === 1 && !/\d{3}/.test(only)) return only;
  throw usageError(
    wanted === undefined
      ? 'no column is named number, phone, to, msisdn, mobile or recipient'
      : `no column is named "${named}"`,
    `The columns are: ${columns.join(', ')}. --number-column says which one it is.`,
  );
}

/** The text as a template over the columns. @throws CommandError for a `#name#` that is no column */
function templateFor(text: string, { columns }: Table, numberColumn: string): Template {
  const [slip] = unfilled(text, columns);
  if (slip !== undefined)
    throw usageError(
      `#${slip}# stands in the text, and no column has this name`,
      `The columns are: ${columns.join(', ')}.`,
    );
  const own = columns.filter(name => text.toLowerCase().includes(`#${name.toLowerCase()}#`));
  const unused = columns.filter(name => name !== numberColumn && !own.includes(name));
  try {
    return templateOf(text, columns, unused);
  } catch (error) {
    throw usageError((error as Error).message);
  }
}

/** The number of a cell, or the reason why it is none. */
function numberOf(text: string): { number: string } | { why: string } {
  if (text === '') return { why: 'has no number' };
  if (SPREADSHEET_NUMBER.test(text))
    return { why: `has "${text}": a spreadsheet has cut the number; give its column the format Text` };
  try {
    return { number: phoneNumber(text) };
  } catch {
    return { why: `has "${text.slice(0, 40)}", which is no phone number` };
  }
}

/**
 * Reads one row: its number first, then the text that its columns fill, at most 1500 octets of UTF-8.
 * Missing fields at the end of a short row are "".
 */
function rowOf(
  row: TableRow,
  index: number,
  columns: ReadonlyMap<string, number>,
  numberColumn: string,
  template: Template,
): GoodRow | BadRow {
  const field = (name: string): string => row.fields[columns.get(name) ?? -1] ?? '';
  const read = numberOf(field(numberColumn));
  const { line } = row;
  if ('why' in read) return { index, line, why: read.why };
  const values = template.columns.map(field);
  const filled = fill(template, values);
  if (filled === '') return { index, line, why: 'has an empty text' };
  if (isTooLong(filled)) return { index, line, why: 'has a text that is longer than 1500 bytes' };
  return { index, line, number: read.number, values };
}

/**
 * Reads every row. A row that cannot be sent stops no other.
 * @throws CommandError where the text or the columns do not fit
 */
export function recipientsOf(table: Table, text: string, named: string | undefined): Recipients {
  const numberColumn = numberColumnOf(table, named);
  const template = templateFor(text, table, numberColumn);
  const places = new Map(table.columns.map((name, at) => [name, at]));
  const all = table.rows.map((row, index) => rowOf(row, index, places, numberColumn, template));
  return {
    numberColumn,
    template,
    good: all.filter(row => 'number' in row),
    bad: all.filter(row => 'why' in row),
  };
}

/** The sums of a file before it is sent. */
export interface Check {
  readonly rows: number;
  readonly recipients: number;
  readonly unreadable: readonly { readonly line: number; readonly why: string }[];
  /** Numbers that stand in more than one row. */
  readonly repeated: number;
  readonly segments: number;
  /** Segments of the shortest and the longest text. */
  readonly segments_each: readonly [least: number, most: number];
  /** Recipients whose text does not fit GSM 7 bit. */
  readonly unicode: number;
}

/** Counts what will be sent. */
export function checkOf({ good, bad, template }: Recipients, encoding: Encoding): Check {
  const costs = good.map(({ values }) => costOf(fill(template, values), encoding));
  const segments = costs.map(cost => cost.segments);
  return {
    rows: good.length + bad.length,
    recipients: good.length,
    unreadable: bad.map(({ line, why }) => ({ line, why })),
    repeated: good.length - new Set(good.map(({ number }) => number.replace(/^\+/, ''))).size,
    segments: segments.reduce((sum, one) => sum + one, 0),
    segments_each: [Math.min(...segments), Math.max(...segments)],
    unicode: costs.filter(cost => cost.encoding === 'unicode').length,
  };
}
