/**
 * The part of `fetch` that the SDK needs, over node:http. Node's own takes longer to load than all the rest of a command, and trusts certificates
 * for the whole process only.
 */
import { readFileSync } from 'node:fs';
import { type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { CommandError, exitCodes } from '../program/exit-codes.ts';

/** Which certificates of the gateway are accepted. */
export interface Trust {
  /** A file with certificates (PEM) beside those of the system. */
  readonly ca: string | undefined;
  /** Takes any certificate. */
  readonly insecure: boolean;
}

interface Init {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/** @throws CommandError where the file cannot be read */
async function tlsOptions({ ca, insecure }: Trust): Promise<object> {
  if (ca === undefined) return insecure ? { rejectUnauthorized: false } : {};
  const { rootCertificates } = await import('node:tls');
  try {
    return {
      ca: [...rootCertificates, readFileSync(ca, 'utf8')],
      ...(insecure && { rejectUnauthorized: false }),
    };
  } catch (error) {
    throw new CommandError(exitCodes.failed, `${ca}: ${(error as Error).message}`);
  }
}

/** The parts of a response that the SDK reads. */
function responseOf(message: IncomingMessage): Response {
  const { statusCode: status = 0, headers } = message;
  const read = (name: string): string | null => {
    const value = headers[name];
    // Several challenges come as several lines; `fetch` joins them so.
    return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value;
  };
  return { status, headers: { get: read }, body: message } as unknown as Response;
}

/** One request and its response, without redirects. */
function exchange(url: URL, options: RequestOptions, { body, signal }: Init): Promise<Response> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const asked = request(url, { ...options, ...(signal !== undefined && { signal }) }, message =>
      resolve(responseOf(message)),
    );
    asked.on('error', error => reject(signal?.aborted === true ? signal.reason : error));
    asked.end(body);
  });
}

/**
 * Makes it. Each request has a connection of its own: one that is kept may be closed by the other side just when it is used again.
 * @throws CommandError where the file of certificates cannot be read
 */
export async function createFetch(trust: Trust): Promise<typeof fetch> {
  const tls = await tlsOptions(trust);
  const carry = (url: URL, init: Init = {}): Promise<Response> => {
    const { method = 'GET', headers = {}, body } = init;
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    return exchange(url, { ...tls, method, agent: false, headers: { ...headers, ...length } }, init);
  };
  return carry as unknown as typeof fetch;
}
