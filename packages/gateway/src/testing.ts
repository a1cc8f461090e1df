/** Parts for tests of the gateway as a whole: it runs from a settings file, on scripted modems, under a clock that the test moves. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type FakeClock, fakeClock } from '@simgate/daemon/testing';
import { pino } from 'pino';
import { type Script, type ScriptedModem, scriptedModem, willingModem } from './at/testing.ts';
import { LinkError } from './errors.ts';
import { type RunningGateway, startGateway } from './gateway.ts';
import type { OpenLink } from './link/open.ts';
import { loadGatewayConfig } from './load-gateway-config.ts';

/** Longest a test waits for what has to come over a socket, in milliseconds of the machine. */
const PATIENCE = 20_000;

export interface PortModem extends ScriptedModem {
  /** How often the text was sent to it. */
  count(text: string): number;
}

/** A modem that grants everything and takes PDUs of any length. */
export function portModem(
  answers: Readonly<Record<string, Script>> = {},
  payload: Script = ['+CMGS: 7', 'OK'],
): PortModem {
  const prompts = Array.from({ length: 170 }, (_, length) => [`AT+CMGS=${length}`, ['>']] as const);
  const modem = scriptedModem({ ...willingModem, ...Object.fromEntries(prompts), ...answers }, payload);
  return Object.assign(modem, { count: (text: string) => modem.sent.filter(one => one === text).length });
}

export const settingsUser = { name: 'admin', password: 'a long secret' } as const;

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface StartedGateway {
  readonly gateway: RunningGateway;
  readonly clock: FakeClock;
  readonly folder: string;
  /** Each line of the log, parsed. */
  readonly log: readonly Readonly<Record<string, unknown>>[];
  /** As the user of the settings; POSTs JSON where there is a body, else GETs. */
  call(path: string, body?: object, method?: string): Promise<Answer>;
  /** Lets time pass until it is so, and returns how much did; undefined where it is not within so many milliseconds. */
  passUntil(isSo: () => boolean, most?: number): Promise<number | undefined>;
  /** Waits, without time passing, until it is so. */
  until(isSo: () => boolean | Promise<boolean>): Promise<void>;
  /** Waits, without time passing, until the port can send. */
  up(port: number): Promise<void>;
}

/** Settings of every gateway of these tests: a free port, one user, no virtual ports. */
const common = { virtualPorts: 0, http: { port: 0, users: [settingsUser] } };

/** A folder that is there for one test. */
export function temporaryFolder(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-gateway-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The settings of a file in this folder, above what every gateway of these tests has. */
export function settingsIn(folder: string, settings: object) {
  const file = join(folder, 'simgate.yaml');
  writeFileSync(file, JSON.stringify({ dataFolder: join(folder, 'data'), ...common, ...settings }));
  return loadGatewayConfig(file, {});
}

function lineCollector(lines: Record<string, unknown>[]) {
  return { write: (line: string) => void lines.push(JSON.parse(line)) };
}

/** Steps of time, and turns of the event loop between them. */
const STEP = 250;
const TURNS = 4;

/** Lets what waits for sockets and promises go on. */
export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise(resolve => setImmediate(resolve));
}

/** Lets everything happen that waits for promises and for the disk, but not for time. */
export async function quiet(): Promise<void> {
  for (let idle = 0; idle < TURNS; ) {
    await turns(1);
    idle = process.getActiveResourcesInfo().includes('FSReqCallback') ? 0 : idle + 1;
  }
}

async function passUntil(clock: FakeClock, isSo: () => boolean, most: number): Promise<number | undefined> {
  for (let passed = 0; passed <= most; passed += STEP) {
    await turns(TURNS);
    if (isSo()) return passed;
    clock.advance(STEP);
  }
  return undefined;
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new RangeError('it has not come about');
    await turns(1);
  }
}

export interface StartOptions {
  /** Of a gateway that ran before. */
  readonly folder?: string;
  /** By the number of their port, counted from 0 and given to it here; a modem that was dropped is not there any more. */
  readonly modems?: Readonly<Record<number, Pick<PortModem, 'link' | 'closed'>>>;
  /** More settings of each of these ports. */
  readonly port?: object;
  /** Absent: one of its own. */
  readonly clock?: FakeClock;
}

/** @param settings as the file has them, above a free port and one user */
export async function startedGateway(
  context: TestContext,
  settings: object = {},
  { folder = temporaryFolder(context), modems = {}, port = {}, clock = fakeClock() }: StartOptions = {},
): Promise<StartedGateway> {
  const log: Record<string, unknown>[] = [];
  const logger = pino({ level: 'debug' }, lineCollector(log));
  const ports = Object.keys(modems).map(number => ({
    ...{ port: Number(number), tcp: `modem:${number}`, ...port },
  }));
  const openLink: OpenLink = async ({ port: number }) => {
    const modem = modems[number];
    if (modem === undefined || modem.closed) throw new LinkError(`port ${number}`, 'unplugged');
    return modem.link;
  };
  const surroundings = { log: logger, clock, random: () => 0.5, openLink };
  const gateway = await startGateway(settingsIn(folder, { ports, ...settings }), surroundings);
  const base = `http://127.0.0.1:${gateway.addresses[0]?.port}`;
  const authorization = `Basic ${btoa(`${settingsUser.name}:${settingsUser.password}`)}`;
  context.after(() => stopInTime(gateway, clock));
  const call: StartedGateway['call'] = async (path, body, method = body === undefined ? 'GET' : 'POST') => {
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${base}${path}`, { method, ...json, headers: { authorization } });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  return {
    ...{ gateway, clock, folder, log },
    call,
    passUntil: (isSo, most = 60_000) => passUntil(clock, isSo, most),
    until,
    async up(port) {
      const isUp = async () => {
        const { body } = await call(`/v1/ports/${port}`);
        return JSON.stringify(body).includes('"REGISTER_OK"');
      };
      await until(isUp);
      // The questions of the port once it serves.
      await turns(TURNS);
    },
  };
}

/** Stops it, letting as much time pass as that takes. */
export async function stopInTime(gateway: RunningGateway, clock: FakeClock): Promise<void> {
  let stopped = false;
  const stopping = gateway.stop().finally(() => {
    stopped = true;
  });
  while (!stopped) {
    clock.advance(1000);
    await turns(4);
  }
  await stopping;
}
