/** Command lines in the process of a test: over real HTTP to a peer that answers by a table, at a terminal or through pipes. */
import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { run } from './main.ts';

/** By method and path, such as `GET /v1/ports`; a list answers one request after another, and its last one stays. */
export type Answers = Readonly<Record<string, object | readonly object[]>>;

export interface Ran {
  /** Standard output. */
  readonly out: string;
  /** Standard error. */
  readonly err: string;
  readonly code: number;
  /** The requests: method, path with query, and body. */
  readonly asked: readonly string[];
}

export interface RunOptions {
  /** Cells of the terminal that reads standard output; absent: it is a pipe. */
  readonly columns?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A gateway that answers by tables. */
export class Peer {
  readonly #server: Server;
  #answers = new Map<string, object[]>();
  #asked: string[] = [];

  constructor() {
    this.#server = createServer(async (request, response) => {
      let body = '';
      for await (const piece of request.setEncoding('utf8')) body += piece;
      const target = decodeURIComponent(request.url ?? '');
      this.#asked.push(`${request.method} ${target} ${body}`.trim());
      const left = this.#answers.get(`${request.method} ${target.split('?', 1)[0]}`) ?? [];
      const answer = left.length > 1 ? left.shift() : left[0];
      const status = answer === undefined ? 404 : 200;
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(JSON.stringify(answer ?? { error: 'There is no such thing here.' }));
    });
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** Runs a command line against this gateway. */
  async run(words: readonly string[], answers: Answers = {}, options: RunOptions = {}): Promise<Ran> {
    const { port } = this.#server.address() as AddressInfo;
    this.#answers = new Map(
      Object.entries(answers).map(([name, given]) => [name, Array.isArray(given) ? [...given] : [given]]),
    );
    this.#asked = [];
    const kept = { ...process.env };
    const { environment = {} } = options;
    const url = `http://127.0.0.1:${port}`;
    Object.assign(process.env, {
      ...{ SIMGATE_URL: url, SIMGATE_TOKEN: 'T', SIMGATE_DEVICE: 'simgate' },
      ...{ XDG_CONFIG_HOME: '/nowhere', NO_COLOR: '1', TZ: 'UTC', LC_ALL: 'C' },
      ...environment,
    });
    try {
      const printed = await intercepted(options.columns, () => run(['node', 'simgate', ...words]));
      const out = printed.out.replaceAll(url, 'http://gateway');
      return { out, err: printed.err, code: Number(process.exitCode ?? 0), asked: this.#asked };
    } finally {
      process.env = kept;
      process.exitCode = undefined;
    }
  }
}

/** Standard output and standard error. */
export type Printed = Pick<Ran, 'out' | 'err'>;
type Kept = { -readonly [Name in keyof Printed]: Printed[Name] };

/** The text of the command whose work is going on. Whatever else writes meanwhile is the test runner. */
const printing = new AsyncLocalStorage<Kept>();

/**
 * Keeps the text that `work` writes to both streams.
 * @param columns cells of the terminal that reads standard output; undefined: it is a pipe
 */
export async function intercepted(
  columns: number | undefined,
  work: () => Promise<unknown>,
): Promise<Printed> {
  const kept: Kept = { out: '', err: '' };
  const streams = [
    ['out', process.stdout],
    ['err', process.stderr],
  ] as const;
  const before = streams.map(([, { write, isTTY, columns: cells }]) => ({ write, isTTY, columns: cells }));
  for (const [name, stream] of streams) {
    const write = stream.write.bind(stream) as (piece: string | Uint8Array) => boolean;
    Object.assign(stream, {
      isTTY: name === 'out' && columns !== undefined,
      columns: columns ?? 80,
      write: (piece: string | Uint8Array) => {
        const command = printing.getStore();
        if (command === undefined) return write(piece);
        command[name] += piece;
        return true;
      },
    });
  }
  try {
    await printing.run(kept, work);
  } finally {
    for (const [at, [, stream]] of streams.entries()) Object.assign(stream, before[at]);
    process.stdout.removeAllListeners('error');
  }
  return kept;
}

/** A command line, and all that is seen of it. */
export interface CommandRow {
  readonly words: string;
  readonly answers?: Answers;
  /** 0 where absent. */
  readonly code?: number;
  readonly asked?: readonly string[];
  /** Lines of standard output at a terminal of 120 columns, and through a pipe. */
  readonly terminal?: readonly string[];
  readonly pipe?: readonly string[];
  /** Lines of standard error at a terminal. */
  readonly notes?: readonly string[];
}

/** A user id that the command draws for a message that has none. */
const DRAWN = /"user_id":\d{4,}/;

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** A test for each row, at a terminal and through a pipe. */
export function testCommands(rows: readonly CommandRow[], environment: RunOptions['environment'] = {}): void {
  const peer = new Peer();
  before(() => peer.listen());
  after(() => peer.close());
  for (const { words, answers, code = 0, asked = [], terminal = [], pipe = [], notes = [] } of rows)
    test(`simgate ${words}`, async () => {
      const seen = await peer.run(words.split(' '), answers, { columns: 120, environment });
      assert.deepEqual([linesOf(seen.out), linesOf(seen.err), seen.code], [terminal, notes, code]);
      const requests = seen.asked.map(line => line.replace(DRAWN, '"user_id":DRAWN'));
      assert.deepEqual(requests, asked);
      const piped = await peer.run(words.split(' '), answers, { environment });
      assert.deepEqual([linesOf(piped.out), piped.code], [pipe, code]);
    });
}
