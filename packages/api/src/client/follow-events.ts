/** The stream of events as one that has no end: it is opened again behind the last event when the connection is lost. */
import type { Methods } from './endpoints.ts';
import { type Result, SimgateError } from './errors.ts';
import type { EventStream, StreamedEvent } from './event-stream.ts';
import type { CallOptions, Transport } from './transport.ts';

export type EventFilter = Methods['streamEvents']['request'];

interface Calls {
  streamEvents(request: EventFilter, options?: CallOptions): Promise<Result<EventStream>>;
}

/** Milliseconds before the stream is opened again; doubled up to the longest while it cannot be. */
const FIRST_WAIT = 250;
const LONGEST_WAIT = 15_000;

/** Yields events until the signal aborts or the reader leaves. Throws where the gateway refuses for good. */
export async function* followEvents(
  calls: Calls,
  transport: Pick<Transport, 'wait'>,
  filter: EventFilter = {},
  options: CallOptions = {},
): AsyncGenerator<StreamedEvent> {
  const { signal } = options;
  let lastEventId = options.lastEventId;
  let pause = FIRST_WAIT;
  while (signal?.aborted !== true) {
    const { after: _, ...kinds } = filter;
    const opened = await calls.streamEvents(lastEventId === undefined ? filter : kinds, {
      ...options,
      lastEventId,
    });
    if (opened.ok) {
      try {
        for await (const event of opened.reply) {
          lastEventId = event.id;
          pause = FIRST_WAIT;
          yield event;
        }
      } catch {
        // The connection broke. The next one goes on behind the last event, or from where this one began.
      }
      if (opened.reply.lastEventId !== '') lastEventId = opened.reply.lastEventId;
    } else if (opened.error.kind === 'aborted') return;
    else if (!opened.error.retryable) throw new SimgateError(opened.error);
    try {
      await transport.wait(pause, signal);
    } catch {
      return;
    }
    pause = Math.min(2 * pause, LONGEST_WAIT);
  }
}
