/** A backup that is made for one reader: copied beside the store, read once, removed. */
import { existsSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '@simgate/daemon';
import type { Settings } from '@simgate/daemon/store';
import { backUpBeside } from './backup-worker.ts';

/** Under which the time of the last one is stored. */
const KEY = 'lastBackup';
/** One name, so that what a crash leaves is found and removed. */
const FILE = 'download.backup';
const PIECE = 65_536;

export interface MadeBackup {
  /** When it was made, in milliseconds since 1970. */
  readonly madeAt: number;
  /** Octets, read on demand; the copy is gone when the last is read or the reader is. */
  readonly pieces: () => AsyncIterable<Uint8Array>;
}

export interface BackupDownloadOptions {
  readonly folder: string;
  readonly settings: Settings;
  readonly clock: Clock;
}

export class BackupDownload {
  readonly #options: BackupDownloadOptions;
  readonly #file: string;
  #busy = false;

  constructor(options: BackupDownloadOptions) {
    this.#options = options;
    this.#file = join(options.folder, FILE);
    this.#remove();
  }

  /** When the last one was read to its end, in milliseconds since 1970; undefined: none was. */
  lastAt(): number | undefined {
    const at = this.#options.settings.get(KEY);
    return typeof at === 'number' ? at : undefined;
  }

  /**
   * Copies the store. `busy` while another copy is made or read.
   * @throws StoreError where there is no room for a copy, or it is damaged
   */
  async make(): Promise<MadeBackup | 'busy'> {
    if (this.#busy) return 'busy';
    this.#busy = true;
    const { folder, clock } = this.#options;
    const madeAt = clock.now();
    try {
      this.#remove();
      await backUpBeside(folder, this.#file, madeAt);
    } catch (error) {
      this.#end();
      throw error;
    }
    return { madeAt, pieces: () => this.#read(madeAt) };
  }

  async *#read(madeAt: number): AsyncGenerator<Uint8Array> {
    const handle = await open(this.#file, 'r');
    // The name goes now, so that nothing is left whatever ends the reading.
    this.#remove();
    try {
      for (;;) {
        const { bytesRead, buffer } = await handle.read(Buffer.alloc(PIECE), 0, PIECE);
        if (bytesRead === 0) break;
        yield buffer.subarray(0, bytesRead);
      }
      await this.#options.settings.set(KEY, madeAt);
    } finally {
      await handle.close();
      this.#end();
    }
  }

  #end(): void {
    this.#busy = false;
    this.#remove();
  }

  #remove(): void {
    for (const file of [this.#file, `${this.#file}.partial`])
      if (existsSync(file)) rmSync(file, { force: true });
  }
}
