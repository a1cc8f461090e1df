/** Received messages, conversations and opt-outs under /v1. */
import type { ReplyOf } from '@simgate/api/endpoint';
import type { ServerContract } from '@simgate/api/server/contract';
import type { Clock } from '@simgate/daemon';
import { done, type HandlerOf, refused } from '@simgate/daemon/http';
import { partOfText } from '../../domain/ids.ts';
import { DEFAULT_POOL } from '../../domain/pool.ts';
import type { FleetPicture } from '../../gateways/picture.ts';
import {
  conversationWith,
  findInbound,
  type InboundMessage,
  latestOfEach,
  searchInbound,
} from '../../inbound/inbound-rows.ts';
import { type OptOut, optOutEvent, pageOfOptOuts, writeOptOut } from '../../inbound/opt-out-rows.ts';
import { conversationNumber } from '../../inbound/sender.ts';
import { appendEvents } from '../../store/events.ts';
import type { Store } from '../../store/store.ts';
import { instantOf, momentOf, nextOf, USUAL_LIMIT } from './pages.ts';

export interface InboundContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly picture: FleetPicture;
}

type Handler<Name extends keyof ServerContract> = HandlerOf<ServerContract[Name], InboundContext>;

function inboundReply(message: InboundMessage): ReplyOf<ServerContract['get_inbound']> {
  const { id, gateway, port, sim, pool, sender, ownNumber, text, keyword, sentAt, receivedAt } = message;
  return {
    ...{ id, gateway, port, sim, pool },
    from: sender,
    to: ownNumber,
    text,
    keyword,
    sent_at: instantOf(sentAt),
    received_at: instantOf(receivedAt),
  };
}

const list: Handler<'list_inbound'> = async (request, { store }) => {
  const { cursor = '', limit = USUAL_LIMIT, from: sender, pool, sim } = request;
  const filter = {
    ...{ sender: sender === undefined ? undefined : conversationNumber(sender, ''), pool, sim },
    after: momentOf(request.time_after),
    before: momentOf(request.time_before),
  };
  const messages = (await store.read(() => searchInbound(filter, cursor, limit))).map(inboundReply);
  return done(200, { messages, next: nextOf(messages, limit, ({ id }) => id) });
};

const show: Handler<'get_inbound'> = async ({ id }, { store }) => {
  const message = await store.read(() => findInbound(id));
  return message === undefined ? refused(404) : done(200, inboundReply(message));
};

const conversations: Handler<'list_conversations'> = async (request, { store }) => {
  const { pool, cursor = '', limit = USUAL_LIMIT } = request;
  const latest = await store.read(() => latestOfEach(pool, cursor, limit));
  const shown = latest.map(message => ({ number: message.sender, last: inboundReply(message) }));
  return done(200, { conversations: shown, next: nextOf(latest, limit, ({ id }) => id) });
};

const conversation: Handler<'get_conversation'> = async (request, { store }) => {
  const { number, cursor = '', limit = USUAL_LIMIT } = request;
  const lines = await store.read(() => conversationWith(conversationNumber(number, ''), cursor, limit));
  const messages = lines.map(({ direction, id, at, text, state, pool, sim }) => ({
    ...{ direction, id, at: instantOf(at), text, state, pool, sim },
  }));
  return done(200, { messages, next: nextOf(lines, limit, ({ id }) => id) });
};

/** A cursor of opt-outs: number and pool, neither of which holds a blank. */
function cursorOf({ recipient, pool }: OptOut): string {
  return `${recipient} ${pool}`;
}

const optOuts: Handler<'list_opt_outs'> = async (request, { store }) => {
  const { pool = '', cursor = '', limit = USUAL_LIMIT } = request;
  const [recipient = '', ofPool = ''] = cursor.split(' ');
  const found = await store.read(() => pageOfOptOuts(pool, [recipient, ofPool], limit));
  const shown = found.map(({ pool: id, recipient: number, at, source }) => ({
    ...{ pool: id, number, since: instantOf(at), source },
  }));
  return done(200, { opt_outs: shown, next: nextOf(found, limit, cursorOf) });
};

const setOptOut: Handler<'set_opt_out'> = async (request, { store, clock, picture }) => {
  const { pool: id = DEFAULT_POOL, number, opted_out: optedOut } = request;
  const pool = (await picture.now()).pools.find(one => one.id === id);
  if (pool === undefined) return refused(404, `pool: there is no pool ${id}`);
  const recipient = conversationNumber(number, pool.country);
  if (!/^[+*#0-9]+$/.test(recipient)) return refused(400, 'number: must be a phone number');
  const optOut: OptOut = { pool: id, recipient, source: 'person', at: clock.now() };
  await store.write(function* () {
    if (yield* writeOptOut(optOut, optedOut))
      yield* appendEvents(partOfText(recipient), [optOutEvent(optOut, optedOut)]);
  });
  return done(200, {});
};

export const inboundHandlers = {
  list_inbound: list,
  get_inbound: show,
  list_conversations: conversations,
  get_conversation: conversation,
  list_opt_outs: optOuts,
  set_opt_out: setOptOut,
};
