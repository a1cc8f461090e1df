/**
 * Keeps the stores as the gateway is. The page asks for the ports while it is seen; a gateway that is lost is asked again with growing
 * pauses, and its return brings a whole snapshot.
 */
import { client, Fault, reply } from './api.ts';
import { Observable } from './observable.ts';
import { PortStore } from './port-store.ts';

export type Link =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  /** `since` and `again` are milliseconds since 1970. */
  | { readonly kind: 'lost'; readonly since: number; readonly again: number };

export const ports = new PortStore();
export const link = new Observable<Link>({ kind: 'connecting' });

const EVERY = 2000;
const LONGEST_PAUSE = 30_000;

class Poller {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #running = false;

  start(): void {
    if (this.#running) return;
    this.#running = true;
    document.addEventListener('visibilitychange', this.#onSeen);
    void this.#ask();
  }

  stop(): void {
    this.#running = false;
    clearTimeout(this.#timer);
    document.removeEventListener('visibilitychange', this.#onSeen);
  }

  /** At once, as after an action. */
  now(): void {
    clearTimeout(this.#timer);
    if (this.#running) void this.#ask();
  }

  readonly #onSeen = (): void => {
    if (!document.hidden) this.now();
  };

  async #ask(): Promise<void> {
    try {
      const { ports: list } = await reply(client.listPorts());
      ports.replace(list);
      this.#failures = 0;
      link.set(link.get().kind === 'live' ? link.get() : { kind: 'live' });
      this.#later(EVERY);
    } catch (error) {
      if (error instanceof Fault && error.signedOut) this.stop();
      else this.#lost();
    }
  }

  #lost(): void {
    const pause = Math.min(1000 * 2 ** this.#failures, LONGEST_PAUSE);
    this.#failures += 1;
    const before = link.get();
    const now = Date.now();
    link.set({ kind: 'lost', since: before.kind === 'lost' ? before.since : now, again: now + pause });
    this.#later(pause);
  }

  #later(milliseconds: number): void {
    clearTimeout(this.#timer);
    if (this.#running && !document.hidden) this.#timer = setTimeout(() => void this.#ask(), milliseconds);
  }
}

const poller = new Poller();

export function startLive(): void {
  poller.start();
}

export function stopLive(): void {
  poller.stop();
}

export function refresh(): void {
  poller.now();
}
