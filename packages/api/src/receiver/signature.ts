/** Checks the signature of a push (Standard Webhooks), by Web Crypto: it is in Node, Deno, Bun, Workers and browsers alike. */

export interface SignedRequest {
  readonly id: string;
  /** As it stands in the header: seconds since 1970. */
  readonly timestamp: string;
  /** Signatures, parted by blanks, each with its version: `v1,BASE64`. */
  readonly signature: string;
  /** The octets as they came. */
  readonly body: Uint8Array;
}

const PREFIX = 'whsec_';
/** Signatures of one header that are looked at: a sender in the middle of a change of its secret sends two. */
const MOST_SIGNATURES = 8;

function octetsOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
}

/** The name of its type differs between Node and browsers. */
export type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** @throws TypeError where the secret is not base64, with or without `whsec_` before it */
export function keyOf(secret: string): Promise<Key> {
  const base64 = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret;
  let octets: Uint8Array<ArrayBuffer>;
  try {
    octets = octetsOf(base64);
  } catch {
    throw new TypeError('secret: must be base64, as the gateway shows it');
  }
  if (octets.length === 0) throw new TypeError('secret: is empty');
  return crypto.subtle.importKey('raw', octets, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
}

function signaturesOf(header: string): Uint8Array<ArrayBuffer>[] {
  return header
    .split(' ', MOST_SIGNATURES)
    .filter(one => one.startsWith('v1,'))
    .flatMap(one => {
      try {
        return [octetsOf(one.slice('v1,'.length))];
      } catch {
        return [];
      }
    });
}

/** Whether one of the keys has made one of the signatures; compared in constant time by Web Crypto. */
export async function isSigned(request: SignedRequest, keys: readonly Key[]): Promise<boolean> {
  const head = new TextEncoder().encode(`${request.id}.${request.timestamp}.`);
  const signed = new Uint8Array(head.length + request.body.length);
  signed.set(head);
  signed.set(request.body, head.length);
  for (const signature of signaturesOf(request.signature))
    for (const key of keys) if (await crypto.subtle.verify('HMAC', key, signature, signed)) return true;
  return false;
}
