/** Search of sent and received messages. */
import { type Contract, type MessageReason, messageReasons, type ReplyOf } from '@simgate/api/contract';
import { done, refused } from '@simgate/daemon/http';
import { reasonOfReport } from '../../../messages/outgoing/failure.ts';
import type { Found, FoundSegment } from '../../../messages/queries/found-message.ts';
import type { FoundIncoming, Search } from '../../../messages/queries/search.ts';
import type { ZoneTime } from '../../zone-time.ts';
import { type Call, type HandlerContext, type Handlers, ownerSeen } from '../context.ts';
import { nextPage } from '../next-page.ts';

type Message = ReplyOf<Contract['get_message']>;
type Received = ReplyOf<Contract['list_inbox']>['messages'][number];

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

const segmentStates = {
  handedOver: 'handed_over',
  accepted: 'accepted',
  inDoubt: 'in_doubt',
  refused: 'refused',
} as const;

function isMessageReason(code: string): code is MessageReason {
  return Object.hasOwn(messageReasons, code);
}

/** Times of the steady clock as wall time, by how far the two stand apart now. */
type WallTime = (steady: number) => string;

export function wallTimeOf({ clock, steady }: Pick<HandlerContext, 'clock' | 'steady'>): WallTime {
  const ahead = clock.now() - steady();
  return time => instant(Math.round(time + ahead));
}

function segmentOf(segment: FoundSegment, wall: WallTime): Message['segments'][number] {
  return {
    sequence: segment.sequence,
    state: segmentStates[segment.state],
    ref_id: segment.refId ?? null,
    imsi: segment.imsi,
    handed_over_at: wall(segment.handedAt),
    reports: segment.reports.map(({ refId, statusCode, receivedAt }) => ({
      ...{ ref_id: refId, status_code: statusCode, reason_code: reasonOfReport(statusCode) },
      received_at: wall(receivedAt),
    })),
  };
}

export function messageOf(found: Found, wall: WallTime): Message {
  return {
    id: found.id,
    task_id: found.taskId,
    number: found.number,
    text: found.text,
    encoding: found.encoding,
    user_id: found.userId,
    port: found.port ?? null,
    imsi: found.imsi,
    status: found.status,
    waiting: found.waiting,
    reason: found.reason,
    reason_code: isMessageReason(found.reasonCode) ? found.reasonCode : '',
    time: instant(found.time),
    accepted_at: wall(found.acceptedAt),
    count: found.count,
    succ_count: found.succCount,
    attempts: found.attempts,
    segments: found.segments.map(segment => segmentOf(segment, wall)),
  };
}

export function receivedOf(found: FoundIncoming): Received {
  return {
    incoming_sms_id: found.incomingSmsId,
    port: found.port,
    imsi: found.imsi,
    number: found.number,
    smsc: found.smsc,
    timestamp: instant(found.timestamp),
    received_at: instant(found.receivedAt),
    text: found.text,
    read: found.read,
    archived: found.archived,
    pdu: found.pdu === undefined ? '' : Buffer.from(found.pdu).toString('hex'),
    trouble: found.trouble,
    defects: [...found.defects],
  };
}

const WITH_ZONE = /(Z|[+-]\d{2}:\d{2})$/;

/** A moment with its zone, or a time of the gateway's zone; undefined where the calendar has none such. */
export function momentOf(text: string, local: (text: string) => number | undefined): number | undefined {
  if (!WITH_ZONE.test(text)) return local(text);
  const day = text.slice(0, '2026-05-31'.length);
  const moment = Date.parse(text.replace(' ', 'T'));
  // Date.parse takes the 30th of February for the 2nd of March.
  const isOfCalendar = !Number.isNaN(moment) && new Date(Date.parse(day)).toISOString().startsWith(day);
  return isOfCalendar ? moment : undefined;
}

interface Asked {
  readonly number?: string;
  readonly text?: string;
  readonly port?: number[];
  readonly time_after?: string;
  readonly time_before?: string;
  readonly before?: number;
  readonly limit?: number;
}

type Reading =
  | { readonly ok: true; readonly search: Search }
  | { readonly ok: false; readonly error: string };

function noDate(name: string): Reading {
  return {
    ok: false,
    error: `${name}: is no date and time of the calendar.`,
  };
}

export function searchOf(asked: Asked, time: ZoneTime): Reading {
  const { number, text, port, time_after: afterText, time_before: beforeText, before: beforeId } = asked;
  const after = afterText === undefined ? undefined : momentOf(afterText, time.after);
  if (afterText !== undefined && after === undefined) return noDate('time_after');
  const before = beforeText === undefined ? undefined : momentOf(beforeText, time.before);
  if (beforeText !== undefined && before === undefined) return noDate('time_before');
  const search: Search = {
    limit: asked.limit ?? 100,
    ...(number === undefined ? {} : { number }),
    ...(text === undefined ? {} : { text }),
    ...(port === undefined ? {} : { ports: port }),
    ...(after === undefined ? {} : { after }),
    ...(before === undefined ? {} : { before }),
    ...(beforeId === undefined ? {} : { beforeId }),
  };
  return { ok: true, search };
}

/** Whether a viewer would learn from what matches what the answer does not show. */
export function guesses({ text, number }: Asked, { caller }: Call): boolean {
  return caller.role === 'viewer' && (text !== undefined || number !== undefined);
}

export const noGuesses = refused(
  403,
  'text, number: a viewer sees no texts and masked numbers, and cannot search in them.',
);

export const messageHandlers = {
  list_messages: (request, { search, time, clock, steady }, call) => {
    const reading = searchOf(request, time);
    if (!reading.ok) return refused(400, reading.error);
    if (guesses(request, call)) return noGuesses;
    const owner = ownerSeen(call);
    const { status, task_id: taskId, user_id: userId } = request;
    const { items, next } = search.sent({
      ...reading.search,
      ...(status === undefined ? {} : { statuses: status }),
      ...(taskId === undefined ? {} : { taskId }),
      ...(userId === undefined ? {} : { userId }),
      ...(owner === undefined ? {} : { owner }),
    });
    const wall = wallTimeOf({ clock, steady });
    return done(200, { messages: items.map(one => messageOf(one, wall)), next });
  },

  get_message: ({ id }, context, call) => {
    const found = context.search.sentMessage(id, ownerSeen(call));
    return found === undefined
      ? refused(404, `id: there is no message ${id}.`)
      : { kind: 'done', code: 200, body: messageOf(found, wallTimeOf(context)) };
  },

  list_held_messages: ({ after = 0, limit = 100 }, { messages, search, clock, steady }) => {
    const ids = messages.held.ids(after, limit);
    const found = ids.map(id => search.sentMessage(id)).filter(one => one !== undefined);
    const wall = wallTimeOf({ clock, steady });
    const rows = found.map(one => messageOf(one, wall));
    return done(200, { held: messages.held.count(), messages: rows, next: nextPage(ids, limit) });
  },

  release_held_messages: async ({ ids }, { messages }) =>
    done(200, { decided: await messages.held.release(ids) }),

  stop_held_messages: async ({ ids }, { messages }) => done(200, { decided: await messages.held.stop(ids) }),

  list_inbox: (request, { search, time }, call) => {
    const reading = searchOf(request, time);
    if (!reading.ok) return refused(400, reading.error);
    if (guesses(request, call)) return noGuesses;
    const { items, next } = search.received({
      ...reading.search,
      flag: request.flag ?? 'all',
      ...(request.archived !== undefined && { archived: request.archived }),
    });
    return done(200, { messages: items.map(receivedOf), next });
  },
} satisfies Partial<Handlers>;
