/** How the one who asks reaches the program: over TLS or not, and below which path. A proxy may stand between. */
import { compile } from '@fastify/proxy-addr';
import type { FastifyRequest } from 'fastify';
import type { HttpConfig } from '../settings/http-settings.ts';

export interface Face {
  /** The browser's connection is encrypted. */
  readonly secure: boolean;
  /** The prefix of every path in the browser; "": none. */
  readonly basePath: string;
}

/** Home Assistant and its like give a page a path of its own, which they take off again. */
const INGRESS_PATH = /^(?:\/[A-Za-z0-9._~-]{1,100}){1,10}\/?$/;

/** Whether an address is one of the proxies that are believed. */
function proxyTrust(trustedProxies: readonly string[]): (address: string | undefined) => boolean {
  const trusted = compile([...trustedProxies]);
  return address => address !== undefined && trusted(address, 0);
}

/** Reads the face of each request from the headers of trusted proxies. */
export function faceReader({ trustedProxies, publicOrigin, pathPrefix }: HttpConfig) {
  const isTrusted = proxyTrust(trustedProxies);
  const publicSecure = publicOrigin?.startsWith('https:') ?? false;
  return (request: FastifyRequest): Face => {
    const ingress = request.headers['x-ingress-path'];
    const given = typeof ingress === 'string' && INGRESS_PATH.test(ingress) ? ingress : undefined;
    const believed = given !== undefined && isTrusted(request.raw.socket.remoteAddress) ? given : undefined;
    return {
      secure: request.protocol === 'https' || publicSecure,
      basePath: believed?.replace(/\/$/, '') ?? pathPrefix,
    };
  };
}
