/** Posts an event as a push target gets it: body, headers and signature (Standard Webhooks). */
import { createHmac, randomBytes } from 'node:crypto';

/** A push to a program under development. */
export interface WebhookRequest {
  readonly url: string;
  /** `webhook-id`: the same on every repeat. */
  readonly id: string;
  readonly body: string;
  /** `whsec_` and base64. */
  readonly secret: string;
}

/** The answer of the program; status 0 where none came. */
export interface Answer {
  /** HTTP status; 0 where none came. */
  readonly status: number;
  readonly milliseconds: number;
  /** "" where the receiver took it. */
  readonly trouble: string;
}

/** Milliseconds; as push.timeout of the gateway. */
const TIME_LIMIT = 10_000;
const PREFIX = 'whsec_';
const SECRET_OCTETS = 24;

/** A new secret: `whsec_` and 24 random octets in base64 (Standard Webhooks). */
export function newSecret(): string {
  return PREFIX + randomBytes(SECRET_OCTETS).toString('base64');
}

/** The signature of a push: HMAC-SHA256 over id, time and body (Standard Webhooks). `timestamp` in seconds. */
function signatureOf(secret: string, id: string, timestamp: number, body: string): string {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

/** The reason of a failed request: fetch hides it in the cause of its error. */
function troubleOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && cause.message !== '' ? cause.message : error.message;
}

/** Posts it once. Never rejects. */
export async function post({ url, id, body, secret }: WebhookRequest, signal?: AbortSignal): Promise<Answer> {
  const start = performance.now();
  const passed = (): number => Math.round(performance.now() - start);
  const timestamp = Math.floor(Date.now() / 1000);
  // Held by its timer: Node.js 20 collects an AbortSignal.timeout that only AbortSignal.any knows.
  const limit = new AbortController();
  const timer = setTimeout(
    () => limit.abort(new Error(`no answer within ${TIME_LIMIT / 1000} s`)),
    TIME_LIMIT,
  );
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'simgate',
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signatureOf(secret, id, timestamp, body),
      },
      body,
      signal: signal === undefined ? limit.signal : AbortSignal.any([signal, limit.signal]),
    });
    await response.body?.cancel();
    return {
      status: response.status,
      milliseconds: passed(),
      trouble: response.ok ? '' : `HTTP ${response.status}`,
    };
  } catch (error) {
    return { status: 0, milliseconds: passed(), trouble: troubleOf(error) };
  } finally {
    clearTimeout(timer);
  }
}
