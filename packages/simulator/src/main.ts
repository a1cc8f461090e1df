/** The simulator as one thing: a network and a bank of modems on it. */

import { type BankOptions, type BankPort, closeBank, startBank } from './bank.ts';
import type { Fault } from './faults/read-fault.ts';
import type { ModuleTimers } from './module/module.ts';
import { createNetwork, type NetworkOptions, type VirtualNetwork } from './network/index.ts';
import type { Clock, Random } from './radio.ts';
import { seededRandom } from './seeded-random.ts';
import type { SimCardOptions } from './sim-card.ts';
import { systemClock } from './system-clock.ts';

/** All optional: without any, eight generic modems on a network as slow as a real one. */
export interface SimulatorOptions {
  /** Number of modems, 1 to 256. Default 8. */
  readonly modems?: number;
  /** Address to listen on. Default 127.0.0.1; there is no authentication. */
  readonly host?: string;
  /** TCP port of the first modem, the others follow. Default 0: any free ports. */
  readonly basePort?: number;
  /** Names of personas, given to the modems in turn. Default `generic`. */
  readonly personas?: readonly string[];
  /** Options of the network; see there. */
  readonly network?: Omit<NetworkOptions, 'clock' | 'random'>;
  /** Options that all SIM cards share: PIN, PUK, size of the message storage, toolkit, class. */
  readonly sim?: Pick<SimCardOptions, 'pin' | 'puk' | 'pinEnabled' | 'messageSlots' | 'toolkit' | 'class'>;
  readonly timers?: Partial<ModuleTimers>;
  /** Faults by the index of the modem; README.md lists them. */
  readonly faults?: Readonly<Record<number, readonly Fault[]>>;
  readonly clock?: Clock;
  /** Default: a generator started with `seed`. */
  readonly random?: Random;
  readonly seed?: number;
}

/** Where a modem listens and which SIM is in it. */
export interface SimulatorPort {
  readonly index: number;
  readonly host: string;
  readonly port: number;
  readonly imei: string;
  readonly imsi: string;
  readonly iccid: string;
  readonly number: string;
}

/** A running simulator. */
export interface Simulator {
  /** As they were at the start; later changes of SIM show in `bank`. */
  readonly ports: readonly SimulatorPort[];
  readonly network: VirtualNetwork;
  /** The modems themselves, for control in process; see bank.ts. */
  readonly bank: readonly BankPort[];
  /** Options that every SIM card of the bank is made with. */
  readonly cardOptions: Pick<BankOptions, 'sim' | 'serviceCentre'>;
  /** Ends every connection and frees the ports. */
  close(): Promise<void>;
}

const MOST_MODEMS = 256;
const SERVICE_CENTRE = '+88200000000';

/** Starts network and modems. Resolves when every modem listens; rejects when an option or a port cannot be used. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const modems = options.modems ?? 8;
  if (!Number.isInteger(modems) || modems < 1 || modems > MOST_MODEMS) {
    throw new RangeError(`modems is ${modems}; it has to be a whole number from 1 to ${MOST_MODEMS}`);
  }
  const clock = options.clock ?? systemClock;
  const random = options.random ?? seededRandom(options.seed ?? 1);
  const network = createNetwork({ serviceCentre: SERVICE_CENTRE, ...options.network, clock, random });
  const cardOptions = {
    serviceCentre: options.network?.serviceCentre ?? SERVICE_CENTRE,
    ...(options.sim && { sim: options.sim }),
  };
  const bank = await startBank({
    ...{ modems, network, clock, random, ...cardOptions },
    host: options.host ?? '127.0.0.1',
    basePort: options.basePort ?? 0,
    personas: options.personas ?? ['generic'],
    ...(options.timers && { timers: options.timers }),
    ...(options.faults && { faults: options.faults }),
  });
  const close = async () => {
    await closeBank(bank);
    network.close();
  };
  return { ports: bank.map(describePort), network, bank, cardOptions, close };
}

/** Where the modem listens and which SIM is in it now; without a SIM its fields are empty. */
export function describePort({ index, listener, module }: BankPort): SimulatorPort {
  const { imsi = '', iccid = '', number = '' } = module.sim ?? {};
  return { index, host: listener.host, port: listener.port, imei: module.imei, imsi, iccid, number };
}
