/** How `simgate trigger` speaks to `simgate listen`: a socket that only the same user can open. */
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** A wish of `simgate trigger` to the listener of this machine. */
export interface Wish {
  readonly kind: string;
}

/** The answer of the listener. */
export interface Fulfilled {
  readonly id: string;
  readonly answers: readonly {
    readonly url: string;
    readonly status: number;
    readonly milliseconds: number;
    readonly trouble: string;
  }[];
}

/** Octets of a line; a wish is short. */
const LONGEST_LINE = 4096;
const OWN_FOLDER = 0o700;

/** One listener for each gateway and user. */
export function mailboxOf(gatewayUrl: string, environment: NodeJS.ProcessEnv): string {
  const runtime = environment.XDG_RUNTIME_DIR;
  const folder = join(
    runtime === undefined || runtime === '' ? tmpdir() : runtime,
    `simgate-${userInfo().uid}`,
  );
  mkdirSync(folder, { recursive: true, mode: OWN_FOLDER });
  chmodSync(folder, OWN_FOLDER);
  return join(folder, `listen-${createHash('sha256').update(gatewayUrl).digest('hex').slice(0, 16)}.sock`);
}

/** The first line that comes; undefined where none does, or one without end. */
function firstLine(socket: Socket): Promise<string | undefined> {
  return new Promise(resolve => {
    let text = '';
    socket.setEncoding('utf8').on('data', piece => {
      text += piece;
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
      else if (text.length > LONGEST_LINE) resolve(undefined);
    });
    socket.once('close', () => resolve(undefined));
  });
}

/** Answers one wish of a line, and closes the connection. A line that is too long or no JSON gets no answer. */
async function serve(socket: Socket, fulfil: (wish: Wish) => Promise<Fulfilled>): Promise<void> {
  try {
    const line = await firstLine(socket);
    if (line !== undefined) socket.end(`${JSON.stringify(await fulfil(JSON.parse(line) as Wish))}\n`);
    else socket.destroy();
  } catch {
    socket.destroy();
  }
}

/**
 * Opens it.
 * @throws where another listener has it
 */
export async function openMailbox(file: string, fulfil: (wish: Wish) => Promise<Fulfilled>): Promise<Server> {
  if (await isServed(file)) throw new Error('another simgate listen runs for this gateway');
  rmSync(file, { force: true });
  const server = createServer(socket => {
    socket.on('error', () => socket.destroy());
    void serve(socket, fulfil);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(file, resolve);
  });
  return server;
}

/** A connection to the socket; undefined where nobody listens, though the file may be left from before. */
function opened(file: string): Promise<Socket | undefined> {
  return new Promise(resolve => {
    const socket = connect(file);
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(undefined));
  });
}

async function isServed(file: string): Promise<boolean> {
  const socket = await opened(file);
  socket?.destroy();
  return socket !== undefined;
}

/** Asks the listener; undefined where none runs. */
export async function wish(file: string, wanted: Wish): Promise<Fulfilled | undefined> {
  const socket = await opened(file);
  if (socket === undefined) return undefined;
  socket.on('error', () => socket.destroy());
  socket.write(`${JSON.stringify(wanted)}\n`);
  const line = await firstLine(socket);
  socket.destroy();
  return line === undefined ? undefined : (JSON.parse(line) as Fulfilled);
}
