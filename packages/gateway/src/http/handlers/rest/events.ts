/** The journal as server-sent events. */
import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '@simgate/daemon';
import { done, refused } from '@simgate/daemon/http';
import type { Journal, JournalledEvent } from '../../../events.ts';
import { maskObject } from '../../masking.ts';
import type { Handlers } from '../context.ts';

/** Milliseconds between comments: proxies close what is silent for a minute. */
const HEARTBEAT = 15_000;
/** Events read at a time: what a client that does not read holds of memory. */
const PAGE_SIZE = 100;

function snake(name: string): string {
  return name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}

/** The keys of an event in the spelling of the API. */
function fieldsOf(event: object): object {
  return Object.fromEntries(Object.entries(event).map(([name, value]) => [snake(name), value]));
}

/** An event as the API shows it. */
export function eventItem({ id, at, event }: JournalledEvent) {
  const { kind, ...fields } = event;
  return { id, at: new Date(at).toISOString(), kind, ...fieldsOf(fields) };
}

function textOf(event: JournalledEvent, masked: boolean): string {
  const item = eventItem(event);
  const { id, kind } = item;
  return `id: ${id}\nevent: ${kind}\ndata: ${JSON.stringify(masked ? maskObject(item) : item)}\n\n`;
}

/** Resolves at the next commit with events, after `milliseconds`, or when `ended` aborts. */
function createWaiting(journal: Journal, clock: Clock, ended: AbortSignal) {
  let wake = () => {};
  let news = false;
  const stop = journal.onCommitted(() => {
    news = true;
    wake();
  });
  ended.addEventListener('abort', () => wake(), { once: true });
  return {
    stop,
    /** A commit since the last call counts too, so that no event waits for the next one. */
    async wait(milliseconds: number): Promise<'news' | 'silence'> {
      if (!news && !ended.aborted) {
        await new Promise<void>(resolve => {
          const cancel = clock.after(milliseconds, resolve);
          wake = () => {
            cancel();
            resolve();
          };
        });
      }
      const heard = news ? 'news' : 'silence';
      news = false;
      return heard;
    },
  };
}

interface Stream {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly after: number;
  /** The reader named no place. */
  readonly fromNow: boolean;
  /** The id that the reader named where the journal ends before it; undefined where it does not. */
  readonly beyond: number | undefined;
  readonly kinds: ReadonlySet<string> | undefined;
  /** Without texts, and with masked numbers. */
  readonly masked: boolean;
  readonly ended: AbortSignal;
}

/**
 * Informs a reader that its last event is not in the journal, as after a restored backup. A block with an id and no data sets the last
 * id of the reader and is no event (HTML standard, 9.2.6), so that it does not ask for the wrong id again.
 */
function beyondText(asked: number, newest: number): string {
  return `: event ${asked} is not in the journal, whose newest is ${newest}; the stream goes on from there\nid: ${newest}\n\n`;
}

/** Goes on until `ended`; reads a page only when the one before is sent. */
async function* eventTexts({
  journal,
  clock,
  after,
  fromNow,
  beyond,
  kinds,
  masked,
  ended,
}: Stream): AsyncGenerator<string> {
  const waiting = createWaiting(journal, clock, ended);
  let last = after;
  try {
    // Sent at once, so that a client knows it is heard.
    yield ': the stream begins\n\n';
    // A block with an id alone is no event: a client that loses the connection before the first event goes on from there.
    if (fromNow) yield `id: ${after}\n\n`;
    if (beyond !== undefined) yield beyondText(beyond, after);
    while (!ended.aborted) {
      const { events, upTo } = journal.page(last, PAGE_SIZE, kinds);
      if (events.length > 0) yield events.map(one => textOf(one, masked)).join('');
      if (upTo > last) {
        last = upTo;
        // A stretch without a wanted event is followed by the next one, and others have their turn between them.
        await turn();
      } else if ((await waiting.wait(HEARTBEAT)) === 'silence' && !ended.aborted) yield ':\n\n';
    }
  } finally {
    waiting.stop();
  }
}

/** The header is what a browser sends by itself when it comes back; it stands above `after`. */
function startOf(header: string | undefined, after: number | undefined): number | undefined | 'unreadable' {
  if (header === undefined || header.trim() === '') return after;
  return /^\d{1,15}$/.test(header.trim()) ? Number(header) : 'unreadable';
}

export const eventHandlers = {
  stream_events: (request, { journal, clock }, call) => {
    const start = startOf(call.lastEventId, request.after);
    if (start === 'unreadable') return refused(400, 'Last-Event-ID: must be the id of an event.');
    const newest = journal.newest();
    const after = Math.min(start ?? newest, newest);
    const beyond = start !== undefined && start > newest ? start : undefined;
    const kinds = request.kinds === undefined ? undefined : new Set<string>(request.kinds);
    return {
      kind: 'streamed',
      mediaType: 'text/event-stream',
      pieces: ended =>
        eventTexts({
          ...{ journal, clock, after, fromNow: start === undefined, beyond, kinds, ended },
          masked: call.caller.role === 'viewer',
        }),
    };
  },

  list_events: ({ kinds, port, before, limit = 100 }, { journal }) => {
    const { events, next } = journal.back({
      ...(kinds !== undefined && { kinds }),
      ...(port !== undefined && { ports: port }),
      ...(before !== undefined && { before }),
      limit,
    });
    const [oldest, newest] = [journal.oldest(), journal.newest()];
    return done(200, { events: events.map(eventItem), next, oldest, newest });
  },
} satisfies Partial<Handlers>;
