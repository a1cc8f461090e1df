/** The TCP side of one virtual modem: a listener that serves one terminal at a time. */

import { createServer, type Server, type Socket } from 'node:net';
import { type Impairment, type ImpairmentTools, impair } from './impairments.ts';
import { type Conversation, openConversation, type Talk } from './module/conversation.ts';

/** State of the address while the module is unplugged: nothing that listens, or a line that ends at once. */
export type UnpluggedListener = 'refuses' | 'closes';

/** A modem's line, as the bank controls it. */
export interface Listener {
  readonly host: string;
  readonly port: number;
  /** Takes effect with the next octet; an empty list is a clean line. */
  setImpairments(impairments: readonly Impairment[]): void;
  unplug(listener: UnpluggedListener): Promise<void>;
  plug(): Promise<void>;
  /** Ends the present connection, if there is one. */
  drop(): void;
  close(): Promise<void>;
}

/** Where to listen, and for which modem. */
export interface ListenerOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly talk: Talk;
  readonly tools: ImpairmentTools;
}

/** Octets that may wait for a terminal that does not read. */
const MOST_WAITING = 1_000_000;

interface Connection {
  readonly socket: Socket;
  readonly conversation: Conversation;
}

interface State {
  readonly options: ListenerOptions;
  readonly server: Server;
  impairments: readonly Impairment[];
  unplugged: boolean;
  connection: Connection | undefined;
  /** The chain of filters to write through; replaced when impairments change. */
  toTerminal: (octets: string) => void;
  toModule: (octets: string) => void;
}

/** Rejects when the address is in use. */
export async function listen(options: ListenerOptions): Promise<Listener> {
  const state: State = {
    options,
    server: createServer({ noDelay: true }),
    impairments: [],
    unplugged: false,
    connection: undefined,
    toTerminal: () => {},
    toModule: () => {},
  };
  state.server.on('connection', socket => accept(state, socket));
  const port = await bind(state.server, options.host, options.port);
  return {
    host: options.host,
    port,
    setImpairments: impairments => {
      state.impairments = impairments;
      chainFilters(state);
    },
    unplug: unpluggedListener => unplug(state, unpluggedListener),
    plug: () => plug(state, port),
    drop: () => state.connection?.socket.destroy(),
    close: () => closeServer(state),
  };
}

function bind(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function accept(state: State, socket: Socket): void {
  socket.on('error', () => {}); // a reset is a way to hang up; 'close' follows
  if (state.unplugged) socket.destroy();
  else if (state.connection) setImmediate(() => acceptLate(state, socket));
  else serve(state, socket);
}

/** The line may have become free in the same turn, when a terminal was restarted; else the second one is turned away. */
function acceptLate(state: State, socket: Socket): void {
  if (state.connection === undefined && !state.unplugged) {
    serve(state, socket);
    return;
  }
  socket.write('\r\nPort already in use\r\n');
  socket.destroySoon();
}

function serve(state: State, socket: Socket): void {
  socket.setEncoding('latin1');
  const conversation = openConversation(state.options.talk, {
    write: octets => state.toTerminal(octets),
    congested: () => socket.writableLength > MOST_WAITING,
    drop: () => setImmediate(() => socket.end()), // behind the last output
  });
  const connection = { socket, conversation };
  state.connection = connection;
  chainFilters(state);
  socket.on('data', (octets: string) => state.toModule(octets));
  const hangUp = () => {
    if (state.connection !== connection) return;
    state.connection = undefined;
    conversation.close();
  };
  socket.on('end', hangUp);
  socket.on('close', hangUp);
}

function chainFilters(state: State): void {
  const { impairments, connection, options } = state;
  if (connection === undefined) return;
  const { socket, conversation } = connection;
  const write = (octets: string) => {
    if (socket.writable) socket.write(octets, 'latin1');
  };
  const sink = impairments.length === 0 ? gathered(write) : write;
  state.toTerminal = impair(impairments, 'toTerminal', options.tools, sink);
  state.toModule = impair(impairments, 'toModule', options.tools, octets => {
    if (state.connection === connection) conversation.receive(octets);
  });
}

/** Output of one turn leaves as one packet: half the system calls of a busy bank. */
function gathered(write: (octets: string) => void): (octets: string) => void {
  let waiting = '';
  return octets => {
    if (waiting === '') {
      setImmediate(() => {
        write(waiting);
        waiting = '';
      });
    }
    waiting += octets;
  };
}

async function unplug(state: State, listener: UnpluggedListener): Promise<void> {
  if (state.unplugged) return;
  state.unplugged = true;
  if (listener === 'refuses') await closeServer(state);
  else state.connection?.socket.destroy();
}

async function plug(state: State, port: number): Promise<void> {
  state.unplugged = false;
  if (!state.server.listening) await bind(state.server, state.options.host, port);
}

function closeServer(state: State): Promise<void> {
  return new Promise(resolve => {
    state.server.close(() => resolve());
    state.connection?.socket.destroy();
  });
}
