/** AT conversations: live, and as files. */
import type { Clock } from '@simgate/daemon';
import { done, refused } from '@simgate/daemon/http';
import type { Recording } from '../../../../port-management/recordings.ts';
import type { ConversationLine, Port, PortBank } from '../../../../ports/port.ts';

import type { Handlers } from '../../context.ts';

/** Milliseconds between comments: proxies close what is silent for a minute. */
const HEARTBEAT = 15_000;
/** Lines kept for a reader that is slow. */
const MOST_WAITING = 500;

function event(name: string, data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** The lines of a port since the last look, bounded. */
class Waiting {
  #lines: ConversationLine[] = [];
  #leftOut = 0;
  #wake = () => {};

  take(line: ConversationLine): void {
    if (this.#lines.length < MOST_WAITING) this.#lines.push(line);
    else this.#leftOut += 1;
    this.#wake();
  }

  texts(): string {
    const lines = this.#lines.map(({ at, direction, text }) =>
      event('line', { at: new Date(at).toISOString(), direction, text }),
    );
    if (this.#leftOut > 0) lines.push(event('left_out', { lines: this.#leftOut }));
    this.#lines = [];
    this.#leftOut = 0;
    return lines.join('');
  }

  /** Resolves at the next line, after `milliseconds`, or when `ended` aborts. */
  async news(clock: Clock, milliseconds: number, ended: AbortSignal): Promise<void> {
    if (this.#lines.length > 0 || ended.aborted) return;
    await new Promise<void>(resolve => {
      const cancel = clock.after(milliseconds, resolve);
      const end = () => {
        cancel();
        resolve();
      };
      this.#wake = end;
      ended.addEventListener('abort', end, { once: true });
    });
    this.#wake = () => {};
  }
}

function portOf({ ports }: PortBank, number: number): Port | undefined {
  return ports.find(one => one.number === number);
}

/** Looks now and then whether the port is still the same one: it is another one when its settings were changed. */
async function* conversation(bank: PortBank, number: number, clock: Clock, ended: AbortSignal) {
  const waiting = new Waiting();
  let port = portOf(bank, number);
  let leave = port?.listen(line => waiting.take(line));
  try {
    yield ': the conversation\n\n';
    while (!ended.aborted && port !== undefined) {
      await waiting.news(clock, HEARTBEAT, ended);
      if (!ended.aborted) yield waiting.texts() || ':\n\n';
      const now = portOf(bank, number);
      if (now === port) continue;
      leave?.();
      port = now;
      leave = port?.listen(line => waiting.take(line));
    }
  } finally {
    leave?.();
  }
}

function itemOf({ changedAt, ...recording }: Recording) {
  return { ...recording, changed_at: new Date(changedAt).toISOString() };
}

function noRecording(name: string) {
  return refused(404, `name: there is no recording ${name}.`);
}

export const recordingHandlers = {
  stream_conversation: ({ port }, { ports, clock }) =>
    portOf(ports, port) === undefined
      ? refused(404, `port: this gateway has no port ${port}.`)
      : {
          kind: 'streamed',
          mediaType: 'text/event-stream',
          pieces: ended => conversation(ports, port, clock, ended),
        },

  list_recordings: async (_request, { recordings }) =>
    done(200, { recordings: (await recordings.list()).map(itemOf) }),

  get_recording: async ({ name }, { recordings }) => {
    const found = await recordings.find(name);
    if (found === undefined) return noRecording(name);
    return {
      kind: 'streamed',
      mediaType: 'text/plain; charset=utf-8',
      headers: { 'content-disposition': `attachment; filename="${found.name}"` },
      pieces: () => recordings.read(found),
    };
  },

  delete_recording: async ({ name }, { recordings }) =>
    (await recordings.remove(name)) ? done(200, {}) : noRecording(name),
} satisfies Partial<Handlers>;
