/**
 * One picture of the gateway for all pages that watch it: made at most four times a second while anybody watches, and compared once, so that
 * ten pages cost as much as one. Without readers nothing runs.
 */
import type { Clock } from '@simgate/daemon';

/** A part of the picture whose keys are compared one by one. */
type Part = Readonly<Record<string, unknown>>;

export interface Picture {
  readonly ports: ReadonlyMap<number, Part>;
  /** Looked at once a second. */
  readonly counters: Part;
  /** The newest id of each list. */
  readonly news: Part;
}

export interface LiveHubOptions {
  readonly clock: Clock;
  /** Ports and news, every time; counters only where they are due. */
  readonly look: (withCounters: boolean) => Picture;
  /** Called once a second while anybody watches, before the counters are looked at. */
  readonly prepare: () => void;
}

/** Milliseconds between two looks. */
const EVERY = 250;
/** Looks between two of the counters. */
const COUNTERS_EVERY = 4;
/** Deltas kept for readers that are slow, 15 s of them; who is slower gets a new snapshot. */
const MOST_KEPT = 60;

export interface Delta {
  readonly ports?: Readonly<Record<string, Part>>;
  /** Ports that are no more. */
  readonly gone?: readonly number[];
  readonly counters?: Part;
  readonly news?: Part;
}

interface Kept {
  readonly number: number;
  readonly delta: Delta;
}

/** Whether two values of JSON are equal in all their parts: without a text of each, which costs five times as much. */
function same(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const [values, others] = [Object.entries(one), other as Part];
  return (
    values.length === Object.keys(other).length && values.every(([key, value]) => same(value, others[key]))
  );
}

/** The keys of `part` that differ; undefined where none does. */
function differences(part: Part, before: Part | undefined): Part | undefined {
  if (before === undefined) return part;
  const changed = Object.entries(part).filter(([key, value]) => !same(value, before[key]));
  return changed.length === 0 ? undefined : Object.fromEntries(changed);
}

export class LiveHub {
  readonly #options: LiveHubOptions;
  #readers = 0;
  #cancel = () => {};
  #looks = 0;
  #number = 0;
  #kept: Kept[] = [];
  #ports: ReadonlyMap<number, Part> = new Map();
  #counters: Part | undefined;
  #news: Part | undefined;
  readonly #waiting = new Set<() => void>();

  constructor(options: LiveHubOptions) {
    this.#options = options;
  }

  /** The returned function ends it; the last one stops the looking. */
  enter(): () => void {
    this.#readers += 1;
    if (this.#readers === 1) this.#begin();
    let inside = true;
    return () => {
      if (!inside) return;
      inside = false;
      this.#readers -= 1;
      if (this.#readers === 0) this.#end();
    };
  }

  /** The whole picture, and the number behind which its deltas follow. */
  snapshot(): { readonly picture: Picture; readonly number: number } {
    // Compared with the next one, so that a reader misses nothing between the two.
    const picture = this.#look(true);
    return { picture, number: this.#number };
  }

  /** The changes behind a number; undefined where that is too long ago. */
  since(number: number): { readonly deltas: readonly Delta[]; readonly number: number } | undefined {
    const [oldest] = this.#kept;
    if (number < this.#number && (oldest === undefined || oldest.number > number + 1)) return undefined;
    const deltas = this.#kept.filter(one => one.number > number).map(({ delta }) => delta);
    return { deltas, number: this.#number };
  }

  /** Resolves at the next delta, after `milliseconds`, or when `ended` aborts. */
  news(milliseconds: number, ended: AbortSignal): Promise<void> {
    if (ended.aborted) return Promise.resolve();
    return new Promise(resolve => {
      const wake = () => {
        cancel();
        this.#waiting.delete(wake);
        ended.removeEventListener('abort', wake);
        resolve();
      };
      const cancel = this.#options.clock.after(milliseconds, wake);
      this.#waiting.add(wake);
      ended.addEventListener('abort', wake, { once: true });
    });
  }

  #begin(): void {
    this.#options.prepare();
    this.#look(true);
    this.#schedule();
  }

  #end(): void {
    this.#cancel();
    this.#kept = [];
    this.#ports = new Map();
    this.#counters = undefined;
    this.#news = undefined;
  }

  #schedule(): void {
    this.#cancel = this.#options.clock.after(EVERY, () => {
      this.#schedule();
      this.#looks += 1;
      const withCounters = this.#looks % COUNTERS_EVERY === 0;
      if (withCounters) this.#options.prepare();
      this.#look(withCounters);
    });
  }

  #look(withCounters: boolean): Picture {
    const picture = this.#options.look(withCounters);
    const ports = this.#changedPorts(picture.ports);
    const gone = [...this.#ports.keys()].filter(port => !picture.ports.has(port));
    this.#ports = picture.ports;
    const news = differences(picture.news, this.#news);
    this.#news = picture.news;
    const counters = withCounters ? differences(picture.counters, this.#counters) : undefined;
    if (withCounters) this.#counters = picture.counters;
    const delta: Delta = {
      ...(Object.keys(ports).length > 0 && { ports }),
      ...(gone.length > 0 && { gone }),
      ...(counters !== undefined && { counters }),
      ...(news !== undefined && { news }),
    };
    if (Object.keys(delta).length > 0) this.#keep(delta);
    return picture;
  }

  #changedPorts(ports: Picture['ports']): Record<string, Part> {
    const changed: Record<string, Part> = {};
    for (const [port, part] of ports) {
      const changes = differences(part, this.#ports.get(port));
      if (changes !== undefined) changed[port] = changes;
    }
    return changed;
  }

  #keep(delta: Delta): void {
    this.#number += 1;
    this.#kept.push({ number: this.#number, delta });
    if (this.#kept.length > MOST_KEPT) this.#kept.shift();
    for (const wake of [...this.#waiting]) wake();
  }
}
