/** Command lines in the process of a test: over real HTTP to a peer that answers by a table, at a terminal or through pipes. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { run } from './main.ts';
import { intercepted, type Printed, type Terminal } from './test-terminal.ts';

export type { Keys } from './test-terminal.ts';

/** An answer, or how it is made of the body of the request. */
type Answer = object | ((body: string) => object);

/** By method and path, such as `GET /v1/ports`; a list answers one request after another, and its last one stays. */
export type Answers = Readonly<Record<string, Answer | readonly Answer[]>>;

/** An answer that is no JSON with the status 200. */
export class Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  /** Whether more may follow: the connection stays open. */
  readonly isOpen: boolean;

  constructor(status: number, type: string, body: string, isOpen = false) {
    this.status = status;
    this.type = type;
    this.body = body;
    this.isOpen = isOpen;
  }
}

/** A gateway that refuses. */
export function refusal(status: number, body: object): Reply {
  return new Reply(status, 'application/json', JSON.stringify(body));
}

/** A stream that stays open behind its events; an event of the journal has its id as that of the stream. */
export function streamOf(kind: string, events: readonly object[]): Reply {
  const texts = events.map(event => {
    const { id, kind: own = kind } = event as { id?: number; kind?: string };
    return `${id === undefined ? '' : `id: ${id}\n`}event: ${own}\ndata: ${JSON.stringify(event)}\n\n`;
  });
  return new Reply(200, 'text/event-stream', texts.join(''), true);
}

export interface Ran extends Printed {
  readonly code: number;
  /** The requests: method, path with query, and body. */
  readonly asked: readonly string[];
  /** Their idempotency keys, where they have one. */
  readonly keys: readonly string[];
}

export interface RunOptions extends Terminal {
  readonly environment?: Readonly<Record<string, string>>;
}

/** A gateway that answers by tables. */
export class Peer {
  readonly #server: Server;
  #answers = new Map<string, Answer[]>();
  #asked: string[] = [];
  #keys: string[] = [];

  constructor() {
    this.#server = createServer(async (request, response) => {
      let body = '';
      for await (const piece of request.setEncoding('utf8')) body += piece;
      const target = decodeURIComponent(request.url ?? '');
      this.#asked.push(`${request.method} ${target} ${body}`.trim());
      const { 'idempotency-key': key } = request.headers;
      if (key !== undefined) this.#keys.push(String(key));
      const {
        status,
        type,
        body: text,
        isOpen,
      } = this.#answerTo(`${request.method} ${target.split('?', 1)[0]}`, body);
      response.writeHead(status, { 'content-type': type });
      if (isOpen) response.write(text);
      else response.end(text);
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

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  #answerTo(request: string, body: string): Reply {
    const left = this.#answers.get(request) ?? [];
    const given = left.length > 1 ? left.shift() : left[0];
    const answer: object | undefined = typeof given === 'function' ? given(body) : given;
    if (answer instanceof Reply) return answer;
    return new Reply(
      answer === undefined ? 404 : 200,
      'application/json',
      JSON.stringify(answer ?? { error: 'There is no such thing here.' }),
    );
  }

  /** Runs a command line against this gateway. */
  async run(words: readonly string[], answers: Answers = {}, options: RunOptions = {}): Promise<Ran> {
    this.#answers = new Map(
      Object.entries(answers).map(([name, given]) => [name, Array.isArray(given) ? [...given] : [given]]),
    );
    this.#asked = [];
    this.#keys = [];
    const kept = { ...process.env };
    const { environment = {} } = options;
    Object.assign(process.env, {
      ...{ SIMGATE_URL: this.url, SIMGATE_TOKEN: 'T', SIMGATE_DEVICE: 'simgate' },
      ...{ XDG_CONFIG_HOME: '/nowhere', NO_COLOR: '1', TZ: 'UTC', LC_ALL: 'C' },
      ...environment,
    });
    try {
      const { out, err, waited } = await intercepted(options, () => run(['node', 'simgate', ...words]));
      const named = (text: string): string => text.replaceAll(this.url, 'http://gateway');
      const code = Number(process.exitCode ?? 0);
      return { out: named(out), err: named(err), waited, code, asked: this.#asked, keys: this.#keys };
    } finally {
      process.env = kept;
      process.exitCode = undefined;
    }
  }
}

/** A command line, and all that is seen of it. */
export interface CommandRow {
  /** Joined by blanks; a list where a word has blanks of its own. */
  readonly words: string | readonly string[];
  readonly answers?: Answers;
  /** 0 where absent. */
  readonly code?: number;
  readonly asked?: readonly string[];
  /** Lines of standard output at a terminal of 120 columns, and through a pipe. */
  readonly terminal?: readonly string[];
  readonly pipe?: readonly string[];
  /** Lines of standard error at a terminal. */
  readonly notes?: readonly string[];
  /** Milliseconds of each wait. */
  readonly waited?: readonly number[];
  /** Ctrl+C is pressed once this stands there. */
  readonly endAt?: RegExp;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A user id that the command draws for a message that has none. */
const DRAWN = /"user_id":\d{4,}/g;

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** All that is seen of a row at a terminal, in the form of the row. */
async function seenOf(peer: Peer, row: CommandRow, environment: RunOptions['environment']) {
  const { words, answers, endAt } = row;
  const list = typeof words === 'string' ? words.split(' ') : words;
  const options = { environment: { ...environment, ...row.environment }, endAt };
  const seen = await peer.run(list, answers, { ...options, columns: 120 });
  const piped = await peer.run(list, answers, options);
  return {
    asked: seen.asked.map(line => line.replace(DRAWN, '"user_id":DRAWN')),
    waited: seen.waited,
    ...{ code: seen.code, terminal: linesOf(seen.out), notes: linesOf(seen.err) },
    ...{ pipe: linesOf(piped.out), codeOfPipe: piped.code },
  };
}

/** A test for each row, at a terminal and through a pipe. */
export function testCommands(rows: readonly CommandRow[], environment: RunOptions['environment'] = {}): void {
  const peer = new Peer();
  before(() => peer.listen());
  after(() => peer.close());
  for (const row of rows)
    test(`simgate ${[row.words].flat().join(' ').slice(0, 100)}`, async () => {
      const { code = 0, asked = [], waited = [], terminal = [], pipe = [], notes = [] } = row;
      const wanted = { asked, waited, code, terminal, notes, pipe, codeOfPipe: code };
      assert.deepEqual(await seenOf(peer, row, environment), wanted);
    });
}
