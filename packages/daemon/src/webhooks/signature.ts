/** The headers of Standard Webhooks: an id that stays the same on repeats, the time of the try, and a signature. */
import { createHmac } from 'node:crypto';

export interface Signed {
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly body: string;
}

/** `v1,` and HMAC-SHA256 over `id.timestamp.body` in base64; the key is what stands behind `whsec_`, decoded. */
export function signatureOf(secret: string, { id, timestamp, body }: Signed): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

/** The signature only where there is a secret. */
export function webhookHeaders(secret: string, signed: Signed): Record<string, string> {
  return {
    'webhook-id': signed.id,
    'webhook-timestamp': String(signed.timestamp),
    ...(secret === '' ? {} : { 'webhook-signature': signatureOf(secret, signed) }),
  };
}
