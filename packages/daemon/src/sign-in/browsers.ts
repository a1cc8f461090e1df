/** Keeps foreign web pages from using a person's browser against a program of ours (contract, section 13, "browsers"). */
import type { IncomingHttpHeaders } from 'node:http';
import { isLoopback, withoutPort } from './loopback.ts';

/** How the program is reached from outside: what its settings name. */
export interface PublicFace {
  /** Scheme, host and port that a proxy in front answers to; undefined where there is none. */
  readonly publicOrigin?: string;
}

/** Why a request is refused, and what an operator can do where it should not be. */
export interface Refusal {
  readonly reason: string;
  readonly remedy: string;
}

function originOf(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}

/** In lower case, without the port that a scheme has anyway. */
function plainHost(host: string): string {
  const lower = host.toLowerCase();
  for (const port of [':80', ':443']) if (lower.endsWith(port)) return lower.slice(0, -port.length);
  return lower;
}

/**
 * Why a listener on loopback refuses a Host header. A foreign name that resolves to 127.0.0.1 is DNS rebinding. Programs that send none are
 * no browsers.
 */
export function foreignHost(host: string | undefined, { publicOrigin }: PublicFace): Refusal | undefined {
  if (host === undefined || host === '' || isLoopback(withoutPort(host))) return undefined;
  const own = publicOrigin === undefined ? undefined : originOf(publicOrigin)?.host;
  if (own !== undefined && plainHost(own) === plainHost(host)) return undefined;
  return {
    reason: 'Host is not this machine, and this listener is for loopback alone.',
    remedy: `set http.publicOrigin to the address that clients use, such as https://${printable(withoutPort(host))}, where a proxy stands before it`,
  };
}

/** A form for the log: at most 100 printable characters. */
function printable(text: string): string {
  return text.replace(/[^!-~]/g, '?').slice(0, 100);
}

/** Whether an address is the program's own: its public origin, or of the Host that was asked for. */
export function isOwnOrigin(url: string, host: string | undefined, { publicOrigin }: PublicFace): boolean {
  const from = originOf(url);
  if (from === undefined) return false;
  if (publicOrigin !== undefined && originOf(publicOrigin)?.origin === from.origin) return true;
  return host !== undefined && plainHost(from.host) === plainHost(host);
}

function foreign(name: string, value: string): Refusal {
  return {
    reason: `${name} is not this host.`,
    remedy: `${name} was ${printable(value)}: set http.publicOrigin to it where it is our own address behind a proxy`,
  };
}

/**
 * Why a request that changes state is refused; undefined where no foreign page can have made it.
 * @param host that was asked for, where a proxy names another than the header Host
 */
export function foreignPage(
  headers: IncomingHttpHeaders,
  face: PublicFace,
  host = headers.host,
): Refusal | undefined {
  const { origin, referer, 'sec-fetch-site': site } = headers;
  if (site === 'cross-site' || site === 'same-site')
    return {
      reason: `Sec-Fetch-Site is ${site}.`,
      remedy: 'open the page from our own address',
    };
  // A browser knows better than the comparison with a Host that a proxy may have changed.
  if (site === 'same-origin') return undefined;
  if (origin !== undefined) return isOwnOrigin(origin, host, face) ? undefined : foreign('Origin', origin);
  if (site !== undefined || referer === undefined) return undefined;
  return isOwnOrigin(referer, host, face) ? undefined : foreign('Referer', referer);
}

/** Whether a browser asks by itself (an image, a link, a redirect) rather than its user or a program. Programs on fetch send `*`. */
export function isBrowserByItself(headers: IncomingHttpHeaders): boolean {
  const { 'accept-language': language, 'sec-fetch-site': site } = headers;
  return language !== undefined && language !== '*' && site !== 'none' && site !== 'same-origin';
}
