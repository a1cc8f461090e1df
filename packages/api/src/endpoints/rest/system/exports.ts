/** Lists as files: CSV or JSON lines, with the filters of their pages. */
import { Type } from 'typebox';
import { endpoint } from '../../../endpoint.ts';
import { may } from '../../../roles.ts';
import { eventFilter } from '../events.ts';
import { inboxFilter, sentFilter } from '../messages.ts';

const form = {
  format: Type.Optional(
    Type.Enum(['csv', 'jsonl'], {
      description: 'csv (one line of names, then a line for each) or jsonl (a JSON object on each line)',
      default: 'csv',
    }),
  ),
};

const file = Type.String({ description: 'the file, newest first' });
const codes = { 200: 'The file; it breaks off where the gateway stops.', 400: 'A filter cannot be read.' };

const exportMessages = endpoint({
  name: 'export_messages',
  access: may.anyone,
  style: 'rest',
  path: '/v1/export/messages',
  methods: ['GET'],
  parametersIn: 'query',
  mediaType: 'text/csv',
  sentence:
    'Exports sent messages, with the filters of list_messages; jsonl has all keys of them. In CSV a text that a spreadsheet would take for a formula begins with an apostrophe.',
  request: Type.Object({ ...form, ...sentFilter }),
  reply: file,
  codes: { ...codes, 403: 'A viewer cannot search in texts and numbers.' },
});

const exportInbox = endpoint({
  name: 'export_inbox',
  access: may.watch,
  style: 'rest',
  path: '/v1/export/inbox',
  methods: ['GET'],
  parametersIn: 'query',
  mediaType: 'text/csv',
  sentence: 'Exports received messages, as export_messages does sent ones; none is marked as read.',
  request: Type.Object({ ...form, ...inboxFilter }),
  reply: file,
  codes: { ...codes, 403: 'A viewer cannot search in texts and numbers.' },
});

const exportCalls = endpoint({
  name: 'export_calls',
  access: may.watch,
  style: 'rest',
  path: '/v1/export/calls',
  methods: ['GET'],
  parametersIn: 'query',
  mediaType: 'text/csv',
  sentence: 'Exports calls that have ended.',
  request: Type.Object({ ...form, port: eventFilter.port }),
  reply: file,
  codes,
});

const exportEvents = endpoint({
  name: 'export_events',
  access: may.watch,
  style: 'rest',
  path: '/v1/export/events',
  methods: ['GET'],
  parametersIn: 'query',
  mediaType: 'text/csv',
  sentence:
    'Exports the journal, with the filters of list_events; in CSV the keys of each kind stand together in one column.',
  request: Type.Object({ ...form, ...eventFilter }),
  reply: file,
  codes,
});

/** In the order of the manual. */
export const exportEndpoints = [exportMessages, exportInbox, exportCalls, exportEvents] as const;
