/** How a place wants its modem to stand: switched on or off, and on which of its SIMs. */
import type { Channel } from '../../at/channel.ts';
import type { PortConfig } from '../../config/schema.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { switchOff, switchOn } from './power.ts';
import { chooseSlot, moduleSlots, type SlotActuator } from './slot.ts';
import type { Obstacle } from './unlock.ts';

/** The power and slot that people want at a place, whichever modem stands there. */
export interface DesiredState {
  /** Absent: on. */
  power?: 'on' | 'off' | undefined;
  /** From 0; absent: the slot it stands at. */
  slot?: number | undefined;
}

/** The wishes of people, as a port knows them. */
export interface Desires {
  /** By now. */
  state(): DesiredState;
  /** The number that people gave this SIM; undefined: none. */
  ownNumber(imsi: string): string | undefined;
  /** Moves the contacts where the module itself does not. */
  readonly slots?: SlotActuator;
}

/** Nothing is wanted. */
export const noDesires: Desires = { state: () => ({}), ownNumber: () => undefined };

export interface DesiredStateOptions {
  readonly channel: Channel;
  readonly dialect: Dialect;
  readonly config: PortConfig;
  readonly desires: Desires;
  /** The radio was off though nobody wants it off; `level` of +CFUN. */
  readonly radioSwitchedOn: (level: number) => void;
}

/** Brings the modem to where it is wanted, before its SIM is looked at. `slot` is absent where the place has one SIM. */
export async function reachDesiredState(
  options: DesiredStateOptions,
): Promise<Obstacle | { readonly slot?: number }> {
  const { channel, desires } = options;
  const { power } = desires.state();
  if (power === 'off') return turnOff(channel);
  const radio = await switchOn(channel);
  if (radio?.switched === false)
    return {
      kind: 'radioOff',
      text: `the radio is off (+CFUN: ${radio.level}) and cannot be switched on yet`,
    };
  if (radio !== undefined && power === undefined) options.radioSwitchedOn(radio.level);
  const { slots = 1 } = options.config;
  return slots > 1 ? takeSlot(options) : {};
}

async function turnOff(channel: Channel): Promise<Obstacle> {
  const obeyed = await switchOff(channel);
  return {
    kind: 'off',
    text: obeyed ? 'switched off' : 'switched off here; the modem does not know AT+CFUN',
  };
}

async function takeSlot({
  channel,
  dialect,
  desires,
}: DesiredStateOptions): Promise<Obstacle | { slot: number }> {
  const actuator = desires.slots ?? moduleSlots(channel, dialect.slots);
  const { slot } = desires.state();
  if (slot === undefined) return { slot: (await actuator.current()) ?? 0 };
  const trouble = await chooseSlot(channel, actuator, slot);
  // Never through another SIM than the one that is wanted: it may cost money, or be blocked for it.
  return trouble === '' ? { slot } : { kind: 'slot', text: trouble };
}
