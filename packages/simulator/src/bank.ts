/** A bank of virtual modems, each with a SIM, on one network. */

import { FaultSet } from './faults/fault-set.ts';
import type { Fault } from './faults/read-fault.ts';
import { identityOf } from './identities.ts';
import type { Impairment, ImpairmentTools } from './impairments.ts';
import { type Listener, listen, type UnpluggedListener } from './listener.ts';
import { createTalk } from './module/conversation.ts';
import { createModule, type Module, type ModuleTimers } from './module/module.ts';
import { changeSim, powerOff, powerOn, restart } from './module/power.ts';
import { personaNamed, personaNames } from './personas/index.ts';
import type { Persona } from './personas/persona.ts';
import type { Clock, Network, Random } from './radio.ts';
import { createSimCard, type SimCard, type SimCardOptions } from './sim-card.ts';

/** Options of a bank. */
export interface BankOptions {
  readonly modems: number;
  readonly host: string;
  /** Port of the first modem, the others follow; 0: any free ports. */
  readonly basePort: number;
  /** One persona for all, or one after another in turn. */
  readonly personas: readonly string[];
  readonly network: Network;
  readonly serviceCentre: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly timers?: Partial<ModuleTimers>;
  /** Faults of single modems, by their index. */
  readonly faults?: Readonly<Record<number, readonly Fault[]>>;
  /** Options that all SIM cards share. */
  readonly sim?: Pick<SimCardOptions, 'pin' | 'puk' | 'pinEnabled' | 'messageSlots' | 'toolkit' | 'class'>;
}

/** One place of the bank: the module, its listener, and the card that lies beside it while it is pulled. */
export interface BankPort {
  readonly index: number;
  readonly module: Module;
  readonly listener: Listener;
  /** Faults of the module itself. */
  readonly faults: FaultSet;
  impairments: readonly Impairment[];
  /** The card that `insertSim` puts back. */
  spareSim: SimCard | undefined;
  /** Every card that was ever in the slot, by its number; a card keeps its codes and messages while it lies aside. */
  readonly cards: Map<number, SimCard>;
  unplugged: boolean;
}

/** A persona was asked for that does not exist. */
class UnknownPersonaError extends Error {}

/** Starts all modems; each is powered on and registered when this resolves. Rejects when a port cannot be had. */
export async function startBank(options: BankOptions): Promise<readonly BankPort[]> {
  const personas = options.personas.map(requirePersona);
  const ports: BankPort[] = [];
  try {
    for (let index = 0; index < options.modems; index += 1) {
      ports.push(await startPort(options, personas, index));
    }
  } catch (error) {
    await closeBank(ports);
    throw error;
  }
  return ports;
}

function requirePersona(name: string): Persona {
  const persona = personaNamed(name);
  if (persona === undefined)
    throw new UnknownPersonaError(`there is no persona ${name}; there are ${personaNames.join(', ')}`);
  return persona;
}

async function startPort(
  options: BankOptions,
  personas: readonly Persona[],
  index: number,
): Promise<BankPort> {
  const persona = personas[index % personas.length] ?? requirePersona('generic');
  const { clock, network, random, timers } = options;
  const sim = createCard(options, index, 0);
  const { imei } = identityOf(index);
  const module = createModule({ imei, persona, clock, network, sim, ...(timers && { timers }) });
  powerOn(module, 0);
  const port = options.basePort === 0 ? 0 : options.basePort + index;
  const tools: ImpairmentTools = { clock, random };
  const listener = await listen({ host: options.host, port, talk: createTalk(module), tools });
  const cards = new Map([[0, sim]]);
  const cardOf = (number: number) => {
    const card = cards.get(number) ?? createCard(options, index, number);
    cards.set(number, card);
    return card;
  };
  module.cardInSlot = cardOf; // Every slot holds a card of its own, made when it is first used.
  const faults = new FaultSet(module, { random, card: cardOf });
  faults.replace(options.faults?.[index] ?? []);
  return { index, module, listener, faults, impairments: [], spareSim: undefined, cards, unplugged: false };
}

/** The card of a port; `card` 1 and up are others, with identities of their own. */
function createCard(
  options: Pick<BankOptions, 'sim' | 'serviceCentre'>,
  index: number,
  card: number,
): SimCard {
  const { imsi, iccid, number } = identityOf(index, card);
  return createSimCard({ ...options.sim, imsi, iccid, number, serviceCentre: options.serviceCentre });
}

/** Ends every line, frees the ports, then takes power from the modules. */
export async function closeBank(ports: readonly BankPort[]): Promise<void> {
  await Promise.all(ports.map(({ listener }) => listener.close()));
  for (const { module, faults } of ports) {
    faults.clear();
    powerOff(module);
  }
}

/** Takes the card out of the slot and lays it beside; nothing happens where the slot is empty. */
export function pullSim(port: BankPort): void {
  if (!port.module.sim) return;
  port.spareSim = port.module.sim;
  changeSim(port.module, undefined);
}

/** Puts back the card that was pulled. False: there is none, or the slot is taken. */
export function insertSim(port: BankPort): boolean {
  if (port.module.sim || !port.spareSim) return false;
  changeSim(port.module, port.spareSim);
  port.spareSim = undefined;
  return true;
}

/** Puts card `number` of this port into the slot in place of the present one; a number not used before is a new card. */
export function swapSim(
  port: BankPort,
  number: number,
  options: Pick<BankOptions, 'sim' | 'serviceCentre'>,
): SimCard {
  const card = port.cards.get(number) ?? createCard(options, port.index, number);
  port.cards.set(number, card);
  port.spareSim = undefined;
  if (card !== port.module.sim) changeSim(port.module, card);
  return card;
}

/** Restarts the module; `milliseconds` overrides the persona's boot time. */
export function rebootModule(port: BankPort, milliseconds?: number): void {
  restart(port.module, milliseconds);
}

/** The module neither answers nor sends notices, until it is resumed or restarted. */
export function hangModule(port: BankPort, hung: boolean): void {
  port.module.hung = hung;
}

/** Power and line go; resolves when the listener is as wanted. */
export async function unplugModule(port: BankPort, listener: UnpluggedListener): Promise<void> {
  port.unplugged = true;
  powerOff(port.module);
  await port.listener.unplug(listener);
}

/** Power and line come back; `milliseconds` overrides the persona's boot time. */
export async function plugModule(port: BankPort, milliseconds?: number): Promise<void> {
  if (!port.unplugged) return;
  port.unplugged = false;
  await port.listener.plug();
  powerOn(port.module, milliseconds);
}

/** Puts these faults on the line in place of those before; an empty list heals it. */
export function impairLine(port: BankPort, impairments: readonly Impairment[]): void {
  port.impairments = impairments;
  port.listener.setImpairments(impairments);
}
