/** Where events are pushed to: targets of the settings and those managed here. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { eventKinds } from '../../event-kinds.ts';
import { exact } from '../../parameters.ts';
import { idInPath, instant, moment, newestFirst, next, page } from './rest-parameters.ts';

function kinds(options: object = {}) {
  return Type.Array(Type.Enum([...eventKinds], { description: `one of ${eventKinds.join(', ')}` }), {
    description: `a list of ${eventKinds.join(', ')}`,
    minItems: 1,
    uniqueItems: true,
    ...options,
  });
}

const changeable = {
  name: Type.String({
    description: 'a name of 1 to 64 letters, digits, blanks and ._-, unlike that of any other target',
    pattern: '^[A-Za-z0-9._-][A-Za-z0-9 ._-]{0,63}$',
  }),
  url: Type.String({ description: 'an http or https URL, used as it is with its query', minLength: 1 }),
  kinds: kinds(),
  authentication: Type.Enum(['basic', 'digest'], { description: 'basic or digest, where user is set' }),
  user: Type.String({ description: 'a user name for the target; "" for none', maxLength: 256 }),
  password: Type.String({ description: 'the password of that user', maxLength: 256, 'x-secret': true }),
  secret: Type.String({
    description: 'whsec_ and 24 to 64 bytes in base64: pushes are signed with it; "" for no signature',
    'x-secret': true,
    pattern: '^(whsec_[A-Za-z0-9+/]{32,88}={0,2})?$',
  }),
  check_certificate: Type.Boolean({
    description: 'true or false: whether the certificate of an https target must be valid',
  }),
  extra_keys: Type.Boolean({
    description:
      'true or false: whether imsi, user_id and request_id are added where the first documents have none',
  }),
  enabled: Type.Boolean({ description: 'true or false: a target that is not enabled keeps its queue' }),
};

const { name, url, ...others } = changeable;

const target = Type.Object(
  {
    id: Type.Integer({ description: 'the id of the target', minimum: 1 }),
    name,
    url,
    kinds: kinds(),
    authentication: others.authentication,
    user: Type.String({ description: 'the user name for the target; "" for none' }),
    signed: Type.Boolean({ description: 'whether a secret is set' }),
    check_certificate: others.check_certificate,
    extra_keys: others.extra_keys,
    enabled: others.enabled,
    configured: Type.Boolean({ description: 'true: it stands in the settings and is changed there' }),
    queue: Type.Object(
      {
        state: Type.Enum(['idle', 'pushing', 'waiting', 'disabled'], {
          description: 'idle (nothing is left), pushing, waiting for the next attempt, or disabled',
        }),
        failing: Type.Boolean({ description: 'true: the target takes nothing, and is probed' }),
        waiting: Type.Integer({
          description: 'events that it has not taken, counted up to 10000',
          minimum: 0,
        }),
        held_back: Type.Integer({
          description:
            'those of them that failed before, or are behind such an event of their subject, counted up to 10000',
          minimum: 0,
        }),
        oldest_age: Type.Integer({
          description: 'age of the oldest event that waits, in seconds; 0 where none does',
          minimum: 0,
        }),
        last_event_id: Type.Integer({
          description: 'events up to this id were taken, given up, or are held back',
          minimum: 0,
        }),
        failures: Type.Integer({
          description: 'attempts that failed since it last took an event',
          minimum: 0,
        }),
        trouble: Type.String({
          description: 'why the last attempt failed, or why an event is held back; "" where nothing is wrong',
        }),
        given_up: Type.Integer({
          description: 'events on the given-up list, counted up to 10000',
          minimum: 0,
        }),
      },
      exact,
    ),
  },
  { ...exact, description: 'a target' },
);

const NOT_HERE = 'There is no such target.';
const IN_SETTINGS = 'The target stands in the settings and is changed there, or the name is taken.';

const listPushTargets = endpoint({
  name: 'list_push_targets',
  style: 'rest',
  path: '/v1/push-targets',
  methods: ['GET'],
  parametersIn: 'none',
  sentence: 'Lists the push targets and how far each has come.',
  request: Type.Object({}),
  reply: Type.Object({ targets: Type.Array(target) }, exact),
  codes: { 200: 'All targets, in order of their ids.' },
});

const createPushTarget = endpoint({
  name: 'create_push_target',
  style: 'rest',
  path: '/v1/push-targets',
  methods: ['POST'],
  parametersIn: 'body',
  sentence: 'Adds a push target; it gets the events from now on.',
  changesState: true,
  request: Type.Object(
    {
      name,
      url,
      kinds: Type.Optional(kinds({ default: 'all' })),
      authentication: Type.Optional(others.authentication),
      user: Type.Optional(others.user),
      password: Type.Optional(others.password),
      secret: Type.Optional(others.secret),
      check_certificate: Type.Optional(others.check_certificate),
      extra_keys: Type.Optional(others.extra_keys),
      enabled: Type.Optional(others.enabled),
    },
    exact,
  ),
  reply: target,
  codes: { 201: 'Added.', 400: 'A parameter is missing or wrong.', 409: 'The name is taken.' },
});

const getPushTarget = endpoint({
  name: 'get_push_target',
  style: 'rest',
  path: '/v1/push-targets/{id}',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Shows one push target.',
  request: Type.Object({ id: idInPath('target') }),
  reply: target,
  codes: { 200: 'Here it is.', 404: NOT_HERE },
});

const changePushTarget = endpoint({
  name: 'change_push_target',
  style: 'rest',
  path: '/v1/push-targets/{id}',
  methods: ['PATCH'],
  parametersIn: 'body',
  sentence:
    'Changes what is named of a push target and tries again at once. A URL with another scheme, host or port needs password and secret again where they are set.',
  changesState: true,
  request: Type.Object(
    {
      id: idInPath('target'),
      name: Type.Optional(name),
      url: Type.Optional(url),
      kinds: Type.Optional(kinds()),
      authentication: Type.Optional(others.authentication),
      user: Type.Optional(others.user),
      password: Type.Optional(others.password),
      secret: Type.Optional(others.secret),
      check_certificate: Type.Optional(others.check_certificate),
      extra_keys: Type.Optional(others.extra_keys),
      enabled: Type.Optional(others.enabled),
    },
    exact,
  ),
  reply: target,
  codes: { 200: 'Changed.', 400: 'A parameter is wrong.', 404: NOT_HERE, 409: IN_SETTINGS },
});

const deletePushTarget = endpoint({
  name: 'delete_push_target',
  style: 'rest',
  path: '/v1/push-targets/{id}',
  methods: ['DELETE'],
  parametersIn: 'query',
  sentence: 'Removes a push target with its queue and its given-up list.',
  changesState: true,
  request: Type.Object({ id: idInPath('target') }),
  reply: Type.Object({}, exact),
  codes: { 200: 'Removed.', 404: NOT_HERE, 409: IN_SETTINGS },
});

const testPushTarget = endpoint({
  name: 'test_push_target',
  style: 'rest',
  path: '/v1/push-targets/{id}/test',
  methods: ['POST'],
  parametersIn: 'body',
  sentence: 'Pushes a made-up event once, beside the queue, and says what came of it.',
  changesState: true,
  request: Type.Object(
    {
      id: idInPath('target'),
      kind: Type.Optional(
        Type.Enum([...eventKinds], {
          description: `one of ${eventKinds.join(', ')}; absent: the first it wants`,
        }),
      ),
    },
    exact,
  ),
  reply: Type.Object(
    {
      delivered: Type.Boolean({ description: 'whether the target answered with 2xx' }),
      status: Type.Integer({ description: 'the HTTP status of its answer; 0 where none came' }),
      trouble: Type.String({ description: 'what went wrong; "" where nothing did' }),
      milliseconds: Type.Integer({ description: 'how long it took', minimum: 0 }),
    },
    exact,
  ),
  codes: {
    200: 'It was tried.',
    400: 'There is no such kind.',
    404: NOT_HERE,
    429: 'It is being tried already, or there were ten tries in the last minute.',
  },
});

const nextPage = Type.Union([Type.Integer(), Type.Null()], {
  description: 'what after takes for the next page; null at the end',
});

const eventId = Type.Integer({ description: 'the id of the event', minimum: 1 });
const eventKind = Type.String({ description: 'the kind of the event' });

const listWaitingPushes = endpoint({
  name: 'list_waiting_pushes',
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
            id: eventId,
            kind: eventKind,
            at: instant('when the event was committed'),
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
  codes: { 200: 'Here is the page.', 400: 'A parameter is wrong.', 404: NOT_HERE },
});

const listGivenUpPushes = endpoint({
  name: 'list_given_up_pushes',
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
            id: eventId,
            kind: eventKind,
            at: instant('when the event was committed'),
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
  codes: { 200: 'Here is the page.', 400: 'A parameter is wrong.', 404: NOT_HERE },
});

const listPushAttempts = endpoint({
  name: 'list_push_attempts',
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
  codes: { 200: 'Here is the page.', 400: 'A parameter is wrong.', 404: NOT_HERE },
});

const eventIds = Type.Array(Type.Integer({ minimum: 1 }), {
  description: 'a list of ids of events',
  maxItems: 1000,
});

const passOverPushes = endpoint({
  name: 'pass_over_pushes',
  style: 'rest',
  path: '/v1/push-targets/{id}/pass-over',
  methods: ['POST'],
  parametersIn: 'body',
  sentence:
    'Gives up events that are held back from a target, so that later ones of their subjects are pushed; they go on the given-up list.',
  changesState: true,
  request: Type.Object({ id: idInPath('target'), event_ids: eventIds }, exact),
  reply: Type.Object(
    { passed_over: Type.Integer({ description: 'how many of them were held back', minimum: 0 }) },
    exact,
  ),
  codes: { 200: 'They are given up.', 400: 'A parameter is wrong.', 404: NOT_HERE },
});

const resendPushes = endpoint({
  name: 'resend_pushes',
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
      event_ids: Type.Optional(eventIds),
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
export const pushTargetEndpoints = [
  listPushTargets,
  createPushTarget,
  getPushTarget,
  changePushTarget,
  deletePushTarget,
  testPushTarget,
  listWaitingPushes,
  passOverPushes,
  listGivenUpPushes,
  listPushAttempts,
  resendPushes,
] as const;
