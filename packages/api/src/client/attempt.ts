/** One request of a call, and a call that is ended before its request. */
import { type ApiError, lostCall, type Result } from './errors.ts';

/** A failure as a result. */
export function failed(error: ApiError): Result<never> {
  return { ok: false, error };
}

/** The outcome of one request. */
export interface Attempt {
  readonly result: Result<unknown>;
  /** Milliseconds that the server asks for. */
  readonly retryAfter?: number;
}

/** The caller ended the call before anything was sent. */
export function unsent(signal: AbortSignal): Attempt {
  return { result: failed({ ...lostCall(signal.reason, true), mayBeDone: false }) };
}

/** Resolves when the signal aborts before it is the call's turn; never otherwise. */
export function endedBefore(turn: Promise<unknown>, signal: AbortSignal): Promise<Attempt> {
  return new Promise(resolve => {
    const end = (): void => resolve(unsent(signal));
    signal.addEventListener('abort', end, { once: true });
    void turn.then(() => signal.removeEventListener('abort', end));
  });
}
