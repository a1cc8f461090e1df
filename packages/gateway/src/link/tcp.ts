import { createConnection, type Socket } from 'node:net';
import type { Clock } from '../clock.ts';
import { LinkError } from '../errors.ts';
import { Inbox, type Link, type LinkReceiver } from './link.ts';

/** How long opening may take, in milliseconds. */
export const OPEN_DEADLINE = 10_000;

export interface TcpOptions {
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
}

/** Connects to a modem behind a terminal server or simulator. Throws LinkError when refused or after `OPEN_DEADLINE`. */
export function openTcp({ host, port, clock }: TcpOptions): Promise<Link> {
  const name = `${host}:${port}`;
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host, port, noDelay: true });
    const inbox = new Inbox();
    const cancel = clock.after(OPEN_DEADLINE, () => refuse(`no answer within ${OPEN_DEADLINE / 1000} s`));
    const refuse = (reason: string) => {
      cancel();
      socket.destroy();
      reject(new LinkError(name, reason));
    };
    let fault = 'the other side closed the connection';
    socket.on('data', chunk => inbox.bytes(chunk));
    socket.on('error', error => {
      fault = error.message;
      refuse(error.message);
    });
    socket.on('close', () => inbox.closed(fault));
    socket.once('connect', () => {
      cancel();
      resolve(linkOf(socket, name, inbox));
    });
  });
}

function linkOf(socket: Socket, name: string, inbox: Inbox): Link {
  return {
    name,
    attach: (receiver: LinkReceiver) => inbox.attach(receiver),
    write: bytes => void socket.write(bytes),
    close: () =>
      new Promise(resolve => {
        if (socket.closed) resolve();
        else socket.once('close', () => resolve());
        socket.destroy();
      }),
  };
}
