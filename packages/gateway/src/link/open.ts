import type { Clock } from '../clock.ts';
import type { PortConfig } from '../config/schema.ts';
import { LinkError } from '../errors.ts';
import type { Link } from './link.ts';
import { openSerial } from './serial.ts';
import { openTcp } from './tcp.ts';

/** Opens the device of a port at one speed (the speed matters to serial devices only). */
export type OpenLink = (port: PortConfig, baudRate: number) => Promise<Link>;

/** The real devices. The returned function throws LinkError. */
export function linkOpener(clock: Clock): OpenLink {
  return async (config, baudRate) => {
    if (config.device !== undefined) return openSerial({ path: config.device, baudRate, clock });
    if (config.tcp === undefined) throw new LinkError(`port ${config.port}`, 'neither device nor tcp is set');
    const colon = config.tcp.lastIndexOf(':');
    // A literal IPv6 address stands in brackets (RFC 3986 3.2.2).
    const host = config.tcp.slice(0, colon).replace(/^\[(.*)\]$/, '$1');
    return openTcp({ host, port: Number(config.tcp.slice(colon + 1)), clock });
  };
}
