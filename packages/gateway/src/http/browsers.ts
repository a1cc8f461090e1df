/** Keeps foreign web pages from using a person's browser against the gateway. */
import type { IncomingHttpHeaders } from 'node:http';

const LOOPBACK_NAME = /^(localhost|.*\.localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i;

/** Whether an address to listen on is reachable from this machine alone. */
export function isLoopback(host: string): boolean {
  return LOOPBACK_NAME.test(host);
}

function withoutPort(host: string): string {
  return host.replace(/:\d*$/, '');
}

/**
 * Whether a Host header may speak to a listener on loopback. A foreign name that resolves to 127.0.0.1 is DNS rebinding. Programs
 * that send none are no browsers.
 */
export function isLocalHost(host: string | undefined): boolean {
  return host === undefined || host === '' || LOOPBACK_NAME.test(host === '::1' ? host : withoutPort(host));
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

function plainHost(host: string): string {
  return host.toLowerCase().replace(/:(80|443)$/, '');
}

/** Why a request that changes state is refused; undefined where it is not from a foreign page. */
export function foreignPage(headers: IncomingHttpHeaders): string | undefined {
  if (headers['sec-fetch-site'] === 'cross-site') return 'Sec-Fetch-Site is cross-site.';
  const { origin, host } = headers;
  if (origin === undefined) return undefined;
  const from = hostOf(origin);
  const own = from !== undefined && plainHost(from) === plainHost(host ?? '');
  return own ? undefined : 'Origin is not this gateway.';
}
