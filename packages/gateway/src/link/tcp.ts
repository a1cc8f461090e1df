import { createConnection, type Socket } from 'node:net';
import type { Clock } from '@simgate/daemon';
import { LinkError } from '../errors.ts';
import { Inbox, type Link, type LinkReceiver } from './link.ts';
import { WriteWatch } from './write-watch.ts';

/** How long opening may take, in milliseconds. */
export const OPEN_DEADLINE = 10_000;
/** Silence after which the kernel asks whether the other side still lives, in milliseconds. */
const KEEP_ALIVE = 60_000;

export interface TcpOptions {
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
}

/** Connects to a modem behind a terminal server or simulator. Throws LinkError when refused or after `OPEN_DEADLINE`. */
export function openTcp({ host, port, clock }: TcpOptions): Promise<Link> {
  const name = `${host}:${port}`;
  return new Promise((resolve, reject) => {
    const socket = createConnection({
      ...{ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE },
    });
    const link = new TcpLink(name, socket, clock);
    const cancel = clock.after(OPEN_DEADLINE, () => refuse(`no answer within ${OPEN_DEADLINE / 1000} s`));
    const refuse = (reason: string) => {
      cancel();
      socket.destroy();
      reject(new LinkError(name, reason));
    };
    socket.once('error', error => refuse(error.message));
    socket.once('connect', () => {
      cancel();
      resolve(link);
    });
  });
}

class TcpLink implements Link {
  readonly name: string;
  readonly #socket: Socket;
  readonly #inbox = new Inbox();
  readonly #watch: WriteWatch;
  #fault = 'the other side closed the connection';

  constructor(name: string, socket: Socket, clock: Clock) {
    this.name = name;
    this.#socket = socket;
    this.#watch = new WriteWatch(clock, reason => this.#end(reason));
    socket.on('error', error => {
      this.#fault = error.message;
    });
    socket.on('close', () => {
      this.#watch.stop();
      this.#inbox.closed(this.#fault);
    });
  }

  attach(receiver: LinkReceiver): void {
    this.#inbox.attach(receiver);
    this.#socket.on('data', chunk => this.#take(chunk));
  }

  write(bytes: Uint8Array): void {
    if (this.#socket.destroyed) return;
    this.#watch.began(bytes.length);
    // Copied: the kernel may take it later.
    this.#socket.write(Uint8Array.from(bytes), () => this.#watch.ended(bytes.length));
  }

  close(): Promise<void> {
    return new Promise(resolve => {
      if (this.#socket.closed) resolve();
      else this.#socket.once('close', () => resolve());
      this.#end('the connection was closed');
    });
  }

  #take(chunk: Buffer): void {
    const hold = this.#inbox.bytes(chunk);
    if (!(hold instanceof Promise)) return;
    this.#socket.pause();
    const resume = () => void this.#socket.resume();
    hold.then(resume, resume);
  }

  #end(reason: string): void {
    this.#fault = reason;
    this.#socket.destroy();
  }
}
