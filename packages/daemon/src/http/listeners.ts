/** The listening sockets: plain HTTP and HTTPS share one handler. */
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { HttpConfig } from '../settings/http-settings.ts';
import type { Certificate, CertificateKeeper } from './certificate.ts';

export interface ListeningAddress {
  readonly protocol: 'http' | 'https';
  readonly address: string;
  readonly port: number;
}

export interface Listeners {
  readonly addresses: readonly ListeningAddress[];
  /** Looks at once whether certificate files were renewed; resolves when the new one is served, or the old one for good reason. */
  renewCertificates(): Promise<void>;
  /** Takes no new connections and closes those that wait for nothing, as Node.js does by itself; resolves when the last one is gone. */
  close(): Promise<void>;
  /** Cuts what is still open. */
  cut(): void;
}

const waitingForContinue = new WeakSet<IncomingMessage>();

/** Asks a client that waits with its body (RFC 9110 10.1.1) for it; called once the request may go on. */
export function askForBody(request: IncomingMessage, response: ServerResponse): void {
  if (waitingForContinue.delete(request)) response.writeContinue();
}

/** Whether a body will follow only if it is asked for: a refusal then has to close the connection. */
export function waitsWithBody(request: IncomingMessage): boolean {
  return waitingForContinue.has(request);
}

/** A client that dawdles with its head or body is let go; one that keeps its connection is welcome. */
const timing = { headersTimeout: 20_000, requestTimeout: 60_000, keepAliveTimeout: 75_000 } as const;

function addressOf(server: Server, protocol: ListeningAddress['protocol']): ListeningAddress {
  const bound: AddressInfo | string | null = server.address();
  if (bound === null || typeof bound === 'string') throw new TypeError('listens on no TCP address');
  return { protocol, address: bound.address, port: bound.port };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
  });
}

interface Listener {
  readonly server: Server;
  readonly protocol: ListeningAddress['protocol'];
  readonly host: string;
  readonly port: number;
  /** Absent without certificates. */
  readonly renew?: () => Promise<void>;
}

function plainListener({ host, port }: HttpConfig, handle: RequestListener): Listener {
  return { server: createServer(timing, handle), protocol: 'http', host, port };
}

async function secureListener(
  { host, port }: NonNullable<HttpConfig['tls']>,
  certificates: CertificateKeeper,
  handle: RequestListener,
): Promise<Listener> {
  const server = createTlsServer({ ...timing, ...(await certificates.load()) }, handle);
  const use = (certificate: Certificate) => server.setSecureContext(certificate);
  certificates.watch(use);
  return { server, protocol: 'https', host, port, renew: () => certificates.refresh(use) };
}

function takeWaitingBodies({ server }: Listener, handle: RequestListener): void {
  server.on('checkContinue', (request, response) => {
    waitingForContinue.add(request);
    handle(request, response);
  });
}

/**
 * Opens what the settings ask for. `config.port` and `config.tls.port` may be 0 for a free one.
 * Rejects with the system's error where an address is taken or not ours.
 */
export async function openListeners(
  config: HttpConfig,
  certificates: CertificateKeeper | undefined,
  handle: RequestListener,
): Promise<Listeners> {
  const listeners: Listener[] = config.enabled ? [plainListener(config, handle)] : [];
  if (config.tls !== undefined && certificates !== undefined)
    listeners.push(await secureListener(config.tls, certificates, handle));
  for (const listener of listeners) takeWaitingBodies(listener, handle);
  const closeAll = async (): Promise<void> => {
    certificates?.stop();
    await Promise.all(listeners.map(({ server }) => close(server)));
  };
  try {
    for (const { server, host, port } of listeners) await listen(server, host, port);
  } catch (error) {
    await closeAll();
    throw error;
  }
  return {
    addresses: listeners.map(({ server, protocol }) => addressOf(server, protocol)),
    async renewCertificates() {
      await Promise.all(listeners.map(({ renew }) => renew?.()));
    },
    close: closeAll,
    cut() {
      for (const { server } of listeners) server.closeAllConnections();
    },
  };
}
