/** The live stream of events (Server-Sent Events), resumable behind any event that was got. */
import { refused } from '@simgate/daemon/http';
import type { JournalledServerEvent } from '../../domain/events.ts';
import { newestEvents, readEvents } from '../../store/events.ts';
import type { Store } from '../../store/store.ts';
import type { Handlers } from '../context.ts';
import { masking } from '../masking.ts';
import { instant } from '../times.ts';

/** How far a reader has come in each partition that had events. */
type Places = Map<number, number>;

const RADIX = 36;

/** `part.seq` of each partition in base 36, joined by `-`. */
function writePlaces(places: Places): string {
  const written = [...places].map(([part, seq]) => `${part.toString(RADIX)}.${seq.toString(RADIX)}`);
  return written.length === 0 ? '0.0' : written.join('-');
}

const PLACES = /^[0-9a-z]{1,2}\.[0-9a-z]{1,10}(?:-[0-9a-z]{1,2}\.[0-9a-z]{1,10}){0,255}$/;

/** Undefined where it is no id of this stream. */
function readPlaces(text: string): Places | undefined {
  if (!PLACES.test(text)) return undefined;
  const pairs = text.split('-').map(pair => pair.split('.').map(number => Number.parseInt(number, RADIX)));
  return new Map(pairs.map(([part = 0, seq = 0]) => [part, seq]));
}

/** Events read of one partition at a time. */
const PAGE = 100;
/** A sign of life goes out after so many milliseconds without an event. */
const QUIET_FOR = 15_000;
/** Events of other processes are seen within this time, in milliseconds. */
const LOOK_EVERY = 1000;

/** Resolves after the next commit, after a while, or when it is over. */
function somethingNew(store: Store, ended: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const end = (): void => {
      clearTimeout(timer);
      forget();
      ended.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, LOOK_EVERY);
    const forget = store.onCommitted(end);
    ended.addEventListener('abort', end, { once: true });
    if (ended.aborted) end();
  });
}

async function* eventsAfter(store: Store, places: Places, ended: AbortSignal) {
  while (!ended.aborted) {
    let found = false;
    for (const [part, newest] of await store.read(newestEvents)) {
      const place = places.get(part) ?? 0;
      if (newest <= place) continue;
      const events = await store.read(() => readEvents(part, place, PAGE));
      for (const event of events) {
        places.set(part, event.seq);
        found = true;
        yield event;
      }
      // Kinds of a later version are left out of what is read.
      if (events.length === 0) places.set(part, newest);
    }
    if (!found) {
      yield undefined;
      await somethingNew(store, ended);
    }
  }
}

interface Reader {
  readonly kinds: ReadonlySet<string> | undefined;
  readonly masked: boolean;
  readonly monotonic: () => number;
}

function textOf(event: JournalledServerEvent, places: Places, masked: boolean): string {
  const { kind, at, subject, data } = event;
  const shown = masked ? masking.object(data) : data;
  const body = JSON.stringify({ kind, at: instant(at), subject, data: shown });
  return `id: ${writePlaces(places)}\nevent: ${kind}\ndata: ${body}\n\n`;
}

async function* pieces(
  store: Store,
  places: Places,
  { kinds, masked, monotonic }: Reader,
  ended: AbortSignal,
) {
  yield `: hello\nid: ${writePlaces(places)}\n\n`;
  let spoken = monotonic();
  for await (const event of eventsAfter(store, places, ended)) {
    const isWanted = event !== undefined && (kinds === undefined || kinds.has(event.kind));
    if (isWanted) yield textOf(event, places, masked);
    else if (monotonic() - spoken < QUIET_FOR) continue;
    else yield `id: ${writePlaces(places)}\n: still here\n\n`;
    spoken = monotonic();
  }
}

export const eventHandlers = {
  async stream_events({ kinds, after }, { store, clock }, { lastEventId, caller }) {
    const from = lastEventId ?? after;
    const places = from === undefined ? new Map(await store.read(newestEvents)) : readPlaces(from);
    if (places === undefined) return refused(400, 'after: must be the id of an event of this stream.');
    const reader: Reader = {
      kinds: kinds === undefined ? undefined : new Set(kinds),
      masked: caller.role === 'viewer',
      monotonic: () => clock.monotonic(),
    };
    return {
      kind: 'streamed',
      mediaType: 'text/event-stream',
      pieces: ended => pieces(store, places, reader, ended),
    };
  },
} satisfies Pick<Handlers, 'stream_events'>;
