/** A TCP relay in front of a virtual modem that notes what passes and when. */
import { connect, createServer, type Socket } from 'node:net';

export interface Passing {
  readonly direction: 'toModem' | 'fromModem';
  /** `performance.now()` of this process. */
  readonly at: number;
  readonly text: string;
}

export interface WireTap {
  readonly host: string;
  readonly port: number;
  /** Everything that has passed so far; emptied by `clear`. */
  passed(): readonly Passing[];
  clear(): void;
  /** The next thing to pass that is as wanted. */
  next(direction: Passing['direction'], wanted: RegExp): Promise<Passing>;
  close(): Promise<void>;
}

interface Waiter {
  readonly direction: Passing['direction'];
  readonly wanted: RegExp;
  readonly resolve: (passing: Passing) => void;
}

/** Relays one modem's port; every chunk goes on unchanged. */
export async function openWireTap(modem: { readonly host: string; readonly port: number }): Promise<WireTap> {
  let passed: Passing[] = [];
  let waiting: Waiter[] = [];
  const sockets = new Set<Socket>();
  const note = (direction: Passing['direction'], chunk: Buffer): void => {
    const passing = { direction, at: performance.now(), text: chunk.toString('latin1') };
    passed.push(passing);
    waiting = waiting.filter(waiter => {
      const isIt = waiter.direction === direction && waiter.wanted.test(passing.text);
      if (isIt) waiter.resolve(passing);
      return !isIt;
    });
  };
  const relay = (from: Socket, to: Socket, direction: Passing['direction']): void => {
    sockets.add(from);
    from.on('data', chunk => {
      note(direction, chunk);
      to.write(chunk);
    });
    from.on('error', () => {}); // 'close' follows
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
  };
  const server = createServer({ noDelay: true }, terminal => {
    const module = connect({ ...modem, noDelay: true });
    relay(terminal, module, 'toModem');
    relay(module, terminal, 'fromModem');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    host: '127.0.0.1',
    port: typeof address === 'object' && address !== null ? address.port : 0,
    passed: () => passed,
    clear: () => {
      passed = [];
    },
    next: (direction, wanted) => new Promise(resolve => waiting.push({ direction, wanted, resolve })),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
