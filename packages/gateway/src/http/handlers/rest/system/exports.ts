/** Lists as files, read page by page as the client takes them. */
import { setImmediate as turn } from 'node:timers/promises';
import type { Answer } from '@simgate/daemon/http';
import { refused } from '@simgate/daemon/http';
import { csvLine } from '../../../csv.ts';
import { maskObject } from '../../../masking.ts';
import { type Call, type HandlerContext, type Handlers, ownerSeen } from '../../context.ts';
import { nextPage } from '../../next-page.ts';
import { callItem } from '../calls.ts';
import { eventItem } from '../events.ts';
import { guesses, messageOf, noGuesses, receivedOf, searchOf, wallTimeOf } from '../messages.ts';

/** Rows read at a time. */
const PAGE = 200;

type Item = Readonly<Record<string, unknown>>;

interface Page {
  readonly items: readonly object[];
  /** The cursor of the next one; null at the end. */
  readonly next: number | null;
}

/** A list that is exported. */
interface List {
  readonly name: 'messages' | 'inbox' | 'calls' | 'events';
  readonly columns: readonly string[];
  readonly page: (before: number | undefined) => Page;
}

const messageColumns = [
  ...['id', 'task_id', 'number', 'text', 'status', 'port', 'imsi', 'time', 'user_id', 'count'],
  ...['succ_count', 'reason_code', 'reason'],
];
const inboxColumns = [
  ...['incoming_sms_id', 'port', 'number', 'text', 'timestamp', 'received_at', 'read', 'archived'],
  ...['imsi', 'smsc', 'trouble'],
];
const callColumns = [
  ...['id', 'port', 'imsi', 'direction', 'source_number', 'destination_number', 'started_at'],
  ...['answered_at', 'ended_at', 'duration', 'hangup', 'gsm_code', 'reason_code'],
];
const eventColumns = ['id', 'at', 'kind', 'port', 'fields'];

async function* texts(list: List, format: 'csv' | 'jsonl', masked: boolean, ended: AbortSignal) {
  if (format === 'csv') yield csvLine(list.columns);
  let before: number | undefined;
  while (!ended.aborted) {
    const { items, next } = list.page(before);
    const lines = items
      .map(item => (masked ? maskObject(item) : item) as Item)
      .map(item =>
        format === 'csv' ? csvLine(list.columns.map(name => item[name])) : `${JSON.stringify(item)}\n`,
      );
    if (lines.length > 0) yield lines.join('');
    if (next === null) return;
    before = next;
    await turn();
  }
  // Nobody takes half a file for the whole: the connection is cut.
  throw new Error('the export was broken off');
}

function fileOf(
  list: List,
  { format = 'csv' }: { format?: 'csv' | 'jsonl' },
  { caller }: Call,
): Answer<string> {
  return {
    kind: 'streamed',
    mediaType: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson',
    headers: { 'content-disposition': `attachment; filename="${list.name}.${format}"` },
    pieces: ended => texts(list, format, caller.role === 'viewer', ended),
  };
}

function paged(before: number | undefined) {
  return { limit: PAGE, ...(before !== undefined && { before }) };
}

function callList({ calls }: HandlerContext, ports: number[] | undefined): List {
  return {
    ...{ name: 'calls', columns: callColumns },
    page: before => {
      const found = calls.list({ ...paged(before), ongoing: false, ...(ports && { ports }) });
      const ids = found.map(({ id }) => id);
      return { items: found.map(callItem), next: nextPage(ids, PAGE) };
    },
  };
}

/** The keys of each kind stand together, as JSON. */
function eventLine(item: object): object {
  const { id, at, kind, port, ...fields } = item as Item;
  return { id, at, kind, port, fields };
}

export const exportHandlers = {
  export_messages: (request, { search, time, clock, steady }, call) => {
    const wall = wallTimeOf({ clock, steady });
    const reading = searchOf(request, time);
    if (!reading.ok) return refused(400, reading.error);
    if (guesses(request, call)) return noGuesses;
    const owner = ownerSeen(call);
    const { status: statuses, task_id: taskId, user_id: userId } = request;
    const filter = {
      ...reading.search,
      ...(statuses !== undefined && { statuses }),
      ...(taskId !== undefined && { taskId }),
      ...(userId !== undefined && { userId }),
      ...(owner !== undefined && { owner }),
    };
    const page = (before: number | undefined): Page => {
      const { items, next } = search.sent({
        ...{ ...filter, limit: PAGE },
        ...(before !== undefined && { beforeId: before }),
      });
      return { items: items.map(one => messageOf(one, wall)), next };
    };
    return fileOf({ name: 'messages', columns: messageColumns, page }, request, call);
  },

  export_inbox: (request, { search, time }, call) => {
    const reading = searchOf(request, time);
    if (!reading.ok) return refused(400, reading.error);
    if (guesses(request, call)) return noGuesses;
    const { flag = 'all', archived } = request;
    const filter = { ...reading.search, flag, ...(archived !== undefined && { archived }), limit: PAGE };
    const page = (before: number | undefined): Page => {
      const { items, next } = search.received({
        ...filter,
        ...(before !== undefined && { beforeId: before }),
      });
      return { items: items.map(receivedOf), next };
    };
    return fileOf({ name: 'inbox', columns: inboxColumns, page }, request, call);
  },

  export_calls: (request, context, call) => fileOf(callList(context, request.port), request, call),

  export_events: (request, { journal }, call) => {
    const { kinds, port, format } = request;
    const page = (before: number | undefined): Page => {
      const { events, next } = journal.back({
        ...paged(before),
        ...(kinds !== undefined && { kinds }),
        ...(port !== undefined && { ports: port }),
      });
      // Masked before the keys are put together.
      const masked = call.caller.role === 'viewer';
      const items = events.map(eventItem).map(item => (masked ? maskObject(item) : item));
      return { items: format === 'jsonl' ? items : items.map(eventLine), next };
    };
    return fileOf({ name: 'events', columns: eventColumns, page }, request, call);
  },
} satisfies Partial<Handlers>;
