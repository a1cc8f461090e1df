/** Reads the actions of ports from the words of the API. Pure. */
import type { ForwardingCondition } from '../modem/calls/forwarding.ts';

export type PortAction =
  | { readonly kind: 'power'; readonly power: 'on' | 'off' }
  | { readonly kind: 'slot'; readonly slot: number }
  | { readonly kind: 'reset' | 'block' | 'unblock' | 'checkForwarding' | 'cancelForwarding' }
  | { readonly kind: 'record'; readonly on: boolean }
  | { readonly kind: 'number'; readonly number: string }
  | { readonly kind: 'lock' | 'unlock'; readonly pin: string }
  | { readonly kind: 'forward'; readonly condition: ForwardingCondition; readonly number: string };

export interface AskedAction {
  readonly action: string;
  readonly param?: string | number | undefined;
  readonly number?: string | undefined;
}

/** The error names the field and what it must be. */
export type ReadAction = { readonly action: PortAction } | { readonly error: string };

type Reader = (param: string, number: string, slots: number) => ReadAction;

function wrong(field: string, wanted: string, found: string): ReadAction {
  return {
    error: `${field}: must be ${wanted}; found ${found === '' ? 'nothing' : JSON.stringify(found)}.`,
  };
}

function plain(kind: 'reset' | 'block' | 'unblock' | 'checkForwarding'): Reader {
  return () => ({ action: { kind } });
}

/** 31.102 9.5.1, TS 102 221 9.5.1: 4 to 8 digits. What was sent is not repeated: it may be somebody's PIN. */
function withPin(kind: 'lock' | 'unlock'): Reader {
  return pin =>
    /^\d{4,8}$/.test(pin)
      ? { action: { kind, pin } }
      : { error: 'param: must be the PIN of the SIM, 4 to 8 digits.' };
}

const readSlot: Reader = (param, _number, slots) => {
  if (!/^[0-3]$/.test(param)) return wrong('param', 'a slot from 0 to 3', param);
  const slot = Number(param);
  if (slots < 2) return { error: 'action: this port has one SIM only; its slots are not set.' };
  return slot < slots
    ? { action: { kind: 'slot', slot } }
    : wrong('param', `a slot from 0 to ${slots - 1}`, param);
};

function readSwitch(param: string): boolean | undefined {
  return { on: true, off: false }[param.toLowerCase() as 'on' | 'off'];
}

const readPower: Reader = param => {
  const on = readSwitch(param);
  return on === undefined
    ? wrong('param', 'on or off', param)
    : { action: { kind: 'power', power: on ? 'on' : 'off' } };
};

const readRecord: Reader = param => {
  const on = readSwitch(param);
  return on === undefined ? wrong('param', 'on or off', param) : { action: { kind: 'record', on } };
};

/** 24.008 10.5.4.7: TP and dialling strings of the phone book hold 20 digits. */
function isNumber(text: string): boolean {
  return /^\+?[0-9*#]{1,20}$/.test(text);
}

const readNumber: Reader = param =>
  isNumber(param)
    ? { action: { kind: 'number', number: param } }
    : wrong('param', 'a phone number of at most 20 digits', param);

/** In small letters and without marks; the first document misspells one of them. */
const conditions: Readonly<Record<string, ForwardingCondition>> = {
  unconditional: 'Unconditional',
  uncondational: 'Unconditional',
  noreply: 'NoReply',
  busy: 'Busy',
  notreachable: 'Not_Reachable',
};

const readForward: Reader = (param, number) => {
  const word = param.toLowerCase().replace(/[^a-z]/g, '');
  if (word === 'cancelall') return { action: { kind: 'cancelForwarding' } };
  const condition = Object.hasOwn(conditions, word) ? conditions[word] : undefined;
  if (condition === undefined)
    return wrong('param', 'one of Unconditional, NoReply, Busy, Not_Reachable, CancelAll', param);
  return isNumber(number)
    ? { action: { kind: 'forward', condition, number } }
    : wrong('number', 'the phone number calls go to, at most 20 digits', number);
};

const readers: Readonly<Record<string, Reader>> = {
  slot: readSlot,
  reset: plain('reset'),
  power: readPower,
  record: readRecord,
  number: readNumber,
  lock: withPin('lock'),
  unlock: withPin('unlock'),
  block: plain('block'),
  unblock: plain('unblock'),
  CallForward: readForward,
  CheckCallForward: plain('checkForwarding'),
  imei: () => ({ error: 'action: changing the IMEI is not offered.' }),
};

/** Reads an action for a place with so many SIM slots. */
export function readAction({ action, param = '', number = '' }: AskedAction, slots: number): ReadAction {
  const read = Object.hasOwn(readers, action) ? readers[action] : undefined;
  if (read === undefined) return wrong('action', 'known', action);
  return read(String(param).trim(), number.trim(), slots);
}

/** As it may be written: without its PIN. */
export function withoutSecret(action: PortAction): object {
  return action.kind === 'lock' || action.kind === 'unlock' ? { kind: action.kind } : action;
}
