/** Received messages one by one, and messages with one number in both directions. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact } from '../../parameters.ts';
import { may } from '../../roles.ts';
import { received } from './messages.ts';
import { idInPath, instant, newestFirst, next } from './rest-parameters.ts';

const number = Type.String({
  description: 'a number or a sender’s name of 1 to 64 characters; a leading + does not matter',
  minLength: 1,
  maxLength: 64,
});

const ids = Type.Array(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }), {
  description: 'a list of 1 to 1000 ids of received messages',
  minItems: 1,
  maxItems: 1000,
});

const changed = Type.Object(
  { changed: Type.Integer({ description: 'how many messages this changed', minimum: 0 }) },
  exact,
);

const getReceived = endpoint({
  name: 'get_received',
  access: may.watch,
  style: 'rest',
  path: '/v1/inbox/{id}',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Shows one received message, and does not mark it as read.',
  request: Type.Object({ id: idInPath('received message') }),
  reply: received,
  codes: { 200: 'Here it is.', 404: 'There is no such message.' },
});

const markReceived = endpoint({
  name: 'mark_received',
  access: may.operate,
  style: 'rest',
  path: '/v1/inbox/mark',
  methods: ['POST'],
  parametersIn: 'body',
  changesState: true,
  sentence:
    'Marks received messages as read or unread: those of the ids, or all of one number. What is read is not given out by flag=unread of query_incoming_sms.',
  request: Type.Object(
    {
      ids: Type.Optional(ids),
      number: Type.Optional(number),
      read: Type.Optional(Type.Boolean({ description: 'true or false', default: true })),
    },
    exact,
  ),
  reply: changed,
  codes: { 200: 'Marked.', 400: 'Neither ids nor number is there, or both are.' },
});

const deleteReceived = endpoint({
  name: 'delete_received',
  access: may.operate,
  audited: true,
  style: 'rest',
  path: '/v1/inbox/delete',
  methods: ['POST'],
  parametersIn: 'body',
  changesState: true,
  sentence: 'Removes received messages for good. Events and pushes of them are left.',
  request: Type.Object({ ids }, exact),
  reply: changed,
  codes: { 200: 'Removed.', 400: 'The ids are missing or cannot be read.' },
});

const archiveReceived = endpoint({
  name: 'archive_received',
  access: may.operate,
  style: 'rest',
  path: '/v1/inbox/archive',
  methods: ['POST'],
  parametersIn: 'body',
  changesState: true,
  sentence:
    'Puts received messages away or takes them back: those of the ids, or all of one number. query_incoming_sms gives them out all the same.',
  request: Type.Object(
    {
      ids: Type.Optional(ids),
      number: Type.Optional(number),
      archived: Type.Optional(Type.Boolean({ description: 'true or false', default: true })),
    },
    exact,
  ),
  reply: changed,
  codes: { 200: 'Done.', 400: 'Neither ids nor number is there, or both are.' },
});

const conversation = Type.Object(
  {
    number: Type.String({ description: 'who wrote' }),
    last: received,
    unread: Type.Integer({ description: 'messages from there that nobody has read', minimum: 0 }),
  },
  { ...exact, description: 'a conversation' },
);

const listConversations = endpoint({
  name: 'list_conversations',
  access: may.operate,
  style: 'rest',
  path: '/v1/conversations',
  methods: ['GET'],
  parametersIn: 'query',
  sentence:
    'Lists the numbers that wrote, with the last message of each, newest first. A conversation is archived while its last message is. A page may be short while next is not null.',
  request: Type.Object({
    archived: Type.Optional(
      Type.Boolean({ description: 'true for archived ones, false for the others', default: false }),
    ),
    ...newestFirst,
  }),
  reply: Type.Object({ conversations: Type.Array(conversation), next }, exact),
  codes: { 200: 'Here is the page.', 400: 'A parameter cannot be read.' },
});

const entry = Type.Object(
  {
    direction: Type.Enum(['received', 'sent'], { description: 'received or sent' }),
    id: Type.Integer({ description: 'of the inbox, or of the sent message', minimum: 1 }),
    time: instant('of the service centre, or when its last segment was handed over'),
    text: Type.String({ description: 'its text' }),
    port: Type.Union([Type.Integer(), Type.Null()], { description: 'null while no port has begun it' }),
    imsi: Type.String({ description: 'the SIM; "" where it is not known' }),
    status: Type.Enum(['RECEIVED', 'SENDING', 'SENT_OK', 'FAILED', 'DELIVERED'], {
      description: 'RECEIVED, or as query_sms_result has it',
    }),
    reason: Type.String({ description: 'why it failed or could not be decoded; "" otherwise' }),
    read: Type.Boolean({ description: 'of what was received; true of what was sent' }),
  },
  { ...exact, description: 'a message in either direction' },
);

function cursor(what: string) {
  return Type.Optional(
    Type.Integer({
      description: `${what} of next of the page before; absent: the newest`,
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER,
    }),
  );
}

const getConversation = endpoint({
  name: 'get_conversation',
  access: may.operate,
  style: 'rest',
  path: '/v1/conversations/{number}',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Shows what was received from a number and sent to it, newest first.',
  request: Type.Object({
    number,
    before_received: cursor('received'),
    before_sent: cursor('sent'),
    limit: newestFirst.limit,
  }),
  reply: Type.Object(
    {
      messages: Type.Array(entry),
      next: Type.Union(
        [
          Type.Object(
            {
              received: Type.Integer({ description: 'before_received of the next page', minimum: 1 }),
              sent: Type.Integer({ description: 'before_sent of the next page', minimum: 1 }),
            },
            exact,
          ),
          Type.Null(),
        ],
        { description: 'null at the end' },
      ),
    },
    exact,
  ),
  codes: { 200: 'Here is the page.', 400: 'A parameter cannot be read.' },
});

/** In the order of the manual. */
export const conversationEndpoints = [
  getReceived,
  markReceived,
  archiveReceived,
  deleteReceived,
  listConversations,
  getConversation,
] as const;
