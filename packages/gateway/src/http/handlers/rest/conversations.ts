/** Received messages one by one, and conversations. */
import { done, refused } from '../../answers.ts';
import type { Handlers } from '../context.ts';
import { receivedOf } from './messages.ts';

const NEWEST = Number.MAX_SAFE_INTEGER;

export const conversationHandlers = {
  get_received: ({ id }, { conversations }) => {
    const found = conversations.received(id);
    return found === undefined
      ? refused(404, `id: there is no message ${id}.`)
      : done(200, receivedOf(found));
  },

  mark_received: async ({ ids, number, read = true }, { conversations }) => {
    if (ids !== undefined && number !== undefined)
      return refused(400, 'number: is for all messages of a number; ids are there too.');
    if (ids !== undefined) return done(200, { changed: await conversations.mark(ids, read) });
    if (number === undefined) return refused(400, 'ids: are missing, and so is number.');
    return done(200, { changed: await conversations.markNumber(number, read) });
  },

  delete_received: async ({ ids }, { conversations }) =>
    done(200, { changed: await conversations.remove(ids) }),

  list_conversations: ({ before = NEWEST, limit = 100 }, { conversations }) => {
    const { items, next } = conversations.list(before, limit);
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
