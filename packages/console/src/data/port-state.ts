/** A port's state as a person reads it: one word, one icon, one colour, one button. */
import type { PortReason } from '@simgate/api/contract';
import type { Port } from './types.ts';

/**
 * The word of a port, as the board has it: one for each thing that a person could do about it.
 * `busy`: the module is registered and cannot send just now; `limit`: a limit of the settings is used up.
 * `refused`: the network does not take this SIM.
 */
export type StateName =
  | 'ready'
  | 'busy'
  | 'call'
  | 'paused'
  | 'limit'
  | 'resting'
  | 'starting'
  | 'searching'
  | 'refused'
  | 'pin'
  | 'puk'
  | 'noSim'
  | 'noAnswer'
  | 'off';

/**
 * The action that a person may take at once.
 * `look` leads to the page of the port, where no single button would help.
 */
export type Remedy = 'resume' | 'enterPin' | 'reset' | 'switchOn' | 'look';

/** A port as a person reads it. */
export interface ShownState {
  readonly name: StateName;
  /** Whether a person has to do something. */
  readonly needsYou: boolean;
  readonly remedy?: Remedy;
}

/** A reason that is not named here stands for trouble of the modem. */
const byReason: Readonly<Partial<Record<PortReason, StateName>>> = {
  stopped: 'starting',
  device_gone: 'noAnswer',
  opening: 'starting',
  setting_up: 'starting',
  restarts_often: 'noAnswer',
  modem_starting: 'starting',
  sim_starting: 'starting',
  no_sim: 'noSim',
  pin_required: 'pin',
  puk_required: 'puk',
  sim_unusable: 'noSim',
  slot_failed: 'noSim',
  switched_off: 'off',
  no_sms: 'noAnswer',
  silent: 'noAnswer',
  resetting: 'starting',
  refuses_all: 'noAnswer',
  network_denied: 'refused',
  not_registered: 'searching',
  searching: 'searching',
  registration_unknown: 'searching',
  resting: 'resting',
  blocked: 'paused',
};

const needing: Readonly<Partial<Record<StateName, Remedy>>> = {
  refused: 'look',
  pin: 'enterPin',
  puk: 'look',
  noSim: 'reset',
  noAnswer: 'look',
};

const offering: Readonly<Partial<Record<StateName, Remedy>>> = { paused: 'resume', off: 'switchOn' };

/** The limit that is used up, by its name in the settings of the port; undefined where none is. */
export function usedLimit({ limits_left: left }: Pick<Port, 'limits_left'>): string | undefined {
  return Object.entries(left).find(([, rest]) => rest <= 0)?.[0];
}

/** The first of these that holds: off, paused, a reason not to send, a used limit, a call, ready, busy. */
function nameOf(port: Port): StateName {
  if (port.power === 'off') return 'off';
  if (port.blocked) return 'paused';
  // A port can send with one side of the network while the other refuses it.
  if (port.reason !== '' && !port.can_send) return byReason[port.reason] ?? 'noAnswer';
  if (usedLimit(port) !== undefined) return 'limit';
  if (port.callstate !== 'Idle' && port.callstate !== 'Unknown' && port.callstate !== '') return 'call';
  if (port.can_send) return 'ready';
  return port.reg === 'REGISTER_OK' ? 'busy' : 'starting';
}

/** The one word for a port: what a person did to it comes before what hinders it, and that before what it is busy with. */
export function shownState(port: Port): ShownState {
  const name = nameOf(port);
  const remedy = needing[name];
  if (remedy !== undefined) return { name, needsYou: true, remedy };
  const offered = offering[name];
  return offered === undefined ? { name, needsYou: false } : { name, needsYou: false, remedy: offered };
}

/** Whether the port does work, or could. */
export function isReady(name: StateName): boolean {
  return name === 'ready' || name === 'busy' || name === 'call';
}

/** Signal as 0 to 5 bars of +CSQ's 0..31 (27.007 8.5); undefined where it is not known, which the vendor's API shows as 0. */
export function barsOf(signal: number): number | undefined {
  if (signal <= 0 || signal > 31) return undefined;
  return signal < 7 ? 1 : signal < 12 ? 2 : signal < 17 ? 3 : signal < 22 ? 4 : 5;
}

/**
 * dBm of +CSQ's 0..31 (27.007 8.5).
 * The caller excludes 0, which stands for a signal that is not known.
 */
export function dbmOf(signal: number): number {
  return -113 + 2 * signal;
}
