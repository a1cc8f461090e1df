/** Decides for all listeners what only this machine can reach, and which names mean this machine. */
import { isIP } from 'node:net';

/** A host of the settings, a name or an address without a port. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase();
  if (name === 'localhost' || name.endsWith('.localhost')) return true; // RFC 6761 6.3
  const address = name.startsWith('[') && name.endsWith(']') ? name.slice(1, -1) : name;
  if (isIP(address) === 4) return address.startsWith('127.');
  if (isIP(address) !== 6) return false;
  return address === '::1' || (address.startsWith('::ffff:') && isLoopback(address.slice('::ffff:'.length)));
}

/** The host of a Host header or of a URL's authority, without its port. */
export function withoutPort(host: string): string {
  const colon = host.lastIndexOf(':');
  // Of an IPv6 address only what follows its bracket is a port.
  const isAddress = host.indexOf(':') < colon && isIP(host) === 6;
  return colon < 0 || host.indexOf(']') > colon || isAddress ? host : host.slice(0, colon);
}
