/**
 * user_ids of gateways: rising, unique within 31 bits, and never used again. Blocks are reserved in the store with a claim, so that a
 * crash wastes some and repeats none.
 */
import type { Random } from '@simgate/daemon';

const BLOCK = 1000;
const HIGHEST = 2 ** 31 - 1;
/** A server that is set up anew begins somewhere else, so that a gateway's old results are not taken for new ones. */
const HIGHEST_FIRST = 2 ** 30;

interface Counter {
  next: number;
  reserved: number;
}

export class UserIds {
  readonly #random: Random;
  readonly #counters = new Map<string, Counter>();

  constructor(random: Random) {
    this.#random = random;
  }

  knows(gateway: string): boolean {
    return this.#counters.has(gateway);
  }

  /** @param stored the next one of the store; undefined for a gateway that was given none */
  learn(gateway: string, stored: number | undefined): Counter {
    const next = stored ?? 1 + Math.floor(this.#random() * HIGHEST_FIRST);
    const counter = { next, reserved: next };
    this.#counters.set(gateway, counter);
    return counter;
  }

  /** Takes `count` ids in a row. `reserve` has to be stored in the claim that uses them, where it is there. */
  take(gateway: string, count: number): { readonly first: number; readonly reserve: number | undefined } {
    const counter = this.#counters.get(gateway) ?? this.learn(gateway, undefined);
    if (counter.next + count > HIGHEST) Object.assign(counter, { next: 1, reserved: 1 });
    const first = counter.next;
    counter.next += count;
    if (counter.next <= counter.reserved) return { first, reserve: undefined };
    counter.reserved = counter.next + BLOCK;
    return { first, reserve: counter.reserved };
  }

  /** A claim that carried a reservation was not stored: the next one carries it again. */
  notReserved(gateway: string): void {
    const counter = this.#counters.get(gateway);
    if (counter !== undefined) counter.reserved = counter.next;
  }
}
