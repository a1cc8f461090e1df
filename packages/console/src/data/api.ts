/** The gateway as the page asks it: the typed client of the contract, under the path that the page was loaded from. */
import { type ApiError, type Client, createClient, type Result } from '@simgate/api';

/** Where the page lies, without a closing slash: the API is beside it, also behind a path of a proxy. */
export function baseUrl(): string {
  return new URL('.', document.baseURI).href.replace(/\/$/, '');
}

/** The header shows the gateway that a page of its own asks: no other site can set it without permission. */
function fetchAsPage(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('x-simgate', '1');
  return fetch(input, { ...init, headers, credentials: 'same-origin', cache: 'no-store' });
}

/**
 * The client of the contract. `reply` makes its refusals errors, which the library for lists wants.
 * Each method resolves to a Result and never rejects for a refusal; `reply` turns it into a value or a Fault.
 */
export const client: Client = createClient({ baseUrl: baseUrl(), fetch: fetchAsPage });

/** A refusal or failure as an error, for the library that fetches lists. */
export class Fault extends Error {
  readonly error: ApiError;

  constructor(error: ApiError) {
    super(error.kind === 'refused' || error.kind === 'unreachable' ? error.message : error.kind);
    this.error = error;
  }

  /** Whether the session has ended. */
  get signedOut(): boolean {
    return this.error.kind === 'unauthorized';
  }

  /** Whether nobody knows that the request arrived. */
  get unreachable(): boolean {
    return this.error.kind === 'unreachable';
  }
}

type Listener = () => void;
const signedOutListeners = new Set<Listener>();

/**
 * Runs when the gateway answers that the session has ended.
 * It runs at each such answer, so also several times where several requests were under way.
 * @returns ends the listening
 */
export function onSignedOut(listener: Listener): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

/**
 * The reply, once it is there.
 * @throws Fault on a refusal, a lost gateway, or an ended session
 */
export async function reply<Reply>(asked: Promise<Result<Reply>>): Promise<Reply> {
  const result = await asked;
  if (result.ok) return result.reply;
  const fault = new Fault(result.error);
  if (fault.signedOut) for (const listener of signedOutListeners) listener();
  throw fault;
}
