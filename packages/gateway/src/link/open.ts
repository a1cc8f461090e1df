import type { Clock } from '@simgate/daemon';
import type { PortConfig } from '../config/schema.ts';
import { LinkError } from '../errors.ts';
import type { Link } from './link.ts';
import { openSerial } from './serial.ts';
import { openTcp } from './tcp.ts';

/** Opens the device of a port at one speed (the speed matters to serial devices only). */
export type OpenLink = (port: PortConfig, baudRate: number) => Promise<Link>;

export interface LinkTarget {
  /** A device file. */
  readonly device?: string | undefined;
  /** host:port, instead. */
  readonly tcp?: string | undefined;
  readonly baudRate: number;
}

/**
 * The real devices. The returned function throws LinkError.
 * @param lockFolder as of `openLinkTo`
 */
export function linkOpener(clock: Clock, lockFolder?: string): OpenLink {
  return async ({ port, device, tcp }, baudRate) => {
    if (device === undefined && tcp === undefined)
      throw new LinkError(`port ${port}`, 'its modem is not plugged in, or not found');
    return openLinkTo({ device, tcp, baudRate }, clock, lockFolder);
  };
}

/**
 * @param lockFolder where UUCP lock files of serial devices lie; absent: the system's folder
 * @throws LinkError
 */
export function openLinkTo({ device, tcp = '', baudRate }: LinkTarget, clock: Clock, lockFolder?: string) {
  const folder = lockFolder === undefined ? {} : { lockFolder };
  if (device !== undefined) return openSerial({ path: device, baudRate, clock, ...folder });
  const colon = tcp.lastIndexOf(':');
  // A literal IPv6 address stands in brackets (RFC 3986 3.2.2).
  const host = tcp.slice(0, colon).replace(/^\[(.*)\]$/, '$1');
  return openTcp({ host, port: Number(tcp.slice(colon + 1)), clock });
}
