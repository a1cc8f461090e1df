/** Events about the gateway as a device: its power, and modules that had to be reset. */
import { networkInterfaces } from 'node:os';
import type { GatewayEvent } from './events.ts';
import type { WritableJournal } from './store/journal.ts';
import type { Store } from './store/store.ts';

interface Address {
  readonly ip: string;
  readonly mac: string;
}

/** Where nothing but this machine reaches it. */
const loopback: Address = { ip: '127.0.0.1', mac: '00-00-00-00-00-00' };

/** The first IPv4 address other machines reach this one at, with the MAC of its interface. */
export function ownAddress(interfaces = networkInterfaces()): Address {
  const addresses = Object.values(interfaces).flatMap(some => some ?? []);
  const first = addresses.find(({ internal, family }) => !internal && family === 'IPv4');
  if (first === undefined) return loopback;
  return { ip: first.address, mac: first.mac.toUpperCase().replaceAll(':', '-') };
}

/** Resolves when committed; rejects with `StoreError`. */
function note(store: Store, journal: WritableJournal, event: GatewayEvent): Promise<void> {
  return store.write(database => journal.append(database, event));
}

/** The gateway starts, or is stopped in order; a crash leaves no event. */
export function notePower(
  store: Store,
  journal: WritableJournal,
  status: 'power_on' | 'power_off',
  portCount: number,
): Promise<void> {
  return note(store, journal, { kind: 'device', portCount, ...ownAddress(), status });
}

/** A module fell silent and is being reset. */
export function noteReset(store: Store, journal: WritableJournal, port: number): Promise<void> {
  return note(store, journal, { kind: 'exception_info', port, type: 'call_fail', action: 'reset' });
}
