/** Passed to every driver. */
import type { Client, Result } from '@simgate/api';
import type { Clock, Random } from '@simgate/daemon';
import type { GatewayListener } from '../domain/driver.ts';

export interface DriverContext {
  /** `http://host:port` or `https://host:port`. */
  readonly address: string;
  readonly user: string;
  readonly password: string;
  /** SHA-256 of the pinned certificate in hex; "" while none is. */
  readonly certificate: string;
  /** As it is known from before; "" where it is not. */
  readonly serialNumber: string;
  readonly clockOffsetMs: number;
  /** Stored for the driver at its request. */
  readonly memory: ReadonlyMap<string, string>;
  readonly listener: GatewayListener;
  /** How long an answer of the gateway may take, in milliseconds. */
  readonly answerMs: number;
  readonly clock: Clock;
  readonly random: Random;
}

/** Carries calls of people to a gateway: what the server passes through. */
export interface PassThrough {
  /** One call of the documented API. Never rejects. */
  pass<Reply>(work: (client: Client) => Promise<Result<Reply>>): Promise<Result<Reply>>;
}

/** Milliseconds before a gateway that failed is tried again: doubled with each failure, and up to half of it is chance. */
const FIRST_REST = 1000;
const LONGEST_REST = 60_000;

/** How long a gateway rests after so many failures in a row. */
export function restAfter(failures: number, random: Random): number {
  const rest = Math.min(LONGEST_REST, FIRST_REST * 2 ** (failures - 1));
  return rest * (1 + random() / 2);
}

/** Resolves after a time, or at once when the signal aborts. */
export function rest(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const end = (): void => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.after(milliseconds, end);
    signal.addEventListener('abort', end, { once: true });
  });
}
