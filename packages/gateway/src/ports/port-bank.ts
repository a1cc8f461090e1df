import { join } from 'node:path';
import type { Clock, Random } from '@simgate/daemon';
import type { Logger } from 'pino';
import type { ModemsConfig, PortConfig, SmsConfig, UssdConfig } from '../config/schema.ts';
import { linkOpener, type OpenLink } from '../link/open.ts';
import { FileRecorder } from '../link/recorder.ts';
import type { PinLedger, Port, PortBank, PortListener } from './port.ts';
import { commandSlots } from './slot-command.ts';
import { PortSupervisor } from './supervisor.ts';

export interface PortBankOptions {
  readonly ports: readonly PortConfig[];
  readonly modems: ModemsConfig;
  readonly sms: SmsConfig;
  readonly ussd: UssdConfig;
  readonly clock: Clock;
  readonly random: Random;
  readonly pins: PinLedger;
  readonly listener: PortListener;
  readonly log: Logger;
  /** Recordings of AT conversations lie in its folder `transcripts`. */
  readonly dataFolder: string;
  /** The number that people gave a SIM; undefined: none. */
  readonly ownNumber?: (imsi: string) => string | undefined;
  /** How devices are opened; absent: really. */
  readonly openLink?: OpenLink;
}

/** A bank that ports are added to while it runs. */
export interface GrowingPortBank extends PortBank {
  /** @param prepare what the port is to know before it starts */
  add(config: PortConfig, prepare: (port: Port) => void): void;
  /** Adds a port, or puts it in the place of the one of its number, which is let go first within `milliseconds`. */
  replace(config: PortConfig, prepare: (port: Port) => void, milliseconds: number): Promise<void>;
  /** Lets what is being submitted finish within `milliseconds`, then closes the device. */
  remove(port: number, milliseconds: number): Promise<void>;
  /** The device of the port is there again: it is opened at once where it waits for that. */
  reopen(port: number): void;
}

/** One supervisor for each port; none knows of another. */
export function createPortBank(options: PortBankOptions): GrowingPortBank {
  const openLink = options.openLink ?? linkOpener(options.clock);
  const supervise = (config: PortConfig): PortSupervisor =>
    new PortSupervisor({
      ...{ ...options, config, openLink },
      peers: () => supervisors.filter(one => one.number !== config.port).map(one => one.snapshot()),
      ...own(options, config),
    });
  let supervisors = options.ports.map(supervise).sort(byNumber);
  let state: 'new' | 'running' | 'stopped' = 'new';
  return {
    get ports() {
      return supervisors;
    },
    start: () => {
      state = 'running';
      for (const supervisor of supervisors) supervisor.start();
    },
    stop: async milliseconds => {
      state = 'stopped';
      await Promise.all(supervisors.map(supervisor => supervisor.stop(milliseconds)));
    },
    add: (config, prepare) => {
      if (state === 'stopped') return;
      const supervisor = supervise(config);
      supervisors = [...supervisors, supervisor].sort(byNumber);
      prepare(supervisor);
      if (state === 'running') supervisor.start();
    },
    replace: async (config, prepare, milliseconds) => {
      const before = supervisors.find(({ number }) => number === config.port);
      await before?.stop(milliseconds);
      if (state === 'stopped') return;
      const supervisor = supervise(config);
      supervisors = [...supervisors.filter(one => one !== before), supervisor].sort(byNumber);
      prepare(supervisor);
      if (state === 'running') supervisor.start();
    },
    remove: async (port, milliseconds) => {
      const before = supervisors.find(({ number }) => number === port);
      await before?.stop(milliseconds);
      supervisors = supervisors.filter(one => one !== before);
    },
    reopen: port => supervisors.find(({ number }) => number === port)?.reopen(),
  };
}

function byNumber(one: Port, other: Port): number {
  return one.number - other.number;
}

function own({ dataFolder, clock, log }: PortBankOptions, { port, slotCommand }: PortConfig) {
  const file = join(dataFolder, 'transcripts', `port-${port}.at`);
  const slots = slotCommand === undefined ? {} : { slots: commandSlots(slotCommand, port) };
  return { recorder: new FileRecorder({ file, clock, log }), log: log.child({ port }), ...slots };
}
