/** Rows on their way from a request to the store: in a file without a name, so that nothing is left whatever ends the process. */
import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export class Spool<Row> {
  readonly #file: FileHandle;
  #count = 0;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** @param folder where there is room for it */
  static async open<Row>(folder: string): Promise<Spool<Row>> {
    const path = join(folder, `spool-${randomBytes(8).toString('hex')}`);
    const file = await open(path, 'wx+', 0o600);
    await rm(path, { force: true });
    return new Spool<Row>(file);
  }

  get count(): number {
    return this.#count;
  }

  async add(rows: readonly Row[]): Promise<void> {
    if (rows.length === 0) return;
    this.#count += rows.length;
    await this.#file.appendFile(rows.map(row => `${JSON.stringify(row)}\n`).join(''));
  }

  /** In their order, at most `size` at a time. Once. */
  async *read(size: number): AsyncGenerator<Row[]> {
    const lines = createInterface({ input: this.#file.createReadStream({ start: 0, autoClose: false }) });
    let rows: Row[] = [];
    for await (const line of lines) {
      rows.push(JSON.parse(line) as Row);
      if (rows.length < size) continue;
      yield rows;
      rows = [];
    }
    if (rows.length > 0) yield rows;
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
