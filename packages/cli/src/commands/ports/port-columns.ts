/** A port as a line of a table: one word for its state, and why. */
import type { ListPortsReply } from '@simgate/api';
import type { Style } from '../../output/colour.ts';
import type { Column } from '../../output/table.ts';

/** A port of a gateway of ours. */
export type Port = ListPortsReply['ports'][number];

const busy: Readonly<Record<string, string>> = { sending: 'sending', call: 'in a call', ussd: 'USSD' };

const registrations: Readonly<Record<string, string>> = {
  POWER_OFF: 'off',
  NO_SIM: 'no SIM',
  PIN_REQUIRE: 'PIN needed',
  PUK_REQUIRE: 'PUK needed',
  UNREGISTER: 'refused',
  SEARCHING_NETWORK: 'searching',
  REGISTER_OK: 'ready',
  UNKNOWN: 'no answer',
};

/** Whether any limit of the SIM is used up, be it of messages or of calls. */
function isAtLimit({ limits_left }: Port): boolean {
  return Object.values(limits_left).some(left => left <= 0);
}

/** One word or two for people. */
export function stateOf(port: Port): string {
  if (port.reg !== 'REGISTER_OK') return registrations[port.reg] ?? port.reg;
  if (port.blocked) return 'paused';
  if (isAtLimit(port)) return 'at its limit';
  return busy[port.activity] ?? (port.can_send ? 'ready' : 'not ready');
}

const styles: Readonly<Record<string, Style>> = {
  ready: 'green',
  sending: 'blue',
  'in a call': 'blue',
  USSD: 'blue',
  paused: 'yellow',
  'at its limit': 'yellow',
  searching: 'yellow',
  off: 'dim',
};

/** The colour of the state of a port; red for one that is not known here. */
export function stateStyle(port: Port): Style {
  return styles[stateOf(port)] ?? 'red';
}

/** Whether a person has to do something. */
export function isTroubled(port: Port): boolean {
  return stateStyle(port) === 'red';
}

/** Signal in dBm where the module reports it, else the CSQ value of 27.007 clause 8.5 from 0 to 31; "" where there is none. */
function signalOf({ dbm, signal }: Port): string {
  if (dbm !== null) return `${dbm} dBm`;
  return signal === 0 ? '' : `${signal}/31`;
}

/** Columns of ports. */
export const portColumns: readonly Column<Port>[] = [
  { title: 'port', value: ({ port }) => port, align: 'right' },
  { title: 'name', value: ({ label }) => label },
  { title: 'state', value: stateOf, style: stateStyle },
  { title: 'operator', value: ({ operator }) => operator?.name },
  {
    title: 'type',
    value: ({ type }) => type,
    shown: ({ type }) => (type === 'UNKNOWN' ? '' : type),
    mayGo: true,
  },
  { title: 'signal', value: ({ dbm }) => dbm, shown: signalOf, align: 'right' },
  { title: 'number', value: ({ sim }) => sim?.number },
  { title: 'waiting', value: ({ waiting }) => waiting, align: 'right' },
  { title: 'sent', value: ({ today }) => today.sent, align: 'right', mayGo: true },
  { title: 'failed', value: ({ today }) => today.failed, align: 'right' },
  { title: 'received', value: ({ today }) => today.received, align: 'right', mayGo: true },
  { title: 'trouble', value: ({ trouble }) => trouble, mayShrink: true },
];
