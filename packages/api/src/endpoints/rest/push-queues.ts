/** The queues of the push targets: what waits, what was given up, what was tried, and what people do with it. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact } from '../../parameters.ts';
import { may } from '../../roles.ts';
import { idInPath, instant, moment, newestFirst, next, page } from './rest-parameters.ts';

const NOT_HERE = 'There is no such target.';

const nextPage = Type.Union([Type.Integer(), Type.Null()], {
  description: 'what after takes for the next page; null at the end',
});

const eventId = Type.Integer({ description: 'the id of the event', minimum: 1 });
const eventKind = Type.String({ description: 'the kind of the event' });
/** Every row about an event begins so. */
const eventFacts = { id: eventId, kind: eventKind, at: instant('when the event was committed') };
const pageCodes = { 200: 'Here is the page.', 400: 'A parameter is wrong.', 404: NOT_HERE } as const;

const listWaitingPushes = endpoint({
  name: 'list_waiting_pushes',
  access: may.operate,
  style: 'rest',
  path: '/v1/push-targets/{id}/waiting',
  methods: ['GET'],
  parametersIn: 'query',
  sentence:
    'Lists events that are held back from a target: those that failed and wait for another attempt, and those behind them.',
  request: Type.Object({ id: idInPath('target'), ...page }),
  reply: Type.Object(
    {
      waiting: Type.Array(
        Type.Object(
          {
            ...eventFacts,
            state: Type.Enum(['waiting', 'held'], {
              description: 'waiting for its next attempt, or held behind an earlier event of its subject',
            }),
            attempts: Type.Integer({ description: 'attempts that failed', minimum: 0 }),
            next_attempt_in: Type.Integer({
              description:
                'seconds until the next attempt; 0: at once, or when the earlier event is done with',
              minimum: 0,
            }),
            trouble: Type.String({ description: 'why the last attempt failed; "" before the first' }),
          },
          exact,
        ),
      ),
      next: nextPage,
    },
    exact,
  ),
  codes: pageCodes,
});

const listGivenUpPushes = endpoint({
  name: 'list_given_up_pushes',
  access: may.operate,
  style: 'rest',
  path: '/v1/push-targets/{id}/given-up',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Lists events that a target never took, oldest first.',
  request: Type.Object({ id: idInPath('target'), ...page }),
  reply: Type.Object(
    {
      given_up: Type.Array(
        Type.Object(
          {
            ...eventFacts,
            given_up_at: instant('when it was given up'),
            attempts: Type.Integer({ description: 'attempts that failed', minimum: 0 }),
            reason: Type.String({ description: 'why' }),
          },
          exact,
        ),
      ),
      next: nextPage,
    },
    exact,
  ),
  codes: pageCodes,
});

const listPushAttempts = endpoint({
  name: 'list_push_attempts',
  access: may.operate,
  style: 'rest',
  path: '/v1/push-targets/{id}/attempts',
  methods: ['GET'],
  parametersIn: 'query',
  sentence:
    'Lists attempts to push to a target, newest first: the last 500 that it took and the last 500 that failed.',
  request: Type.Object({
    id: idInPath('target'),
    event_id: Type.Optional(
      Type.Integer({
        description: 'the id of an event: only its attempts',
        minimum: 1,
        maximum: Number.MAX_SAFE_INTEGER,
      }),
    ),
    failed: Type.Optional(Type.Boolean({ description: 'true: only attempts that failed' })),
    ...newestFirst,
  }),
  reply: Type.Object(
    {
      attempts: Type.Array(
        Type.Object(
          {
            number: Type.Integer({ description: 'counts the attempts of the target', minimum: 1 }),
            event_id: eventId,
            kind: eventKind,
            at: instant('when it began'),
            status: Type.Integer({ description: 'the HTTP status of the answer; 0 where none came' }),
            milliseconds: Type.Integer({ description: 'how long it took', minimum: 0 }),
            trouble: Type.String({ description: 'why it failed; "" where it did not' }),
            answer: Type.String({ description: 'the first 2048 octets of the body of the answer' }),
          },
          exact,
        ),
      ),
      next,
    },
    exact,
  ),
  codes: pageCodes,
});

function eventIds(minItems: number) {
  const description = minItems === 0 ? 'a list of ids of events' : 'a list of 1 to 1000 ids of events';
  return Type.Array(Type.Integer({ minimum: 1 }), { description, minItems, maxItems: 1000 });
}

const passOverPushes = endpoint({
  name: 'pass_over_pushes',
  access: may.operate,
  audited: true,
  style: 'rest',
  path: '/v1/push-targets/{id}/pass-over',
  methods: ['POST'],
  parametersIn: 'body',
  sentence:
    'Gives up events that are held back from a target, so that later ones of their subjects are pushed; they go on the given-up list.',
  changesState: true,
  request: Type.Object({ id: idInPath('target'), event_ids: eventIds(1) }, exact),
  reply: Type.Object(
    { passed_over: Type.Integer({ description: 'how many of them were held back', minimum: 0 }) },
    exact,
  ),
  codes: { 200: 'They are given up.', 400: 'A parameter is wrong.', 404: NOT_HERE },
});

const resendPushes = endpoint({
  name: 'resend_pushes',
  access: may.operate,
  audited: true,
  style: 'rest',
  path: '/v1/push-targets/{id}/resend',
  methods: ['POST'],
  parametersIn: 'body',
  sentence:
    'Sends events again, with their old ids: those that are named, those of a time that the target wants, or all that were given up. At most 100000 at a time.',
  changesState: true,
  request: Type.Object(
    {
      id: idInPath('target'),
      event_ids: Type.Optional(eventIds(0)),
      time_after: moment('the earliest time, in place of event_ids'),
      time_before: moment('the latest time, in place of event_ids'),
    },
    exact,
  ),
  reply: Type.Object(
    { queued: Type.Integer({ description: 'how many will be sent again', minimum: 0 }) },
    exact,
  ),
  codes: { 200: 'They will be sent.', 400: 'A parameter is wrong.', 404: NOT_HERE },
});

/** In the order of the manual. */
export const pushQueueEndpoints = [
  listWaitingPushes,
  passOverPushes,
  listGivenUpPushes,
  listPushAttempts,
  resendPushes,
] as const;
