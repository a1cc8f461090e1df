/** A CSV file as columns and rows, however a spreadsheet has written it. */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { CommandError, exitCodes } from '../program/exit-codes.ts';

/** A row with its number in the file, for messages to people. */
export interface TableRow {
  /** Where it begins in the file, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** A CSV file in memory. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  readonly delimiter: string;
  /** SHA-256 of the file: shows whether it is the same as before. */
  readonly hash: string;
  readonly charset: 'utf-8' | 'utf-16' | 'windows-1252';
}

/** Octets of a file. */
const LARGEST = 64 * 1024 * 1024;
const delimiters = [',', ';', '\t', '|'];

function failed(file: string, why: string): CommandError {
  return new CommandError(exitCodes.failed, `${file}: ${why}`);
}

/** The octets of a file. @throws CommandError where it cannot be read or has more than 64 MiB */
function octetsOf(file: string): Buffer {
  try {
    if (statSync(file).size > LARGEST) throw failed(file, 'is larger than 64 MiB');
    return readFileSync(file);
  } catch (error) {
    throw error instanceof CommandError ? error : failed(file, (error as Error).message);
  }
}

/** By its byte order mark; without one it is UTF-8, or else what Windows writes in the west. */
function decode(octets: Buffer): { text: string; charset: Table['charset'] } {
  const [first, second] = octets;
  if (first === 0xff && second === 0xfe)
    return { text: new TextDecoder('utf-16le').decode(octets), charset: 'utf-16' };
  if (first === 0xfe && second === 0xff)
    return { text: new TextDecoder('utf-16be').decode(octets), charset: 'utf-16' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(octets), charset: 'utf-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(octets), charset: 'windows-1252' };
  }
}

/** The delimiter that stands most often in the first line, outside of quotes. */
function delimiterOf(text: string): string {
  const [head = ''] = text.replace(/"(?:[^"]|"")*"/g, '').split(/\r?\n/, 1);
  const counts = delimiters.map(delimiter => head.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** A record of the CSV parser; `info.lines` is the line on which it ends, from 1. */
interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/** Line ends inside quoted fields: a record with them ends on a later line than it begins. */
function linesWithin(record: readonly string[]): number {
  return record.reduce((sum, field) => sum + field.split('\n').length - 1, 0);
}

/** The records of the text. @throws CommandError at a quote that does not end */
function records(text: string, delimiter: string, file: string): Parsed[] {
  try {
    return parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_records_with_empty_values: true,
    }) as unknown as Parsed[];
  } catch (error) {
    throw failed(file, error instanceof Error ? error.message : String(error));
  }
}

/** Excel may begin a file with `sep=;`. Such a line counts, for the numbers of lines. */
function separated(text: string): { text: string; delimiter: string; before: number } {
  const [whole, own = ''] = /^sep=(.)\r?\n/i.exec(text) ?? [];
  return whole === undefined
    ? { text, delimiter: delimiterOf(text), before: 0 }
    : { text: text.slice(whole.length), delimiter: own, before: 1 };
}

/**
 * Reads it whole. The first row names the columns.
 * @throws CommandError where it cannot be read, or has no rows
 */
export function readTable(file: string): Table {
  const octets = octetsOf(file);
  const { text: whole, charset } = decode(octets);
  const { text, delimiter, before } = separated(whole);
  const [head, ...rows] = records(text, delimiter, file);
  if (head === undefined) throw failed(file, 'is empty');
  if (rows.length === 0) throw failed(file, 'has no row behind the one that names the columns');
  return {
    columns: head.record.map(name => name.trim()),
    rows: rows.map(({ record, info }) => ({
      line: info.lines + before - linesWithin(record),
      fields: record.map(field => field.trim()),
    })),
    delimiter,
    charset,
    hash: createHash('sha256').update(octets).digest('hex'),
  };
}
