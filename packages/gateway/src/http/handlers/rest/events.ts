/** The journal as server-sent events. */
import type { Clock } from '../../../clock.ts';
import type { Journal, JournalledEvent } from '../../../events.ts';
import { refused } from '../../answers.ts';
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

function textOf({ id, at, event }: JournalledEvent): string {
  const { kind, ...fields } = event;
  const data = { id, at: new Date(at).toISOString(), kind, ...fieldsOf(fields) };
  return `id: ${id}\nevent: ${kind}\ndata: ${JSON.stringify(data)}\n\n`;
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
    /** What was committed since the last call counts, so that nothing is slept over. */
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
  readonly kinds: ReadonlySet<string> | undefined;
  readonly ended: AbortSignal;
}

/** Goes on until `ended`; reads a page only when the one before is sent. */
async function* eventTexts({ journal, clock, after, kinds, ended }: Stream): AsyncGenerator<string> {
  const waiting = createWaiting(journal, clock, ended);
  let last = after;
  try {
    // Sent at once, so that a client knows it is heard.
    yield ': the stream begins\n\n';
    while (!ended.aborted) {
      const events = journal.since(last, PAGE_SIZE);
      last = events.at(-1)?.id ?? last;
      const text = events.filter(({ event }) => kinds?.has(event.kind) ?? true).map(textOf);
      if (text.length > 0) yield text.join('');
      if (events.length === 0 && (await waiting.wait(HEARTBEAT)) === 'silence' && !ended.aborted)
        yield ':\n\n';
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
    const after = start ?? journal.newest();
    const kinds = request.kinds === undefined ? undefined : new Set<string>(request.kinds);
    return {
      kind: 'streamed',
      mediaType: 'text/event-stream',
      pieces: ended => eventTexts({ journal, clock, after, kinds, ended }),
    };
  },
} satisfies Partial<Handlers>;
