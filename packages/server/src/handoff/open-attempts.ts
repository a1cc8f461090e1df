/** The attempts of a partition that are not settled, in memory: what was handed over, and when its gateway is asked next. */
import type { Clock } from '@simgate/daemon';
import type { HandOff, HandOffCall } from '../domain/driver.ts';
import { encodingOfCode } from '../domain/message.ts';
import { type Priority, priorityOfCode } from '../domain/message-state.ts';
import type { OpenRow } from '../store/waiting.ts';

export interface OpenAttempt {
  readonly gateway: string;
  readonly userId: number;
  readonly message: string;
  readonly port: number;
  readonly call: string;
  readonly pool: string;
  readonly priority: Priority;
  /** Hand-offs of the message, this one included. */
  readonly attempts: number;
  /** Wall milliseconds of its claim. */
  readonly at: number;
  readonly handOff: HandOff;
  state: 'handing' | 'taken' | 'inDoubt';
  /** Its call was made before, perhaps by a former owner: what a repeat proves is no proof about the first time. */
  repeated: boolean;
  /** A repeat brought nothing: the gateway is asked for the user_id instead. */
  askInstead: boolean;
  /** Questions that were put, answered or not. */
  asks: number;
  /** Monotonic. */
  nextAskAt: number;
}

export class OpenAttempts {
  readonly #clock: Clock;
  readonly #byGateway = new Map<string, Map<number, OpenAttempt>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(attempt: OpenAttempt): void {
    const known = this.#byGateway.get(attempt.gateway);
    if (known === undefined) this.#byGateway.set(attempt.gateway, new Map([[attempt.userId, attempt]]));
    else known.set(attempt.userId, attempt);
  }

  get(gateway: string, userId: number): OpenAttempt | undefined {
    return this.#byGateway.get(gateway)?.get(userId);
  }

  remove({ gateway, userId }: OpenAttempt): void {
    this.#byGateway.get(gateway)?.delete(userId);
  }

  #of(gateway: string): OpenAttempt[] {
    return [...(this.#byGateway.get(gateway)?.values() ?? [])];
  }

  gateways(): string[] {
    return [...this.#byGateway].filter(([, attempts]) => attempts.size > 0).map(([gateway]) => gateway);
  }

  /** Attempts of a gateway whose question is due; none that is being handed over now. */
  due(gateway: string): OpenAttempt[] {
    const now = this.#clock.monotonic();
    return this.#of(gateway).filter(attempt => attempt.state !== 'handing' && attempt.nextAskAt <= now);
  }

  /** Of each port of a gateway the message that it was handed first, among those that the gateway took. */
  oldestTaken(gateway: string): Iterable<OpenAttempt> {
    const oldest = new Map<number, OpenAttempt>();
    for (const attempt of this.#of(gateway))
      if (attempt.state === 'taken' && !oldest.has(attempt.port)) oldest.set(attempt.port, attempt);
    return oldest.values();
  }

  /** The other messages of its port that the gateway took are asked about next. */
  hurry({ gateway, port }: OpenAttempt, at: number): void {
    for (const attempt of this.#of(gateway))
      if (attempt.port === port && attempt.state === 'taken' && attempt.asks === 0)
        attempt.nextAskAt = Math.min(attempt.nextAskAt, at);
  }

  /** The attempts of one call, in the order in which they were handed over. */
  ofCall(gateway: string, call: string): OpenAttempt[] {
    return this.#of(gateway)
      .filter(attempt => attempt.call === call)
      .toSorted((a, b) => a.userId - b.userId);
  }

  get size(): number {
    return [...this.#byGateway.values()].reduce((sum, attempts) => sum + attempts.size, 0);
  }
}

/** An attempt that a former owner left. What was being handed over is in doubt: nobody knows whether the call was made. */
export function foundAttempt(row: OpenRow, now: number): OpenAttempt {
  return {
    gateway: row.gateway,
    userId: row.user_id,
    message: row.message,
    port: row.port,
    call: row.call_id,
    pool: row.pool,
    priority: priorityOfCode(row.priority),
    attempts: row.attempts,
    at: row.at,
    handOff: {
      userId: row.user_id,
      recipient: row.recipient,
      text: row.body,
      encoding: encodingOfCode(row.encoding),
    },
    state: row.state === 1 ? 'taken' : 'inDoubt',
    repeated: false,
    askInstead: false,
    asks: 0,
    nextAskAt: now,
  };
}

/** The key of a call carries how many messages it has: a part of it is not repeated. */
export function keyOfCall(id: string, messages: number): string {
  return `${id}.${messages}`;
}

export function sizeOfCall(key: string): number {
  return Number(key.split('.')[1]);
}

/** The call that these attempts were made of, as it was and is repeated. */
export function callOf(attempts: readonly OpenAttempt[]): HandOffCall | undefined {
  const [first] = attempts;
  if (first === undefined) return undefined;
  return {
    key: first.call,
    port: first.port,
    priority: first.priority,
    messages: attempts.map(({ handOff }) => handOff),
  };
}
