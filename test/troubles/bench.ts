/** One gateway whose modems all have faults: watches each port until its row holds, or its time is over. */
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { loadConfig, type RunningGateway, startGateway } from '@simgate/gateway';
import { type Fault, type Simulator, startSimulator } from '@simgate/simulator';
import pino from 'pino';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';
import { fastClock } from './fast-clock.ts';
import { replugged } from './replugged.ts';
import type { TroubleRow } from './row.ts';
import type { Place } from './traffic.ts';

/** A row at a modem. */
export interface Trial {
  readonly row: TroubleRow;
  readonly persona: string;
}

export interface Outcome extends Trial {
  /** The part of the row that does not hold; "": all of it holds. */
  readonly left: string;
  /** From the start of the gateway, on its clock. */
  readonly seconds: number;
  readonly reg: string;
  readonly reason: string;
  readonly lines: readonly string[];
}

export interface TroubleBench {
  /** In the order of the trials; none rejects. */
  readonly outcomes: readonly Promise<Outcome>[];
  close(): Promise<void>;
}

/** Milliseconds between two looks at all ports, on the machine's clock. */
const LOOK = 150;
/** All of a row has to hold for so long. Milliseconds. */
const HOLD = 1000;

const environment = {
  SIMGATE_HTTP_PORT: '0',
  SIMGATE_HTTP_USERS_0_NAME: 'admin',
  SIMGATE_HTTP_USERS_0_PASSWORD: 'a long secret',
  SIMGATE_MODEMS_RECOVERIES_PER_HOUR: '60',
  SIMGATE_MODEMS_SIGNAL_INTERVAL: '5',
  SIMGATE_MODEMS_SWEEP_INTERVAL: '10',
  SIMGATE_MODEMS_REOPEN_DELAY_MAXIMUM: '2',
};

interface Item {
  readonly reg: string;
  readonly reason: string;
  readonly can_send: boolean;
}

interface LogLine {
  readonly port?: number;
  readonly msg: string;
}

/** One trial while it goes on. */
interface Watched {
  readonly trial: Trial;
  readonly place: Place;
  readonly end: (outcome: Outcome) => void;
  begun: boolean;
  holdsSince: number | undefined;
}

/** How long a port may be of no use until it is recovered, in seconds, and how much faster the clocks go than the machine's. */
export interface Pace {
  readonly speed: number;
  readonly recoverAfter: number;
  /** The time of each row is stretched by this; absent: 1. */
  readonly patience?: number;
}

/** Of the rows with each `pace`, and of those without, where these go as fast as the machine's clock. */
export const paces = {
  usual: { speed: 1, recoverAfter: 10 },
  slow: { speed: 5, recoverAfter: 10 },
  patient: { speed: 5, recoverAfter: 180 },
} as const satisfies Record<string, Pace>;

/**
 * Starts simulator and gateway with a port for each trial, at most 32.
 */
export async function startTroubles(
  trials: readonly Trial[],
  { speed, recoverAfter, patience = 1 }: Pace,
): Promise<TroubleBench> {
  const folder = await temporaryFolder('troubles');
  const clock = fastClock(speed);
  const simulator = await startSimulator({
    modems: trials.length,
    personas: trials.map(({ persona }) => persona),
    faults: Object.fromEntries(
      trials.map(({ row }, index) => [index, row.faults.filter(fault => !beginsLater(fault))]),
    ),
    network: { airTime: 'instant', retrySchedule: [1000, 3000, 5000] },
    clock,
  });
  simulator.network.setCallRules([{ outcome: { kind: 'answer', milliseconds: 100, talk: 1500 } }]);
  const lines: LogLine[] = [];
  const devices = await openDevices(trials, simulator, folder.path);
  const ports = trials.map(({ row }, port) => ({ port, ...devices.at(port), record: false, ...row.port }));
  const config = loadConfig(undefined, {
    ...environment,
    SIMGATE_DATA_FOLDER: folder.path,
    SIMGATE_MODEMS_RECOVER_AFTER: `${recoverAfter}`,
  });
  const began = clock.monotonic();
  const log = pino({ level: 'info' }, linesInto(lines));
  const gateway = await startGateway({ ...config, ports }, { log, clock });
  const stop = new AbortController();
  const watched = trials.map((trial, port) => watch(trial, port, simulator, gateway));
  const looking = look(
    watched.map(({ entry }) => entry),
    { lines, simulator, gateway, clock, began, patience },
    stop.signal,
  );
  return {
    outcomes: watched.map(({ outcome }) => outcome),
    close: async () => {
      stop.abort();
      await looking;
      await gateway.stop();
      await devices.close();
      await simulator.close();
      await folder.remove();
    },
  };
}

function beginsLater(fault: Fault): boolean {
  return fault.after !== undefined;
}

type Address = { readonly tcp: string } | { readonly device: string };

async function openDevices(trials: readonly Trial[], { ports }: Simulator, folder: string) {
  const terminals = await Promise.all(
    trials.map(async ({ row }, index) => {
      const address = ports[index];
      if (row.tty !== true || address === undefined) return undefined;
      return replugged(join(folder, `tty${index}`), address);
    }),
  );
  const at = (index: number): Address => {
    const terminal = terminals[index];
    return terminal === undefined
      ? { tcp: `${ports[index]?.host}:${ports[index]?.port}` }
      : { device: terminal.path };
  };
  return { at, close: () => Promise.all(terminals.map(terminal => terminal?.close())) };
}

function linesInto(lines: LogLine[]): Writable {
  return new Writable({
    write(chunk, _encoding, written) {
      lines.push(JSON.parse(String(chunk)));
      written();
    },
  });
}

function watch(trial: Trial, port: number, { ports, network, bank }: Simulator, gateway: RunningGateway) {
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const [modem] = ports.slice(port);
  if (modem === undefined) throw new Error(`there is no modem ${port}`);
  const slotsUsed = () => bank[port]?.module.sim?.messages.slots.filter(Boolean).length ?? 0;
  const place: Place = {
    port,
    modem,
    network,
    slotsUsed,
    call: (path, body) => request(gateway, path, body),
  };
  const entry: Watched = { trial, place, end: resolve, begun: false, holdsSince: undefined };
  return { entry, outcome: promise };
}

async function request<Answer>({ addresses }: RunningGateway, path: string, body?: unknown): Promise<Answer> {
  const [address] = addresses;
  const response = await fetch(`http://${address?.address}:${address?.port}${path}`, {
    headers: { authorization: `Basic ${btoa('admin:a long secret')}`, 'content-type': 'application/json' },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  return (await response.json()) as Answer;
}

interface Surroundings {
  readonly lines: readonly LogLine[];
  readonly simulator: Simulator;
  readonly gateway: RunningGateway;
  readonly clock: ReturnType<typeof fastClock>;
  readonly began: number;
  readonly patience: number;
}

/** Looks at all ports again and again, until each trial has its outcome. */
async function look(
  watched: readonly Watched[],
  surroundings: Surroundings,
  stop: AbortSignal,
): Promise<void> {
  const { gateway, clock, began, patience } = surroundings;
  let open = watched;
  while (open.length > 0 && !stop.aborted) {
    const { ports } = await request<{ ports: Item[] }>(gateway, '/v1/ports');
    const now = clock.monotonic();
    const ended = await Promise.all(
      open.map(async entry => {
        const item = ports[entry.place.port];
        if (item === undefined) return false;
        const left = await leftOf(entry, item, surroundings);
        entry.holdsSince = left === '' ? (entry.holdsSince ?? now) : undefined;
        const holds = entry.holdsSince !== undefined && now - entry.holdsSince >= HOLD;
        const late = now - began > entry.trial.row.within * patience * 1000;
        if (!holds && !(late && left !== '')) return false;
        const lines = linesOf(surroundings.lines, entry.place.port);
        const seconds = ((entry.holdsSince ?? now) - began) / 1000;
        entry.end({ ...entry.trial, left, seconds, reg: item.reg, reason: item.reason, lines });
        return true;
      }),
    );
    open = open.filter((_, index) => ended[index] !== true);
    await delay(LOOK);
  }
}

function linesOf(lines: readonly LogLine[], port: number): string[] {
  return lines.filter(line => line.port === port).map(({ msg }) => msg);
}

async function leftOf(entry: Watched, item: Item, { lines, simulator }: Surroundings): Promise<string> {
  const { trial, place } = entry;
  const { row } = trial;
  if (!entry.begun && item.can_send) {
    entry.begun = true;
    for (const fault of row.faults.filter(beginsLater)) simulator.bank[place.port]?.faults.add(fault);
    await row.traffic?.begin?.(place);
  }
  if (item.reg !== row.reg) return `reg is ${item.reg}`;
  if (item.reason !== row.reason) return `the reason is ${JSON.stringify(item.reason)}`;
  if (!linesOf(lines, place.port).some(line => row.log.test(line))) return `the log lacks ${row.log}`;
  if (row.over === true && simulator.bank[place.port]?.faults.list().length !== 0)
    return 'a fault is not over';
  return (await row.traffic?.left(place)) ?? '';
}
