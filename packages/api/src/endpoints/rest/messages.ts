/** Sent and received messages with what the vendor's lists leave out: search, pages, reasons, segments, undecodable ones. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact, limits, portList } from '../../parameters.ts';
import { messageReasons, reportReasons } from '../../reasons.ts';
import { may } from '../../roles.ts';
import { idInPath, instant, moment, newestFirst, next, page, reasonCode } from './rest-parameters.ts';

const filter = {
  number: Type.Optional(
    Type.String({ description: 'a part of a number, or of a sender’s name', minLength: 1, maxLength: 64 }),
  ),
  text: Type.Optional(Type.String({ description: 'a part of the text', minLength: 1, maxLength: 256 })),
  port: portList('a list of ports'),
  time_after: moment('the earliest time'),
  time_before: moment('the latest time'),
};

/** Filters of sent messages. */
export const sentFilter = {
  status: Type.Optional(
    Type.Array(Type.Enum(['SENDING', 'SENT_OK', 'FAILED', 'DELIVERED']), {
      description: 'a list of SENDING, SENT_OK, FAILED, DELIVERED',
      maxItems: limits.words,
    }),
  ),
  task_id: Type.Optional(Type.Integer({ description: 'a task_id', minimum: 0 })),
  user_id: Type.Optional(Type.String({ description: 'a user_id', maxLength: 16 })),
  ...filter,
};

/** Filters of received messages. */
export const inboxFilter = {
  flag: Type.Optional(
    Type.Enum(['unread', 'read', 'undecodable', 'defective', 'all'], {
      description: 'unread, read, undecodable, defective or all',
      default: 'all',
    }),
  ),
  archived: Type.Optional(
    Type.Boolean({ description: 'true for archived ones, false for the others; absent: both' }),
  ),
  ...filter,
};

const report = Type.Object(
  {
    ref_id: Type.Integer({ description: 'its TP-MR', minimum: 0, maximum: 255 }),
    status_code: Type.Integer({ description: 'its TP-ST (23.040 9.2.3.15)', minimum: 0, maximum: 255 }),
    reason_code: reasonCode(reportReasons, 'what status_code means'),
    received_at: instant('when it came'),
  },
  exact,
);

const segment = Type.Object(
  {
    sequence: Type.Integer({ description: 'its place, from 1', minimum: 1 }),
    state: Type.Enum(['handed_over', 'accepted', 'in_doubt', 'refused'], {
      description: 'handed_over (no answer yet), accepted, in_doubt or refused',
    }),
    ref_id: Type.Union([Type.Integer(), Type.Null()], { description: 'its TP-MR; null until known' }),
    imsi: Type.String({ description: 'the SIM that carried it' }),
    handed_over_at: instant('when it was handed over last'),
    reports: Type.Array(report, { description: 'its status reports, oldest first' }),
  },
  exact,
);

const message = Type.Object(
  {
    id: Type.Integer({ description: 'the id of the message', minimum: 1 }),
    task_id: Type.Integer({ description: 'what send_sms answered', minimum: 0 }),
    number: Type.String({ description: 'the recipient, as the client spelt it' }),
    text: Type.String({ description: 'the text, filled in' }),
    encoding: Type.Enum(['gsm-7bit', 'unicode', 'auto'], { description: 'what was asked for' }),
    user_id: Type.Union([Type.Integer(), Type.String(), Type.Null()], { description: 'as it was sent' }),
    port: Type.Union([Type.Integer(), Type.Null()], { description: 'null while no port has begun it' }),
    imsi: Type.String({ description: 'the SIM that sends it; "" while no port has begun it' }),
    status: Type.Enum(['SENDING', 'SENT_OK', 'FAILED', 'DELIVERED'], {
      description: 'as query_sms_result has it',
    }),
    waiting: Type.Boolean({ description: 'whether no port has begun it' }),
    reason: Type.String({ description: 'why it failed; "" otherwise' }),
    reason_code: reasonCode(messageReasons, 'the same as a code'),
    time: instant('when its last segment was handed over; before that when it was accepted'),
    accepted_at: instant('when the gateway accepted it'),
    count: Type.Integer({ description: 'its segments', minimum: 1 }),
    succ_count: Type.Integer({ description: 'segments the network took', minimum: 0 }),
    attempts: Type.Integer({ description: 'refusals of the segment that is next', minimum: 0 }),
    segments: Type.Array(segment, { description: 'segments handed over so far' }),
  },
  { ...exact, description: 'a message' },
);

const listMessages = endpoint({
  name: 'list_messages',
  access: may.anyone,
  style: 'rest',
  path: '/v1/messages',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Searches sent messages, newest first. A page may be short while next is not null.',
  request: Type.Object({ ...sentFilter, ...newestFirst }),
  reply: Type.Object({ messages: Type.Array(message), next }, exact),
  codes: { 200: 'Here is the page.', 400: 'A filter cannot be read.' },
});

const getMessage = endpoint({
  name: 'get_message',
  access: may.anyone,
  style: 'rest',
  path: '/v1/messages/{id}',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Shows one sent message.',
  request: Type.Object({ id: idInPath('message') }),
  reply: message,
  codes: { 200: 'Here it is.', 404: 'There is no such message.' },
});

export const received = Type.Object(
  {
    incoming_sms_id: Type.Integer({ description: 'as query_incoming_sms has it', minimum: 1 }),
    port: Type.Integer({ description: 'the receiving port', minimum: 0, maximum: 31 }),
    imsi: Type.String({ description: 'the SIM that received it; "" where it was not known' }),
    number: Type.String({ description: 'the sender' }),
    smsc: Type.String({ description: 'the service centre' }),
    timestamp: instant('the time stamp of the service centre'),
    received_at: instant('when it arrived here'),
    text: Type.String({ description: 'its text; "" where it could not be decoded' }),
    read: Type.Boolean({ description: 'whether it was given out as unread before' }),
    archived: Type.Boolean({ description: 'whether people have put it away' }),
    pdu: Type.String({
      description: 'its PDU in hex; of a long message the first part with a defect, else ""',
    }),
    trouble: Type.String({ description: 'why it could not be decoded; "" otherwise' }),
    defects: Type.Array(Type.String(), {
      description: 'faults of its PDU that were read over, a sentence each',
    }),
  },
  { ...exact, description: 'a received message' },
);

const listInbox = endpoint({
  name: 'list_inbox',
  access: may.watch,
  style: 'rest',
  path: '/v1/inbox',
  methods: ['GET'],
  parametersIn: 'query',
  sentence:
    'Searches received messages, newest first, and marks none as read. A page may be short while next is not null.',
  request: Type.Object({ ...inboxFilter, ...newestFirst }),
  reply: Type.Object({ messages: Type.Array(received), next }, exact),
  codes: { 200: 'Here is the page.', 400: 'A filter cannot be read.' },
});

const listHeldMessages = endpoint({
  name: 'list_held_messages',
  access: may.operate,
  style: 'rest',
  path: '/v1/held-messages',
  methods: ['GET'],
  parametersIn: 'query',
  sentence:
    'Lists the messages of a restored backup that may have been sent after the backup was made. They wait until a person decides.',
  request: Type.Object(page),
  reply: Type.Object(
    {
      held: Type.Integer({ description: 'how many there are', minimum: 0 }),
      messages: Type.Array(message),
      next,
    },
    exact,
  ),
  codes: { 200: 'Here is the page.' },
});

const chosenMessages = Type.Object({
  ids: Type.Optional(
    Type.Array(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }), {
      description: 'a list of at most 1000 ids of messages; absent: all that are held',
      maxItems: 1000,
    }),
  ),
});

const decided = Type.Object(
  { decided: Type.Integer({ description: 'how many messages this changed', minimum: 0 }) },
  exact,
);

const releaseHeldMessages = endpoint({
  name: 'release_held_messages',
  access: may.operate,
  audited: true,
  style: 'rest',
  path: '/v1/held-messages/release',
  methods: ['POST'],
  parametersIn: 'body',
  changesState: true,
  sentence: 'Sends held messages. One that was sent after the backup was made is sent a second time.',
  request: chosenMessages,
  reply: decided,
  codes: { 200: 'They wait for a port now.' },
});

const stopHeldMessages = endpoint({
  name: 'stop_held_messages',
  access: may.operate,
  audited: true,
  style: 'rest',
  path: '/v1/held-messages/stop',
  methods: ['POST'],
  parametersIn: 'body',
  changesState: true,
  sentence: 'Ends held messages as FAILED, with the reason "stopped".',
  request: chosenMessages,
  reply: decided,
  codes: { 200: 'They have ended.' },
});

/** In the order of the manual. */
export const messageEndpoints = [
  listMessages,
  getMessage,
  listHeldMessages,
  releaseHeldMessages,
  stopHeldMessages,
  listInbox,
] as const;
