/** The sockets of a fleet: one listener for each gateway, or one for all, which chooses the gateway by the path. */

import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer, type Server as NetServer, type Socket } from 'node:net';
import type { Certificates } from './certificates.ts';
import { cutConnections, type Front } from './front.ts';

/** How clients address one of the gateways. */
const addressings = ['port', 'address', 'path'] as const;
export type Addressing = (typeof addressings)[number];

/** Addresses of a fleet, and the handler of its requests. */
export interface ListenerOptions {
  readonly addressing: Addressing;
  /** Address of the listeners; the first of a row for `address`. */
  readonly host: string;
  /** Port of the first gateway, the others follow; for `address` and `path` the port of all. 0: any free ones. */
  readonly basePort: number;
  readonly fronts: readonly Front[];
  /** HTTPS; absent: HTTP. Not with `path`. */
  readonly certificates: Certificates | undefined;
  /** `path` is without the prefix of the gateway. */
  serve(front: Front, request: IncomingMessage, response: ServerResponse, path: string): void;
}

/** The listeners of a fleet. */
export interface Listeners {
  /** Base URL of a gateway, without a slash at its end. */
  urlOf(index: number): string;
  /** Listens again, or no more, as line and power of the gateway are now. Resolves when that is so. */
  follow(index: number): Promise<void>;
  close(): Promise<void>;
}

const BACKLOG = 64;
/** Of one gateway; more are dropped. */
const MOST_CONNECTIONS = 100;
/** The connection of a client that sends nothing is closed after this time, in milliseconds. */
const IDLE_TIME = 60_000;
const PATH = /^\/gateways\/(\d{1,5})(\/.*)$/;

/** Opens everything. Rejects when an address cannot be used; then nothing listens. */
export async function openListeners(options: ListenerOptions): Promise<Listeners> {
  return options.addressing === 'path' ? openByPath(options) : openBySocket(options);
}

async function openByPath({ host, basePort, fronts, serve }: ListenerOptions): Promise<Listeners> {
  const http = createHttpServer((request, response) => {
    const { url = '' } = request;
    const [, index, path = '/'] = PATH.exec(url) ?? [];
    const front = index === undefined ? undefined : fronts[Number(index)];
    if (!front) response.writeHead(404).end();
    else if (!acceptConnection(front, request.socket)) return;
    else serve(front, request, response, path);
  });
  const port = await listen(http, host, basePort);
  return {
    urlOf: index => `http://${hostPart(host)}:${port}/gateways/${index}`,
    follow: async index => void (fronts[index] && cutConnections(fronts[index], fronts[index].gateway.line)),
    close: () => shut(http, fronts),
  };
}

/** One HTTP server reads the connections of all listeners; each knows whose it is. */
function createReader({ certificates, serve }: ListenerOptions) {
  const owners = new WeakMap<Socket, Front>();
  const http = createHttpServer((request, response) => {
    const front = owners.get(request.socket);
    const { url = '/' } = request;
    if (front) serve(front, request, response, url);
  });
  return async (front: Front, socket: Socket): Promise<void> => {
    const used = certificates ? await certificates.secure(front.gateway, socket) : socket;
    if (!used) return;
    owners.set(used, front);
    http.emit('connection', used);
  };
}

async function openBySocket(options: ListenerOptions): Promise<Listeners> {
  const { addressing, certificates, host, basePort, fronts } = options;
  const read = createReader(options);
  const servers: (NetServer | undefined)[] = [];
  const places: { host: string; port: number }[] = [];
  const open = async (index: number, place: { host: string; port: number }) => {
    const front = fronts[index];
    if (!front) return;
    const server = createServer({ noDelay: true }, socket => {
      if (acceptConnection(front, socket)) void read(front, socket);
    });
    server.maxConnections = MOST_CONNECTIONS;
    const port = await listen(server, place.host, place.port);
    servers[index] = server;
    places[index] = { ...place, port };
  };
  try {
    for (const index of fronts.keys()) {
      await open(index, placeOf(addressing, host, basePort || (places[0]?.port ?? 0), basePort, index));
    }
  } catch (error) {
    await Promise.all(servers.map(server => server && shut(server, [])));
    throw error;
  }
  return {
    urlOf: index =>
      `${certificates ? 'https' : 'http'}://${hostPart(places[index]?.host ?? host)}:${places[index]?.port ?? 0}`,
    async follow(index) {
      const front = fronts[index];
      const place = places[index];
      if (!front || !place) return;
      const wanted = front.gateway.up && front.gateway.line !== 'refuses';
      if (!wanted || front.gateway.line !== 'up')
        cutConnections(front, wanted ? front.gateway.line : 'refuses');
      const server = servers[index];
      if (!wanted && server) {
        servers[index] = undefined;
        await shut(server, []);
      } else if (wanted && !server) await open(index, place);
      else if (front.gateway.line === 'up') cutConnections(front, 'up');
    },
    close: async () => {
      for (const front of fronts) cutConnections(front, 'refuses');
      await Promise.all(servers.map(server => server && shut(server, [])));
    },
  };
}

/** By port: free ones, or one behind the other. By address: 127.1.0.0 and on, all with one port. */
function placeOf(addressing: Addressing, host: string, shared: number, basePort: number, index: number) {
  if (addressing === 'port') return { host, port: basePort === 0 ? 0 : basePort + index };
  const [first = 127, second = 1, third = 0, fourth = 1] = host.split('.').map(Number);
  const number = ((first << 24) | (second << 16) | (third << 8) | fourth) + index;
  const octets = [24, 16, 8, 0].map(shift => (number >>> shift) & 0xff);
  return { host: octets.join('.'), port: shared };
}

/** Notes a connection; false: the line is such that nothing on it is read. */
function acceptConnection(front: Front, socket: Socket): boolean {
  const { gateway, sockets } = front;
  if (!sockets.has(socket)) {
    sockets.add(socket);
    socket.setTimeout(IDLE_TIME, () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => {});
  }
  if (gateway.line === 'silent' && gateway.up) {
    socket.pause();
    return false;
  }
  if (gateway.line === 'up' && gateway.up) return true;
  socket.resetAndDestroy();
  return false;
}

function hostPart(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function listen(server: NetServer | Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, backlog: BACKLOG }, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function shut(server: NetServer | Server, fronts: readonly Front[]): Promise<void> {
  const closed = new Promise<void>(resolve => server.close(() => resolve()));
  for (const front of fronts) cutConnections(front, 'refuses');
  return closed;
}
