/** The record in pages, the messages that went out more than once, and the counters. */

import type { FastifyInstance } from 'fastify';
import type { Fleet } from '../fleet.ts';
import type { IncomingEntry } from '../record.ts';
import type { SentMessage } from '../state/model.ts';
import * as schemas from './schemas.ts';
import { describeMessage } from './views.ts';

type Query = Readonly<Record<string, string | undefined>>;

const PAGE = 1000;
const MOST = 100_000;

/** Adds /record and /counters. */
export function addRecordRoutes(server: FastifyInstance, fleet: Fleet): void {
  const { record } = fleet.world;
  server.get('/counters', () => ({ ...record.counters, waitingPushes: fleet.pusher.waiting() }));
  server.get<{ Querystring: Query }>(
    '/record/messages',
    { schema: { querystring: schemas.recordQuery } },
    ({ query }) => {
      const found = pageOf(record.messages(), query, message => fitsMessage(message, query));
      return { messages: found.map(describeMessage), next: found.at(-1)?.id ?? null };
    },
  );
  server.get<{ Querystring: Query }>(
    '/record/incoming',
    { schema: { querystring: schemas.recordQuery } },
    ({ query }) => {
      const found = pageOf(record.incoming(), query, entry => fitsIncoming(entry, query));
      return { messages: found, next: found.at(-1)?.id ?? null };
    },
  );
  server.get<{ Querystring: Query }>(
    '/record/repeats',
    { schema: { querystring: schemas.repeatsQuery } },
    ({ query }) => repeatsOf(record.messages(), query),
  );
  server.get('/record/events', () => ({ events: record.events() }));
  server.delete('/record', () => {
    record.clear();
    return { done: true };
  });
}

/** The entries behind `after` that fit, at most `limit`; entries stand in the order of their ids. */
function pageOf<Entry extends { readonly id: number }>(
  entries: readonly Entry[],
  query: Query,
  fits: (entry: Entry) => boolean,
): readonly Entry[] {
  const after = Number(query.after ?? 0);
  const limit = Math.min(Number(query.limit ?? PAGE), MOST);
  const found: Entry[] = [];
  for (let at = firstBehind(entries, after); at < entries.length && found.length < limit; at += 1) {
    const entry = entries[at];
    if (entry && fits(entry)) found.push(entry);
  }
  return found;
}

function firstBehind(entries: readonly { readonly id: number }[], after: number): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.id ?? 0) > after) high = middle;
    else low = middle + 1;
  }
  return low;
}

function agrees(wanted: string | undefined, value: number | string): boolean {
  return wanted === undefined || wanted === String(value);
}

function fitsMessage(message: SentMessage, query: Query): boolean {
  return (
    agrees(query.gateway, message.gateway) &&
    agrees(query.port, message.port) &&
    agrees(query.number, message.number) &&
    agrees(query.text, message.text) &&
    agrees(query.fate, message.fate)
  );
}

function fitsIncoming(entry: IncomingEntry, query: Query): boolean {
  return (
    agrees(query.gateway, entry.gateway) &&
    agrees(query.port, entry.port) &&
    agrees(query.from, entry.from) &&
    agrees(query.text, entry.text)
  );
}

/** Messages that reached the air more than once: by number and text, or by gateway and user_id. */
function repeatsOf(messages: readonly SentMessage[], query: Query) {
  const onAir = messages.filter(({ fate }) => fate === 'onAir' || fate === 'sent');
  const key = (message: SentMessage) =>
    query.by === 'user_id' ? `${message.gateway} ${message.userId}` : `${message.number} ${message.text}`;
  const groups = [...Map.groupBy(onAir, key).values()].filter(group => group.length > 1);
  const shown = groups.slice(0, Math.min(Number(query.limit ?? PAGE), MOST));
  return {
    onAir: onAir.length,
    repeated: groups.length,
    surplus: groups.reduce((sum, { length }) => sum + length - 1, 0),
    groups: shown.map(group => group.map(describeMessage)),
  };
}
