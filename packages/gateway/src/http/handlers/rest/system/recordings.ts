/** AT conversations: live, with questions of people, and as files. */
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

/** Lines of an answer: a modem may list hundreds of commands. */
const MOST_LINES = 200;

function noPort(port: number) {
  return refused(404, `port: this gateway has no port ${port}.`);
}

function noRecording(name: string) {
  return refused(404, `name: there is no recording ${name}.`);
}

export const recordingHandlers = {
  stream_conversation: ({ port }, { ports, clock }) =>
    portOf(ports, port) === undefined
      ? noPort(port)
      : {
          kind: 'streamed',
          mediaType: 'text/event-stream',
          pieces: ended => conversation(ports, port, clock, ended),
        },

  ask_modem: async ({ port: number, command }, { ports }) => {
    const port = portOf(ports, number);
    if (port === undefined) return noPort(number);
    if (port.submitting) return refused(409, 'port: it is handing over a message; ask again in a moment.');
    const outcome = await port.control.ask(command);
    if (outcome.kind === 'refused') return refused(400, `command: ${outcome.text}.`);
    if (outcome.kind === 'failed') return refused(503, `port: ${outcome.text}.`);
    const { command: asked, lines, result } = outcome;
    return done(200, { command: asked, lines: lines.slice(0, MOST_LINES), result });
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
