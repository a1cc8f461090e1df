/** Lists of rows: a table at a terminal, tab separated lines elsewhere. */
import width from 'fast-string-truncated-width';
import type { Paint, Style } from './colour.ts';
import { oneLine, tabField } from './shown-text.ts';

/** A column of a table. */
export interface Column<Row> {
  readonly title: string;
  /** The value for programs, as the API has it; none is written as "". */
  readonly value: (row: Row) => string | number | boolean | null | undefined;
  /** The same for people, where they read it otherwise. */
  readonly shown?: (row: Row) => string;
  readonly style?: (row: Row) => Style | undefined;
  /** Gives up width first; without such a column it is the last one. */
  readonly mayShrink?: boolean;
  readonly align?: 'right';
  /** Left out where the terminal is too narrow for the table; the last such column goes first. */
  readonly mayGo?: boolean;
  /** Left out of the table for people. */
  readonly forProgramsOnly?: boolean;
}

const GAP = '  ';
const ELLIPSIS = '…';
/** Cells; a column is not made narrower. */
const LEAST_WIDTH = 8;

/** The text of a cell for people, in one line and without control characters. */
function shownValue<Row>(column: Column<Row>, row: Row): string {
  return oneLine(column.shown?.(row) ?? String(column.value(row) ?? ''));
}

/** Cells of a terminal that a text fills: wide characters of East Asia and emoji take two. */
function cellsOf(text: string): number {
  return width(text).width;
}

/** The text, or as much of it as fits into `limit` cells with the ellipsis that marks the cut. */
function cut(text: string, limit: number): string {
  const { truncated, index } = width(text, { limit, ellipsis: ELLIPSIS, ellipsisWidth: 1 });
  return truncated ? `${text.slice(0, index)}${ELLIPSIS}` : text;
}

/** Takes away from what may shrink until the table fits; a terminal that is too narrow for that wraps lines. */
function fitted(widths: readonly number[], shrinks: readonly boolean[], most: number): number[] {
  let over = lineOf(widths) - most;
  return widths.map((one, index) => {
    if (over <= 0 || shrinks[index] !== true) return one;
    const less = Math.min(over, Math.max(0, one - LEAST_WIDTH));
    over -= less;
    return one - less;
  });
}

/** Cells of a line whose columns have these widths. */
function lineOf(widths: readonly number[]): number {
  return widths.reduce((a, b) => a + b, 0) + GAP.length * (widths.length - 1);
}

/** The columns that a table of so many cells has room for, each as wide as it has to be. */
function withRoom<Row>(columns: readonly Column<Row>[], rows: readonly Row[], most: number): Column<Row>[] {
  const kept = columns.map(column => {
    const cells = [column.title, ...rows.map(row => shownValue(column, row))].map(cellsOf);
    const wanted = Math.max(...cells);
    return { column, least: column.mayShrink === true ? Math.min(wanted, LEAST_WIDTH) : wanted };
  });
  for (;;) {
    const goes = kept.findLastIndex(({ column }) => column.mayGo === true);
    if (goes < 0 || lineOf(kept.map(({ least }) => least)) <= most) return kept.map(({ column }) => column);
    kept.splice(goes, 1);
  }
}

/** Fills a text with spaces to a number of cells; a longer one stays as it is. */
function padded(text: string, cells: number, align: 'right' | undefined): string {
  const fill = ' '.repeat(Math.max(0, cells - cellsOf(text)));
  return align === 'right' ? fill + text : text + fill;
}

/**
 * A table with a head line.
 * @param most cells of a line
 */
export function renderTable<Row>(
  rows: readonly Row[],
  all: readonly Column<Row>[],
  most: number,
  paint: Paint,
): string {
  const forPeople = all.filter(column => column.forProgramsOnly !== true);
  const columns = withRoom(forPeople, rows, most);
  const titles = columns.map(({ title }) => title.toUpperCase());
  const texts = rows.map(row => columns.map(column => shownValue(column, row)));
  const wanted = titles.map((title, at) =>
    Math.max(cellsOf(title), ...texts.map(line => cellsOf(line[at] ?? ''))),
  );
  const anyShrinks = columns.some(({ mayShrink }) => mayShrink === true);
  const shrinks = columns.map(({ mayShrink }, at) =>
    anyShrinks ? mayShrink === true : at === columns.length - 1,
  );
  const widths = fitted(wanted, shrinks, most);
  const line = (cells: readonly string[], styleOf: (at: number) => Style | undefined): string =>
    cells
      .map((cell, at) => {
        const cells = widths[at] ?? 0;
        return paint(styleOf(at), padded(cut(cell, cells), cells, columns[at]?.align));
      })
      .join(GAP)
      .trimEnd();
  return [
    line(titles, () => 'dim'),
    ...texts.map((cells, row) => line(cells, at => columns[at]?.style?.(rows[row] as Row))),
  ]
    .map(each => `${each}\n`)
    .join('');
}

/** One line for a program: every column, nothing cut, no head. */
export function renderTabLine<Row>(row: Row, columns: readonly Column<Row>[]): string {
  return `${columns.map(column => tabField(String(column.value(row) ?? ''))).join('\t')}\n`;
}
