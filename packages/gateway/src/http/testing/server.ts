/** The HTTP side in its tests: over all parts of a gateway, a store in memory, modems that answer from a table, and a clock that the test moves. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { OneTimeSecrets, UserDirectory, usersOf } from '@simgate/daemon/sign-in';
import { type FakeClock, fakeClock } from '@simgate/daemon/testing';
import { pino } from 'pino';
import type { Script } from '../../at/testing.ts';
import { loadConfig } from '../../config/load.ts';
import { createRunningSettings } from '../../config/running-settings.ts';
import type { GatewayConfig, HttpConfig } from '../../config/schema.ts';
import { Discovery } from '../../devices/discovery.ts';
import { httpOptionsOf } from '../../gateway-http.ts';
import { type Foundation, GatewayParts } from '../../gateway-parts.ts';
import type { OpenLink } from '../../link/open.ts';
import type { Received } from '../../modem/modem.ts';
import type { SimIdentity } from '../../ports/port.ts';
import { createJournal, type WritableJournal } from '../../store/journal.ts';
import { type TemporaryStore, temporaryStore } from '../../store/testing.ts';
import { type PortModem, portModem } from '../../testing.ts';
import type { Management } from '../handlers/context.ts';
import { HttpServer, type HttpServerOptions } from '../server.ts';

const defaults = loadConfig(undefined, {});

export const httpConfig: HttpConfig = { ...defaults.http, port: 0 };

export const SN = 'da00-0030-1901-2817';
export const user = { name: 'admin', password: 'let me in' };
export const basic = basicOf(user.name);

/** Users of each role beside the admin; their password is that of the admin. */
const users = usersOf([
  { ...user, role: 'admin' },
  ...(['operator', 'sender', 'viewer'] as const).map(role => ({ name: role, password: user.password, role })),
]);

/** 2026-01-01 00:00:00 UTC. */
export function newYear(): FakeClock {
  return fakeClock(Date.UTC(2026, 0, 1));
}

type Answers = Readonly<Record<string, Script>>;

export interface ServerOptions
  extends Partial<
    Pick<HttpServerOptions, 'config' | 'dataFolder' | 'log' | 'healthy' | 'simulator' | 'consoleFolder'>
  > {
  /** Beside those of `config`. */
  readonly settings?: Partial<GatewayConfig>;
  /** Answers of the modem of each port beside those of every modem; ports 0, 1 and 2 where absent. */
  readonly modems?: Readonly<Record<number, Answers>>;
  readonly management?: Partial<Management>;
}

export type TestServer = HttpServer & {
  readonly parts: GatewayParts;
  readonly store: TemporaryStore;
  readonly journal: WritableJournal;
  readonly clock: FakeClock;
  readonly management: Management;
  /** As it was opened last. */
  modem(port: number): PortModem;
  /** A modem hands these up, from the SIM of its port. */
  receive(port: number, received: readonly Received[]): Promise<void>;
  /** Starts the parts; resolves when the ports are as far up as their modems let them be at once. */
  up(): Promise<void>;
};

function simOf(port: number): SimIdentity {
  return {
    ...{ iccid: `8986011000000000000${port}`, imsi: `46001100000000${port}` },
    ...{ number: '15001', smsc: '+8613010868500' },
  };
}

/** Each has an IMEI and a SIM of its own. */
function modemAnswers(port: number): Answers {
  const { iccid, imsi, number, smsc } = simOf(port);
  return {
    'AT+CGSN': [`86307001700517${port}`, 'OK'],
    'AT+CIMI': [imsi, 'OK'],
    'AT+CCID': [`+CCID: ${iccid}`, 'OK'],
    'AT+CNUM': [`+CNUM: ,"${number}",129`, 'OK'],
    'AT+CSCA?': [`+CSCA: "${smsc}",145`, 'OK'],
    'AT+CUSD=1': ['OK'],
  };
}

let shared: { readonly store: TemporaryStore; readonly clock: FakeClock } | undefined;

/** For all tests of a process that write nothing. */
function sharedStore() {
  if (shared === undefined) {
    const clock = newYear();
    shared = { clock, store: temporaryStore(clock) };
  }
  return shared.store;
}

/** Parts that are not started, and modems that are not opened. */
function partsOf(store: TemporaryStore, clock: FakeClock, options: ServerOptions) {
  const { config: http = httpConfig, log = pino({ level: 'silent' }), settings = {} } = options;
  const { modems: answers = { 0: {}, 1: {}, 2: {} } } = options;
  const numbers = Object.keys(answers).map(Number);
  const modemAt = (port: number) => portModem({ ...modemAnswers(port), ...answers[port] });
  const modems = new Map(numbers.map(port => [port, modemAt(port)]));
  const ports = numbers.map(port => ({ port, tcp: `modem:${port}`, record: false }));
  const given: GatewayConfig = { ...defaults, ports, ...settings, http, dataFolder: store.folder };
  const discovery = new Discovery({
    ...{ config: given, settings: store.settings, steady: store.steady.now, clock, log },
  });
  // As in a gateway, the list of ports changes with what people set.
  const config = { ...given, ports: discovery.ports };
  const modem = (port: number): PortModem => {
    const found = modems.get(port);
    if (found === undefined) throw new RangeError(`no modem ${port}`);
    return found;
  };
  const openLink: OpenLink = async ({ port }) => {
    // Each opening is a link of its own.
    if (modem(port).closed) modems.set(port, modemAt(port));
    return modem(port).link;
  };
  const foundation: Foundation = {
    ...{ config, filePorts: given.ports, store, journal: createJournal(store, clock), log, clock },
    ...{ random: () => 0.5, openLink },
    ...{ running: createRunningSettings(config, store.settings, () => {}) },
    ...{ timeZone: 'Europe/Berlin', serialNumber: SN },
  };
  return { foundation, parts: new GatewayParts(foundation, discovery), modem };
}

/**
 * A server with a user of each role.
 * @param kept the store; absent: one that all such tests share, so that nothing may be written to it
 */
export function testServer(
  options: ServerOptions = {},
  kept?: TemporaryStore,
  clock = newYear(),
): TestServer {
  const store = kept ?? sharedStore();
  const { foundation, parts, modem } = partsOf(store, clock, options);
  const monotonic = () => clock.monotonic();
  const { simulator, consoleFolder, healthy = store.healthy, dataFolder = store.folder } = options;
  const http = httpOptionsOf(foundation, parts, {
    users: new UserDirectory({ configured: users, settings: store.settings, allowShort: false }),
    signIns: new OneTimeSecrets<string>({ monotonic, randomBytes, lifetime: 600_000 }),
    beside: {
      ...{ consoleFolder, settingSources: new Map([['http.port', 'environment']]) },
      ...(simulator !== undefined && { simulator }),
    },
  });
  const management = { ...http.management, ...options.management };
  const server = new HttpServer({ ...http, healthy, dataFolder, management });
  const up = async (): Promise<void> => {
    for (const part of [parts.messaging, parts.ussd, parts.calls, parts.portManagement, parts.bank])
      part.start();
    await store.quiet();
  };
  const receive: TestServer['receive'] = async (number, received) => {
    const port = parts.bank.ports.find(one => one.number === number);
    if (port === undefined) throw new RangeError(`no port ${number}`);
    for (const one of received) await parts.messaging.listener.received(port, simOf(number), one);
  };
  const { journal } = foundation;
  return Object.assign(server, { parts, store, journal, clock, management, modem, receive, up });
}

/** A server with a store of its own. */
export function writingServer(options: ServerOptions = {}): TestServer {
  const clock = newYear();
  return testServer(options, temporaryStore(clock), clock);
}

/** A server with a store of its own, whose ports are up. */
export async function runningServer(options: ServerOptions = {}): Promise<TestServer> {
  const server = writingServer(options);
  await server.up();
  return server;
}

export function basicOf(name: string): string {
  return `Basic ${Buffer.from(`${name}:${user.password}`).toString('base64')}`;
}

/** Asks with the right password; a body makes it a POST. Answers the JSON. */
export async function ask(
  server: TestServer,
  url: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<Record<string, unknown>> {
  const method = body === undefined ? 'GET' : 'POST';
  const response = await server.app.inject({
    method,
    url,
    headers: { authorization: basic, ...headers },
    ...(body === undefined ? {} : { payload: body }),
  });
  assert.equal(response.statusCode, 200);
  assert.equal(response.headers['content-type'], 'application/json');
  return response.json();
}
