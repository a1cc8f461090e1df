/** Whether a request with a session cookie was made by a page of the program itself. */
import type { IncomingHttpHeaders } from 'node:http';
import { isOwnOrigin, type PublicFace, type Refusal } from './browsers.ts';

/** The header that only a page of the same origin can add: elsewhere a browser would ask first, and is never allowed. */
export const SESSION_HEADER = 'x-simgate';

function strange(name: string): Refusal {
  return {
    reason: `${name} is not this host.`,
    remedy: 'open the console from our own address, or set http.publicOrigin to it',
  };
}

/**
 * Why a request with a cookie is refused. Browsers send no Sec-Fetch-Site over plain HTTP to other machines, and no Origin with a GET:
 * there the header alone has to do.
 */
export function foreignSessionUse(
  headers: IncomingHttpHeaders,
  method: string,
  face: PublicFace,
): Refusal | undefined {
  const { origin, host, 'sec-fetch-site': site } = headers;
  if (site !== undefined) return site === 'same-origin' ? undefined : strange('Sec-Fetch-Site');
  if (origin !== undefined) return isOwnOrigin(origin, host, face) ? undefined : strange('Origin');
  return method === 'GET' || method === 'HEAD' ? undefined : strange('Origin');
}
