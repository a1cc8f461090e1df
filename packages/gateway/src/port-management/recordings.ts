/** The recordings of AT conversations, as files of the data folder. */
import { createReadStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface Recording {
  /** Of the file: port-3.at, or port-3.at.1 for the one before. */
  readonly name: string;
  readonly port: number;
  /** Octets. */
  readonly size: number;
  /** When a line was written last, in milliseconds since 1970. */
  readonly changedAt: number;
}

const NAME = /^port-(\d{1,2})\.at(\.1)?$/;

/** Whether a name is one of a recording: no other file of the folder can be reached by it. */
function isRecordingName(name: string): boolean {
  return NAME.test(name);
}

export class Recordings {
  readonly #folder: string;

  /** @param dataFolder of the gateway */
  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, 'transcripts');
  }

  /** By port, the present one before the older one. */
  async list(): Promise<Recording[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const found = await Promise.all(names.filter(isRecordingName).map(name => this.find(name)));
    return found
      .filter(one => one !== undefined)
      .toSorted((one, other) => one.port - other.port || one.name.length - other.name.length);
  }

  /** Undefined where there is none of this name. */
  async find(name: string): Promise<Recording | undefined> {
    const port = NAME.exec(name)?.[1];
    if (port === undefined) return undefined;
    try {
      const { size, mtimeMs } = await stat(join(this.#folder, name));
      return { name, port: Number(port), size, changedAt: Math.round(mtimeMs) };
    } catch {
      return undefined;
    }
  }

  /** Its octets, read on demand. */
  read({ name, size }: Recording): AsyncIterable<Uint8Array> {
    // As long as it was when it was asked for: a recording that goes on would have no end.
    return size === 0 ? nothing() : createReadStream(join(this.#folder, name), { end: size - 1 });
  }

  /** False where there is none. One that goes on begins anew. */
  async remove(name: string): Promise<boolean> {
    if ((await this.find(name)) === undefined) return false;
    await rm(join(this.#folder, name), { force: true });
    return true;
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
