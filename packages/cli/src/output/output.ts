/** Where a command writes: data on standard output, all else on standard error. */
import { type ColourChoice, isColoured, type Paint, painter, type Style } from './colour.ts';
import { oneLine } from './shown-text.ts';
import { type Column, renderTabLine, renderTable } from './table.ts';

/** The form of the output: for people, one JSON document, or JSON lines. */
export type Format = 'text' | 'json' | 'jsonl';

/** Options of the output. */
export interface OutputOptions {
  readonly json?: boolean;
  readonly jsonl?: boolean;
  readonly color?: ColourChoice;
}

interface Streams {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** Cells of a line where the terminal has no width. */
const USUAL_WIDTH = 80;

/** The output of a command: data on standard output, notes on standard error. */
export class Output {
  readonly format: Format;
  /** Whether a person reads standard output. */
  readonly isTerminal: boolean;
  /** Whether a person reads standard error: progress is shown then. */
  readonly showsProgress: boolean;
  readonly paint: Paint;
  readonly #paintNote: Paint;
  readonly #streams: Streams;
  #progress = '';

  constructor(
    { json, jsonl, color = 'auto' }: OutputOptions,
    environment: NodeJS.ProcessEnv,
    streams: Streams = process,
  ) {
    this.format = json === true ? 'json' : jsonl === true ? 'jsonl' : 'text';
    this.#streams = streams;
    this.isTerminal = streams.stdout.isTTY === true && this.format === 'text';
    this.showsProgress = streams.stderr.isTTY === true;
    this.paint = painter(this.format === 'text' && isColoured(color, streams.stdout, environment));
    this.#paintNote = painter(isColoured(color, streams.stderr, environment));
  }

  get width(): number {
    return this.#streams.stdout.columns || USUAL_WIDTH;
  }

  /** Data as it is. */
  write(text: string): void {
    this.#clearProgress();
    this.#streams.stdout.write(text);
    this.#drawProgress();
  }

  /**
   * A list. In JSON it is one document with the list under its key of the API.
   * @param empty shown to a person where there is no row
   */
  list<Row>(
    key: string,
    rows: readonly Row[],
    columns: readonly Column<Row>[],
    empty: string,
    beside: object = {},
  ): void {
    if (this.format === 'json') this.document({ ...beside, [key]: rows });
    else if (this.format === 'jsonl') for (const row of rows) this.line(row);
    else if (!this.isTerminal) for (const row of rows) this.write(renderTabLine(row, columns));
    else if (rows.length === 0) this.note(empty);
    else this.write(renderTable(rows, columns, this.width, this.paint));
  }

  /** One row of a list that goes on; at a terminal a line that the caller has made. */
  row<Row>(row: Row, columns: readonly Column<Row>[], forPeople: string): void {
    if (this.format !== 'text') this.line(row);
    else this.write(this.isTerminal ? `${forPeople}\n` : renderTabLine(row, columns));
  }

  /** One thing: its facts, each in a line with its name. */
  facts<Thing>(thing: Thing, columns: readonly Column<Thing>[]): void {
    if (this.format === 'json') this.document(thing);
    else if (this.format === 'jsonl') this.line(thing);
    else this.#factLines(thing, columns);
  }

  #factLines<Thing>(thing: Thing, columns: readonly Column<Thing>[]): void {
    const shown = columns.filter(({ forProgramsOnly }) => forProgramsOnly !== true || !this.isTerminal);
    const longest = Math.max(...shown.map(({ title }) => title.length));
    for (const column of shown) {
      const { title, value } = column;
      if (!this.isTerminal) this.write(renderTabLine(thing, [{ title, value: () => title }, column]));
      else {
        const text = oneLine(column.shown?.(thing) ?? String(value(thing) ?? ''));
        if (text !== '')
          this.write(
            `${this.paint('dim', title.padEnd(longest))}  ${this.paint(column.style?.(thing), text)}\n`,
          );
      }
    }
  }

  /** One document of JSON: readable lines for a person, one line for a program. */
  document(value: unknown): void {
    this.write(`${JSON.stringify(value, undefined, this.#streams.stdout.isTTY === true ? 2 : undefined)}\n`);
  }

  line(value: unknown): void {
    this.write(`${JSON.stringify(value)}\n`);
  }

  /** A sentence for the person; programs that read the data do not see it. */
  note(text: string, style?: Style): void {
    this.#clearProgress();
    this.#streams.stderr.write(`${this.#paintNote(style, text)}\n`);
    this.#drawProgress();
  }

  /** Shows how far a long work is, in one line of a terminal that is written over. "" takes it away. */
  progress(text: string): void {
    if (!this.showsProgress) return;
    this.#clearProgress();
    this.#progress = text;
    this.#drawProgress();
  }

  #clearProgress(): void {
    if (this.#progress !== '') this.#streams.stderr.write('\r\u001b[K');
  }

  #drawProgress(): void {
    if (this.#progress !== '')
      this.#streams.stderr.write(this.#progress.slice(0, (this.#streams.stderr.columns || USUAL_WIDTH) - 1));
  }
}
