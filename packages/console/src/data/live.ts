/**
 * Keeps the stores as the gateway is: one stream with a whole snapshot, then what changed. A gateway that is lost is asked again with growing
 * pauses, and its return brings a new snapshot. A page that nobody sees has no stream.
 */
import type { StreamedEvent } from '@simgate/api';
import { client, Fault, reply } from './api.ts';
import { setGatewayTime } from './clock.ts';
import { Observable } from './observable.ts';
import { PortStore } from './port-store.ts';
import type { Port } from './types.ts';

/**
 * The state of the stream.
 * The page begins with `connecting`; it is `live` from the first snapshot on.
 */
export type Link =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  /** `since` and `again` are milliseconds since 1970. */
  | { readonly kind: 'lost'; readonly since: number; readonly again: number };

type Numbers = Readonly<Record<string, number>>;

/** The ports of the gateway; empty before the first snapshot, and as last known while the stream is lost. */
export const ports = new PortStore();
/** The state of the stream. It changes only when the page loses or regains the gateway, or begins. */
export const link = new Observable<Link>({ kind: 'connecting' });
/**
 * Counts of waiting and of unread messages, and the sums of the gateway's day.
 * The gateway sends only those that changed, which are put into the ones before.
 */
export const counters = new Observable<Numbers>({});
/**
 * The newest id of each list.
 * A list may be absent, which stands for 0.
 */
export const news = new Observable<Numbers>({});

/** A line of the gateway's stream; it is our own gateway, so its form is not checked again. */
interface Snapshot {
  readonly time: string;
  readonly ports: readonly Port[];
  readonly counters: Numbers;
  readonly news: Numbers;
}

/** The changes since the event before: keys that did not change are left out. */
interface Delta {
  readonly ports?: Readonly<Record<string, Partial<Port>>>;
  readonly gone?: readonly number[];
  readonly counters?: Numbers;
  readonly news?: Numbers;
}

/** Replaces the stores and sets the gateway's clock. From here on the stream counts as live. */
function takeSnapshot(snapshot: Snapshot): void {
  setGatewayTime(snapshot.time);
  ports.replace(snapshot.ports);
  counters.set(snapshot.counters);
  news.set(snapshot.news);
  link.set(link.get().kind === 'live' ? link.get() : { kind: 'live' });
}

/** A port that no snapshot had comes with all its keys. */
function takeDelta({ ports: changed = {}, gone = [], counters: counted, news: newest }: Delta): void {
  const parts = Object.entries(changed).map(([port, part]) => ({ ...part, port: Number(port) }));
  ports.change(parts, gone);
  if (counted !== undefined) counters.set({ ...counters.get(), ...counted });
  if (newest !== undefined) news.set({ ...news.get(), ...newest });
}

/** Takes one event of the stream; kinds that a newer gateway may have are left out. */
function takeLive({ kind, data }: Pick<StreamedEvent, 'kind' | 'data'>): void {
  if (kind === 'snapshot') takeSnapshot(data as Snapshot);
  else if (kind === 'delta') takeDelta(data as Delta);
}

/** A connection may be dead without a word, and a session may end elsewhere. */
const CHECK_EVERY = 15_000;
const LONGEST_PAUSE = 30_000;

/**
 * The one stream of this page. It ends while the page is hidden or the browser offline, and begins again with a new snapshot.
 * Pauses after failures grow from 1 s to 30 s.
 */
class LiveStream {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #check: ReturnType<typeof setInterval> | undefined;
  #ending = new AbortController();
  #failures = 0;
  #running = false;

  /** Begins at once; a stream that runs already is left alone. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    document.addEventListener('visibilitychange', this.#onSeen);
    addEventListener('offline', this.#onOffline);
    addEventListener('online', this.#again);
    this.#check = setInterval(() => void this.#ask(), CHECK_EVERY);
    this.#again();
  }

  /** Ends the stream. Its listeners stay, and do nothing until it starts again. */
  stop(): void {
    this.#running = false;
    this.#ending.abort();
    clearTimeout(this.#timer);
    clearInterval(this.#check);
  }

  readonly #onSeen = (): void => {
    if (document.hidden) this.#ending.abort();
    else this.#again();
  };

  readonly #onOffline = (): void => {
    this.#ending.abort();
    this.#lost();
  };

  /** At once, in place of a stream that runs. */
  readonly #again = (): void => {
    clearTimeout(this.#timer);
    this.#ending.abort();
    this.#ending = new AbortController();
    if (this.#running && !document.hidden) void this.#read(this.#ending.signal);
  };

  /** Looks by an ordinary request whether the gateway is there, because a dead connection of the stream may show no error. */
  async #ask(): Promise<void> {
    if (link.get().kind !== 'live' || document.hidden) return;
    try {
      await reply(client.getSession());
    } catch (error) {
      if (error instanceof Fault && error.unreachable) this.#onOffline();
    }
  }

  /** Reads until the stream ends. An ended session is left to the listeners of onSignedOut. */
  async #read(signal: AbortSignal): Promise<void> {
    try {
      for await (const event of await reply(client.streamLive({}, { signal }))) {
        takeLive(event);
        this.#failures = 0;
      }
    } catch (error) {
      if (error instanceof Fault && error.signedOut) return;
    }
    if (!signal.aborted) this.#lost();
  }

  #lost(): void {
    if (!this.#running || document.hidden) return;
    const pause = Math.min(1000 * 2 ** this.#failures, LONGEST_PAUSE);
    this.#failures += 1;
    const before = link.get();
    const now = Date.now();
    link.set({ kind: 'lost', since: before.kind === 'lost' ? before.since : now, again: now + pause });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#again, pause);
  }
}

const stream = new LiveStream();

/** Begins to read the stream, and again after each loss; to start twice does no harm. */
export function startLive(): void {
  stream.start();
}

/** Ends the stream: nobody is signed in any more. */
export function stopLive(): void {
  stream.stop();
}
