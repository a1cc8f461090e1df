/** AT conversations: live, and as files. */
import type { Clock } from '@simgate/daemon';
import { done, refused } from '@simgate/daemon/http';
import type { Recording } from '../../../../port-management/recordings.ts';
import type { ConversationLine, Port, PortBank } from '../../../../ports/port.ts';

import { WaitingLines } from '../../../live/waiting-lines.ts';
import type { Handlers } from '../../context.ts';

function lineOf({ at, direction, text }: ConversationLine) {
  return { at: new Date(at).toISOString(), direction, text };
}

function portOf({ ports }: PortBank, number: number): Port | undefined {
  return ports.find(one => one.number === number);
}

/** Looks now and then whether the port is still the same one: it is another one when its settings were changed. */
async function* conversation(bank: PortBank, number: number, clock: Clock, ended: AbortSignal) {
  const waiting = new WaitingLines();
  let port = portOf(bank, number);
  let leave = port?.listen(line => waiting.take(lineOf(line)));
  try {
    yield ': the conversation\n\n';
    while (!ended.aborted && port !== undefined) {
      await waiting.news(clock, ended);
      if (!ended.aborted) yield waiting.texts();
      const now = portOf(bank, number);
      if (now === port) continue;
      leave?.();
      port = now;
      leave = port?.listen(line => waiting.take(lineOf(line)));
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
