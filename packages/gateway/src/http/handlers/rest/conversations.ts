/** Received messages one by one, and conversations. */
import { type Answer, done, refused } from '@simgate/daemon/http';
import type { Handlers } from '../context.ts';
import { receivedOf } from './messages.ts';

const NEWEST = Number.MAX_SAFE_INTEGER;

interface Which {
  readonly ids?: readonly number[];
  readonly number?: string;
}

/** Changes of messages that are named by their ids, or by their number. */
interface Ways {
  readonly ids: (ids: readonly number[]) => Promise<number>;
  readonly number: (number: string) => Promise<number>;
}

async function changed({ ids, number }: Which, ways: Ways): Promise<Answer<{ changed: number }>> {
  if (ids !== undefined && number !== undefined)
    return refused(400, 'number: is for all messages of a number; ids are there too.');
  if (ids !== undefined) return done(200, { changed: await ways.ids(ids) });
  if (number === undefined) return refused(400, 'ids: are missing, and so is number.');
  return done(200, { changed: await ways.number(number) });
}

export const conversationHandlers = {
  get_received: ({ id }, { conversations }) => {
    const found = conversations.received(id);
    return found === undefined
      ? refused(404, `id: there is no message ${id}.`)
      : done(200, receivedOf(found));
  },

  mark_received: (request, { conversations }) =>
    changed(request, {
      ids: ids => conversations.mark(ids, request.read ?? true),
      number: number => conversations.markNumber(number, request.read ?? true),
    }),

  archive_received: (request, { conversations }) =>
    changed(request, {
      ids: ids => conversations.archive(ids, request.archived ?? true),
      number: number => conversations.archiveNumber(number, request.archived ?? true),
    }),

  delete_received: async ({ ids }, { conversations }) =>
    done(200, { changed: await conversations.remove(ids) }),

  list_conversations: ({ before = NEWEST, limit = 100, archived = false }, { conversations }) => {
    const { items, next } = conversations.list(before, limit, archived);
    const shown = items.map(({ last, unread }) => ({ number: last.number, last: receivedOf(last), unread }));
    return done(200, { conversations: shown, next });
  },

  get_conversation: (request, { conversations }) => {
    const { number, before_received: received = NEWEST, before_sent: sent = NEWEST, limit = 100 } = request;
    const { items, next } = conversations.entries(number, { received, sent }, limit);
    const messages = items.map(({ direction, id, time, text, port, imsi, status, reason, read }) => ({
      ...{ direction, id, time: new Date(time).toISOString(), text, port: port ?? null },
      ...{ imsi, status, reason, read },
    }));
    return done(200, { messages, next });
  },
} satisfies Partial<Handlers>;
