/** All ports, outside React: the news of one port renders one card. */
import { Observable } from './observable.ts';
import type { Port } from './types.ts';

type Listener = () => void;

/** Sums over all ports; the board shows them in one strip. */
export interface Sums {
  readonly ports: number;
  readonly ready: number;
  readonly trouble: number;
  readonly waiting: number;
}

/** Whether two values are equal in all their parts; the order of keys counts, as the gateway keeps it. */
export function same(one: unknown, other: unknown): boolean {
  return Object.is(one, other) || JSON.stringify(one) === JSON.stringify(other);
}

/** The ports by number, outside React: what changes one port renders one card. */
export class PortStore {
  readonly numbers = new Observable<readonly number[]>([]);
  readonly #ports = new Map<number, Port>();
  readonly #listeners = new Map<number, Set<Listener>>();
  readonly #whole = new Set<Listener>();
  #all: readonly Port[] = [];

  /** A whole snapshot: what it lacks is gone. Ports that did not change keep their identity. */
  replace(ports: readonly Port[]): void {
    const present = new Set(ports.map(({ port }) => port));
    const gone = [...this.#ports.keys()].filter(port => !present.has(port));
    for (const port of gone) this.#ports.delete(port);
    const changed = ports.filter(port => this.#put(port)).map(({ port }) => port);
    this.#tell([...gone, ...changed]);
  }

  /** The keys of some ports that changed, and ports that are no more. A port that is not known yet must come whole. */
  change(parts: readonly (Partial<Port> & { readonly port: number })[], gone: readonly number[] = []): void {
    const left = gone.filter(port => this.#ports.delete(port));
    const changed = parts.filter(part => {
      const before = this.#ports.get(part.port);
      if (before === undefined && part.reg === undefined) return false;
      return this.#put({ ...before, ...part } as Port);
    });
    this.#tell([...left, ...changed.map(({ port }) => port)]);
  }

  /** A port by its number; undefined where there is none. The same object until it changes. */
  get(port: number): Port | undefined {
    return this.#ports.get(port);
  }

  /** The same array until a port changes. */
  readonly all = (): readonly Port[] => this.#all;

  /** @param port absent: hears of every port */
  subscribe(listener: Listener, port?: number): () => void {
    const listeners = port === undefined ? this.#whole : this.#of(port);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  #of(port: number): Set<Listener> {
    const listeners = this.#listeners.get(port) ?? new Set();
    this.#listeners.set(port, listeners);
    return listeners;
  }

  #put(port: Port): boolean {
    if (same(this.#ports.get(port.port), port)) return false;
    this.#ports.set(port.port, port);
    return true;
  }

  #tell(changed: readonly number[]): void {
    if (changed.length === 0) return;
    this.#all = [...this.#ports.values()].sort((one, other) => one.port - other.port);
    const numbers = this.#all.map(({ port }) => port);
    if (!same(numbers, this.numbers.get())) this.numbers.set(numbers);
    for (const port of changed) for (const listener of this.#listeners.get(port) ?? []) listener();
    for (const listener of this.#whole) listener();
  }
}
