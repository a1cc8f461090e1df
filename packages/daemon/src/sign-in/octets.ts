/** Names and passwords as octets: UTF-8 as the standards have them (RFC 7617, RFC 7616), Latin-1 as older clients send. */
import { isUtf8 } from 'node:buffer';

/** UTF-8, else Latin-1. */
export function textOfOctets(octets: Buffer): string {
  return octets.toString(isUtf8(octets) ? 'utf8' : 'latin1');
}

/** Every text that the octets may mean. */
export function readingsOf(octets: Buffer): string[] {
  return [...new Set([textOfOctets(octets), octets.toString('latin1')])];
}
