/** Which number a device has: it keeps it over reboots, other tty names and, with a serial number, other sockets. */
import type { FoundDevice } from './found-device.ts';

/** The stored identity of a device that has a number. */
export interface PortAssignment {
  readonly port: number;
  readonly vendor: string;
  /** "" where the device has none of its own. */
  readonly serial: string;
  readonly place: string;
  /** When it was last there, in milliseconds since 1970. */
  readonly seenAt: number;
}

/** Serial numbers that are known to be shared: vendor and serial, as `serialKey` writes them. */
export type SharedSerials = readonly string[];

/** Whole firmware lines carry these: no serial numbers. */
const PLACEHOLDER = /^(0*|1234567890?|0?123456789(abcdef)?|f+|.*_mobile|n\/a|none|default|android)$/i;

function serialKey({ vendor, serial }: { vendor: string; serial: string }): string {
  return `${vendor}:${serial}`;
}

/** The names under which the settings may pin a device: by its serial number where it has one of its own, by its place. */
export function pinNames(device: FoundDevice, shared: SharedSerials): string[] {
  const serial = hasOwnSerial(device, shared) ? [`serial:${serialKey(device)}${lineOf(device.place)}`] : [];
  return device.kind === 'uart' ? [`place:${device.place}`] : [...serial, `place:${device.place}`];
}

/** Serial numbers that more than one of these devices have, added to those that are known. */
export function sharedSerials(devices: readonly FoundDevice[], known: SharedSerials): string[] {
  const folders = new Map<string, Set<string>>();
  for (const device of devices) {
    if (device.serial === '') continue;
    const key = serialKey(device);
    folders.set(key, (folders.get(key) ?? new Set()).add(device.folder));
  }
  const twice = [...folders].filter(([, places]) => places.size > 1).map(([key]) => key);
  return [...new Set([...known, ...twice])].slice(-SHARED_LIMIT);
}

const SHARED_LIMIT = 256;

export interface Assigned {
  readonly device: FoundDevice;
  readonly port: number;
}

export interface AssignOptions {
  readonly devices: readonly FoundDevice[];
  readonly known: readonly PortAssignment[];
  readonly shared: SharedSerials;
  /** Numbers that the settings give to something else. */
  readonly taken: ReadonlySet<number>;
  /** Wall clock, in milliseconds. */
  readonly now: number;
}

export interface Assignment {
  readonly assigned: readonly Assigned[];
  /** For all devices known, present or not. */
  readonly known: readonly PortAssignment[];
  /** Devices for which no number is left. */
  readonly left: readonly FoundDevice[];
}

/** Numbers of ports are 0 to 31 (contract). */
const PORTS = 32;

/**
 * Gives each device its number: the one it had, else the lowest that nobody has or had. One with a serial number of its own is
 * known by it wherever it hangs; one without is known by its place. Pure; the IMEI plays no part, since clones share it.
 */
export function assignPorts({ devices, known, shared, taken, now }: AssignOptions): Assignment {
  const rows = new Map(known.filter(({ port }) => !taken.has(port)).map(row => [row.port, row]));
  const assigned: Assigned[] = [];
  const left: FoundDevice[] = [];
  const used = new Set<number>();
  const give = (device: FoundDevice, port: number) => {
    const serial = hasOwnSerial(device, shared) ? device.serial : '';
    rows.set(port, { port, vendor: device.vendor, serial, place: device.place, seenAt: now });
    used.add(port);
    assigned.push({ device, port });
  };
  const strangers = devices.filter(device => {
    const row = [...rows.values()].find(one => !used.has(one.port) && isSame(one, device, shared));
    if (row !== undefined) give(device, row.port);
    return row === undefined;
  });
  for (const device of strangers) {
    const port = firstFree(port => rows.has(port) || taken.has(port));
    if (port === undefined) left.push(device);
    else give(device, port);
  }
  return { assigned, known: [...rows.values()].sort((one, other) => one.port - other.port), left };
}

/** Forgets devices that were not there for so long. */
export function forgetOld(
  known: readonly PortAssignment[],
  now: number,
  milliseconds: number,
): readonly PortAssignment[] {
  return milliseconds === 0 ? known : known.filter(({ seenAt }) => now - seenAt < milliseconds);
}

function hasOwnSerial(device: FoundDevice, shared: SharedSerials): boolean {
  return !PLACEHOLDER.test(device.serial) && !shared.includes(serialKey(device));
}

function isSame(row: PortAssignment, device: FoundDevice, shared: SharedSerials): boolean {
  if (row.vendor !== device.vendor) return false;
  // A serial number that turned out to be shared means nothing any more.
  const rowSerial = shared.includes(serialKey(row)) ? '' : row.serial;
  if (!hasOwnSerial(device, shared)) return rowSerial === '' && row.place === device.place;
  return rowSerial === device.serial && lineOf(row.place) === lineOf(device.place);
}

/** Which line of an adapter. */
function lineOf(place: string): string {
  return /:\d+$/.exec(place)?.[0] ?? '';
}

function firstFree(isTaken: (port: number) => boolean): number | undefined {
  for (let port = 0; port < PORTS; port += 1) if (!isTaken(port)) return port;
  return undefined;
}
