/** The actions of a port, and their effects. */
import type { ActOnPortRequest } from '@simgate/api';
import { client, reply } from '../../data/api.ts';
import type { Port } from '../../data/types.ts';

const actionNames = ['pin', 'unblock', 'on', 'block', 'off', 'reset', 'slot', 'number'] as const;
/** An action by its name on this page; `requestOf` gives the name in the API. */
export type ActionName = (typeof actionNames)[number];

/** The action that a port waits for, which the page emphasises. */
export function isWanted(name: ActionName): boolean {
  return name === 'pin' || name === 'unblock' || name === 'on';
}

/** The input for an action: its form, its longest length, its keyboard. */
export interface Value {
  readonly pattern: RegExp;
  readonly longest: number;
  readonly secret: boolean;
}

const values: Readonly<Partial<Record<ActionName, Value>>> = {
  pin: { pattern: /^\d{4,8}$/, longest: 8, secret: true },
  number: { pattern: /^\+?\d{1,20}$/, longest: 21, secret: false },
  slot: { pattern: /^\d{1,2}$/, longest: 2, secret: false },
};

/** The input for an action; undefined where it needs none. */
export function inputOf(name: ActionName): Value | undefined {
  return values[name];
}

/** 255 stands for a modem with one slot only. */
const ONE_SLOT = 255;

/**
 * The actions that make sense now, the likeliest first.
 * A slot can be chosen only where the modem has several; a PIN only where the SIM asks for one.
 */
export function actionsFor(port: Port): readonly ActionName[] {
  const fits: Readonly<Partial<Record<ActionName, boolean>>> = {
    unblock: port.blocked,
    block: !port.blocked,
    on: port.power === 'off',
    off: port.power !== 'off',
    slot: port.slot !== ONE_SLOT,
    pin: port.reason === 'pin_required',
  };
  return actionNames.filter(name => fits[name] ?? true);
}

/**
 * The request in set_port_info's words.
 * @param value "" for an action without a value
 */
export function requestOf(name: ActionName, value: string): Omit<ActOnPortRequest, 'port'> {
  if (name === 'on' || name === 'off') return { action: 'power', param: name };
  if (name === 'pin') return { action: 'unlock', param: value };
  return value === '' ? { action: name } : { action: name, param: value };
}

/**
 * @throws Fault
 * It resolves when the gateway has stored the action; the port shows later how it ended.
 * @param value in the form that `inputOf` gives; "" for an action without one
 */
export async function act(port: number, name: ActionName, value = ''): Promise<void> {
  await reply(client.actOnPort({ port, ...requestOf(name, value) }));
}
