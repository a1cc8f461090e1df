/** For tests: a terminal on a real TCP connection that waits for a modem's output, never for time. */

import { connect, type Socket } from 'node:net';

export interface TestTerminal {
  write(octets: string): void;
  /** Resolves with everything received up to and with the first match; fails when the line ends before. */
  until(pattern: RegExp): Promise<string>;
  /** A command line up to its final result code. */
  command(line: string): Promise<string>;
  /** Resolves when the other side ended the line, with what was not read yet. */
  ended(): Promise<string>;
  close(): void;
}

/** Rejects when nothing listens. */
export async function dial(port: number): Promise<TestTerminal> {
  const socket = connect(port, '127.0.0.1');
  socket.setEncoding('latin1');
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  return terminalOn(socket);
}

function terminalOn(socket: Socket): TestTerminal {
  let received = '';
  let ended = false;
  let look = () => {};
  socket.on('data', (octets: string) => {
    received += octets;
    look();
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    ended = true;
    look();
  });
  const until = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      look = () => {
        const match = pattern.exec(received);
        if (match) {
          const text = received.slice(0, match.index + match[0].length);
          received = received.slice(text.length);
          resolve(text);
        } else if (ended) reject(new Error(`the line ended before ${pattern}: ${JSON.stringify(received)}`));
      };
      look();
    });
  return {
    write: octets => socket.write(octets, 'latin1'),
    until,
    command: line => {
      socket.write(`${line}\r`, 'latin1');
      return until(/\r\n(OK|ERROR|\+CM[ES] ERROR: \w+)\r\n/);
    },
    ended: () =>
      new Promise(resolve => {
        look = () => {
          if (ended) resolve(received);
        };
        look();
      }),
    close: () => socket.destroy(),
  };
}
