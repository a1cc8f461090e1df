/** A CSV file as a table; the parser is loaded when a file is chosen. */
import type { Table } from './recipients.ts';

const MOST_BYTES = 20_000_000;

/**
 * @throws Error where the file is over 20 MB or has no table
 * The first line names the columns; a row that is empty is left out. The file is read as UTF-8.
 */
export async function readTable(file: File): Promise<Table> {
  if (file.size > MOST_BYTES) throw new Error('large');
  const [{ default: papa }, text] = await Promise.all([import('papaparse'), file.text()]);
  const { data, meta } = papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: 'greedy' });
  const columns = meta.fields ?? [];
  if (columns.length === 0 || data.length === 0) throw new Error('empty');
  return { name: file.name, columns, rows: data };
}
