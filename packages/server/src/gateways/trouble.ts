/** Why a gateway cannot be used, in words, and what follows from it. */
import { type ApiError, type Result, SimgateError } from '@simgate/api';
import type { HandOffOutcome } from '../domain/driver.ts';

/** A trouble of a gateway. `refused` waits for a person; `down` is tried again. */
export interface Trouble {
  readonly state: 'down' | 'refused';
  readonly reason: string;
  /** Milliseconds before it is tried again, at least: a ban grows with every try. */
  readonly rest: number;
}

/** After failed logins the firmware shuts an address out for some minutes; each try may begin them anew. */
const BAN_REST = 5 * 60_000;
/** The answer to a call that is not made, because the gateway refused the password before. */
export const unauthorized = {
  ok: false,
  error: { kind: 'unauthorized', retryable: false, mayBeDone: false },
} as const satisfies Result<never>;

/** Characters of a foreign page that are looked at. */
const LOOKED_AT = 2000;

function down(reason: string, rest = 0): Trouble {
  return { state: 'down', reason, rest };
}

export function refusedTrouble(reason: string): Trouble {
  return { state: 'refused', reason, rest: 0 };
}

function pageTrouble(status: number, text: string): Trouble {
  const looked = text.slice(0, LOOKED_AT).toLowerCase();
  if (status === 403)
    return down('it shuts this server out (HTTP 403), as gateways do after failed logins', BAN_REST);
  if (status === 404 && looked.includes('disable'))
    return down('its API is switched off (HTTP 404): switch it on in its web page');
  if (status === 404) return down('it has no such API (HTTP 404): is this the address of a gateway?');
  if (status >= 300 && status < 400) return down(`it answers with a redirect (HTTP ${status})`);
  if (looked.trimStart().startsWith('<'))
    return down(`it answers with a web page instead of JSON (HTTP ${status})`);
  return down(`it answers what is none of its API (HTTP ${status})`);
}

/** The trouble behind a call that failed. */
export function troubleOf(error: ApiError): Trouble {
  switch (error.kind) {
    case 'unauthorized':
      return refusedTrouble('it does not accept user and password');
    case 'unexpected':
      return pageTrouble(error.status, error.text);
    case 'unreachable':
      return down(`it cannot be reached: ${error.message}`);
    case 'aborted':
      return down(`it does not answer in time: ${error.message}`);
    case 'refused':
      return error.code === 403
        ? refusedTrouble('its user may not do what the server needs (403)')
        : down(new SimgateError(error).message);
  }
}

/** Place of the message that a refusal names, as in `param[3].number: must be ...`. */
function indexIn(message: string): { index: number } | Record<never, never> {
  const found = /^param\[(\d{1,3})\]/.exec(message)?.[1];
  return found === undefined ? {} : { index: Number(found) };
}

function refusalOutcome(code: number, message: string): HandOffOutcome {
  const detail = message === '' ? `refused with ${code}` : `${message} (${code})`;
  // The key was used with another body: an earlier call with it may have been taken.
  if (code === 400 && message.startsWith('Idempotency-Key')) return { kind: 'inDoubt', detail };
  if (code === 550) return { kind: 'notTaken', fault: 'port', detail };
  const isAboutQueue = code === 413 && message.includes('queue');
  if ((code === 400 || code === 413) && !isAboutQueue)
    return { kind: 'notTaken', fault: 'message', detail, ...indexIn(message) };
  return { kind: 'notTaken', fault: 'gateway', detail };
}

/** Returns the proof that lies in a failed send_sms. */
export function outcomeOf(error: ApiError): HandOffOutcome {
  if (error.kind === 'refused') return refusalOutcome(error.code, error.message);
  const detail = troubleOf(error).reason;
  return error.mayBeDone ? { kind: 'inDoubt', detail } : { kind: 'notTaken', fault: 'gateway', detail };
}

/** A call that was taken, under the gateway's number of it where that is one. */
export function takenWith(task: unknown): HandOffOutcome {
  return Number.isSafeInteger(task) && Number(task) >= 0
    ? { kind: 'taken', task: Number(task) }
    : { kind: 'taken' };
}
