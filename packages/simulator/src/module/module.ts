/** A virtual modem: what it is, what it holds and where it stands on the network. Plain data; the functions are beside it. */

import type { ModuleCalls } from '../call/module-calls.ts';
import type { Persona } from '../personas/persona.ts';
import type { Attachment, Clock, Network, RegistrationStatus, RelayAnswer } from '../radio.ts';
import type { SimCard } from '../sim-card.ts';
import { createMessageMemory, type MessageMemory } from '../sms/message-memory.ts';
import { createToolkitTerminal, type ToolkitTerminal } from '../toolkit/terminal-state.ts';
import { type Effects, throughNotice } from './effects.ts';
import { defaultLineSettings, type LineSettings } from './line-reader.ts';
import { defaultSettings, type MessageSettings, type Settings } from './settings.ts';

/** 27.007 8.2: 0 minimum, 1 full, 4 transmitter and receiver off. */
export type Functionality = 0 | 1 | 4;

/** A message given to the terminal that waits for +CNMA, or for its turn (27.005 3.4.1, 3.4.4). */
export interface RoutedMessage {
  readonly lines: () => readonly string[];
  readonly settle: (answer: RelayAnswer) => void;
}

/** The message that the terminal has to acknowledge, and the messages behind it. */
export interface Routing {
  readonly queue: RoutedMessage[];
  current: { readonly message: RoutedMessage; readonly cancelTimer: () => void } | undefined;
}

/** How the module reaches the terminal. Replaced with each connection. */
export interface TerminalLink {
  readonly open: boolean;
  /** Sends one notice of one or more lines; it comes between lines, never inside a prompt. */
  notice(lines: readonly string[]): void;
  /** Writes octets as they are. */
  write(octets: string): void;
  /** The terminal does not read as fast as it is written to. */
  congested(): boolean;
  /** Ends the byte stream, as a USB stick that enumerates anew. */
  drop(): void;
  /** Forgets the command in progress and what was typed. */
  reset(): void;
}

/** The state of one virtual modem. */
export interface Module {
  readonly imei: string;
  readonly persona: Persona;
  readonly clock: Clock;
  readonly network: Network;
  readonly line: LineSettings;
  readonly timers: ModuleTimers;
  settings: Settings;
  savedProfile: LineSettings | undefined;
  savedMessageSettings: MessageSettings | undefined;
  sim: SimCard | undefined;
  /** The slot in use, from 0. */
  slot: number;
  /** The card in a slot; undefined: none. */
  cardInSlot: (slot: number) => SimCard | undefined;
  /** The module's own storage (`ME`) and the one for status reports (`SR`). */
  readonly deviceMessages: MessageMemory;
  readonly reports: MessageMemory;
  power: 'on' | 'starting' | 'off';
  /** Counts power cycles: an answer that belongs to an earlier one is void. */
  session: number;
  functionality: Functionality;
  hung: boolean;
  attachment: Attachment | undefined;
  registration: RegistrationStatus;
  rssi: number;
  readonly routing: Routing;
  /** Notices held back by +CNMI mode 0 (27.005 3.4.1). */
  heldNotices: (readonly string[])[];
  link: TerminalLink;
  /** Answers +CMS ERROR to the next sends without sending; set by the control API. */
  sendFault: { readonly code: number; remaining: number } | undefined;
  readonly cancelPeriodic: (() => void)[];
  readonly toolkit: ToolkitTerminal;
  /** Ends a +CUSD whose result code waits for the network's answer. */
  ussdAnswered: (() => void) | undefined;
  readonly calls: ModuleCalls;
  /** Faults that work now, in the order in which they began. */
  effects: readonly Effects[];
}

/** How long the module waits for others, in milliseconds. */
export interface ModuleTimers {
  /** Milliseconds to wait for +CNMA: TR2M, 12 to 20 s (24.011 10). */
  readonly acknowledgement: number;
  /** Milliseconds to wait for the network's answer to a submit: TR1M, 35 to 45 s (24.011 10). */
  readonly submit: number;
}

/** In the middle of what 24.011 allows. */
const moduleTimers: ModuleTimers = { acknowledgement: 15_000, submit: 40_000 };

/** Options of a module. */
export interface ModuleOptions {
  readonly imei: string;
  readonly persona: Persona;
  readonly clock: Clock;
  readonly network: Network;
  readonly sim?: SimCard;
  readonly timers?: Partial<ModuleTimers>;
}

/** A link nobody listens to. */
export const noLink: TerminalLink = {
  open: false,
  notice: () => {},
  write: () => {},
  congested: () => false,
  drop: () => {},
  reset: () => {},
};

const REPORT_MEMORY_SIZE = 20;

/** A module without power; `powerOn` of power.ts starts it. */
export function createModule(options: ModuleOptions): Module {
  const { imei, persona, clock, network, sim } = options;
  return {
    ...{ imei, persona, clock, network, sim },
    line: defaultLineSettings(),
    timers: { ...moduleTimers, ...options.timers },
    settings: defaultSettings(persona),
    slot: 0,
    cardInSlot: slot => (slot === 0 ? sim : undefined),
    savedProfile: undefined,
    savedMessageSettings: undefined,
    deviceMessages: createMessageMemory(persona.deviceMemorySize),
    reports: createMessageMemory(REPORT_MEMORY_SIZE),
    power: 'off',
    session: 0,
    functionality: 1,
    hung: false,
    attachment: undefined,
    registration: 0,
    rssi: 99,
    routing: { queue: [], current: undefined },
    heldNotices: [],
    link: noLink,
    sendFault: undefined,
    cancelPeriodic: [],
    toolkit: createToolkitTerminal(),
    ussdAnswered: undefined,
    calls: { list: [], lastCause: undefined },
    effects: [],
  };
}

/** Sends a notice to the terminal, unless the module is hung or starting. */
export function notify(module: Module, ...lines: string[]): void {
  if (module.power !== 'on' || module.hung) return;
  throughNotice(module.effects, lines, rest => module.link.notice(rest));
}
