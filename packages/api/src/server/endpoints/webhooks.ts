/** Webhooks, and the live stream of the same events. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact } from '../../parameters.ts';
import { may } from '../../roles.ts';
import { serverEventKinds } from '../event-kinds.ts';
import { idOf, instant, instantOrNull, namesOf, next, page } from '../parameters.ts';

const kinds = Type.Array(Type.Enum(serverEventKinds, { description: 'a kind of event' }), {
  description: `a list of kinds: ${serverEventKinds.join(', ')}`,
  maxItems: 64,
});

const settings = {
  url: Type.String({
    description: 'an address as https://host/path',
    pattern: '^https?://',
    maxLength: 2048,
  }),
  kinds: Type.Optional(kinds),
  pools: Type.Optional(namesOf('pools whose events it gets; absent: all')),
  description: Type.Optional(Type.String({ description: 'a text for people', maxLength: 256 })),
  enabled: Type.Optional(Type.Boolean({ description: 'true or false', default: true })),
};

const webhook = Type.Object(
  {
    id: idOf('webhook'),
    url: Type.String({ description: 'where it goes' }),
    kinds: Type.Array(Type.String(), { description: 'the kinds of events that it gets; none: all' }),
    pools: Type.Array(Type.String(), { description: 'the pools whose events it gets; none: all' }),
    description: Type.String({ description: 'a text for people' }),
    enabled: Type.Boolean({ description: 'whether it gets any' }),
    waiting: Type.Integer({ description: 'events that it has not got yet', minimum: 0 }),
    last_error: Type.String({ description: 'why the last try failed; "" otherwise' }),
    next_try_at: instantOrNull('when it is tried again'),
  },
  { ...exact, description: 'a webhook' },
);

const createWebhook = endpoint({
  name: 'create_webhook',
  access: may.administer,
  style: 'rest',
  path: '/v1/webhooks',
  methods: ['POST'],
  parametersIn: 'body',
  changesState: true,
  audited: true,
  sentence: 'Adds a webhook, and shows its secret this once. It gets what happens from now on.',
  request: Type.Object(settings, exact),
  reply: Type.Object(
    {
      webhook,
      secret: Type.String({ description: 'whsec_ and base64: signs each delivery (Standard Webhooks)' }),
    },
    exact,
  ),
  codes: { 201: 'Added.', 400: 'A parameter is missing or wrong.', 503: 'It cannot be stored now.' },
});

const listWebhooks = endpoint({
  name: 'list_webhooks',
  access: may.operate,
  style: 'rest',
  path: '/v1/webhooks',
  methods: ['GET'],
  parametersIn: 'none',
  sentence: 'Lists the webhooks.',
  request: Type.Object({}),
  reply: Type.Object({ webhooks: Type.Array(webhook) }, exact),
  codes: { 200: 'Here they are.' },
});

const changeWebhook = endpoint({
  name: 'change_webhook',
  access: may.administer,
  style: 'rest',
  path: '/v1/webhooks/{id}',
  methods: ['PATCH'],
  parametersIn: 'body',
  changesState: true,
  audited: true,
  sentence: 'Changes a webhook. What is absent stays.',
  request: Type.Object({ id: idOf('webhook'), ...settings, url: Type.Optional(settings.url) }, exact),
  reply: webhook,
  codes: {
    200: 'Changed.',
    400: 'A parameter is wrong.',
    404: 'There is no such webhook.',
    503: 'It cannot be stored now.',
  },
});

const removeWebhook = endpoint({
  name: 'remove_webhook',
  access: may.administer,
  style: 'rest',
  path: '/v1/webhooks/{id}',
  methods: ['DELETE'],
  parametersIn: 'none',
  changesState: true,
  audited: true,
  sentence: 'Removes a webhook and what waits for it.',
  request: Type.Object({ id: idOf('webhook') }),
  reply: Type.Object({}, exact),
  codes: {
    200: 'Removed.',
    400: 'The id cannot be read.',
    404: 'There is no such webhook.',
    503: 'It cannot be stored now.',
  },
});

const delivery = Type.Object(
  {
    event: Type.String({ description: 'webhook-id of the delivery' }),
    kind: Type.String({ description: 'the kind of the event' }),
    subject: Type.String({ description: 'what it is about; those of one subject are delivered in order' }),
    state: Type.Enum(['waiting', 'delivered', 'passed_over'], {
      description: 'waiting, delivered or passed_over',
    }),
    attempts: Type.Integer({ description: 'tries so far', minimum: 0 }),
    last_error: Type.String({ description: 'why the last one failed; "" otherwise' }),
    at: instant('when the event happened'),
    next_try_at: instantOrNull('when it is tried again'),
  },
  { ...exact, description: 'a delivery' },
);

const listDeliveries = endpoint({
  name: 'list_deliveries',
  access: may.operate,
  style: 'rest',
  path: '/v1/webhooks/{id}/deliveries',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Lists the deliveries of a webhook, newest first.',
  request: Type.Object({ id: idOf('webhook'), ...page }),
  reply: Type.Object({ deliveries: Type.Array(delivery), next }, exact),
  codes: { 200: 'Here is the page.', 400: 'A parameter cannot be read.', 404: 'There is no such webhook.' },
});

const event = Type.String({ description: 'the webhook-id of a delivery', minLength: 1, maxLength: 64 });

function steer(name: 'resend_delivery' | 'pass_over_delivery', verb: string, sentence: string) {
  return endpoint({
    name,
    access: may.operate,
    style: 'rest',
    path: `/v1/webhooks/{id}/deliveries/{event}/${verb}`,
    methods: ['POST'],
    parametersIn: 'none',
    changesState: true,
    audited: true,
    sentence,
    request: Type.Object({ id: idOf('webhook'), event }),
    reply: Type.Object({}, exact),
    codes: {
      200: 'Done.',
      400: 'A parameter cannot be read.',
      404: 'There is no such webhook or delivery.',
      503: 'It cannot be stored now.',
    },
  });
}

const streamServerEvents = endpoint({
  name: 'stream_events',
  access: may.watch,
  style: 'rest',
  path: '/v1/events',
  methods: ['GET'],
  parametersIn: 'query',
  mediaType: 'text/event-stream',
  sentence:
    'Streams what happens (Server-Sent Events). With Last-Event-ID, or after, it goes on behind an event that was got.',
  request: Type.Object({
    kinds: Type.Optional(kinds),
    after: Type.Optional(
      Type.String({ description: 'the id of the last event that was got', minLength: 1, maxLength: 4096 }),
    ),
  }),
  reply: Type.Object({}),
  codes: { 200: 'The stream begins.', 400: 'A parameter cannot be read.' },
});

/** In the order of the manual. */
export const webhookEndpoints = [
  streamServerEvents,
  createWebhook,
  listWebhooks,
  changeWebhook,
  removeWebhook,
  listDeliveries,
  steer('resend_delivery', 'resend', 'Delivers an event again.'),
  steer('pass_over_delivery', 'pass-over', 'Gives an event up, so that those behind it are delivered.'),
] as const;
