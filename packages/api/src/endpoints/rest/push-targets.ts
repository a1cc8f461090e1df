/** Where events are pushed to: targets of the settings and those managed here. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { eventKinds } from '../../event-kinds.ts';
import { exact, limits } from '../../parameters.ts';
import { may } from '../../roles.ts';
import { idInPath } from './rest-parameters.ts';

function kinds(options: object = {}) {
  return Type.Array(Type.Enum([...eventKinds], { description: `one of ${eventKinds.join(', ')}` }), {
    description: `a list of ${eventKinds.join(', ')}`,
    minItems: 1,
    uniqueItems: true,
    maxItems: limits.words,
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

/** May be left out when a target is made or changed. */
const optional = {
  authentication: Type.Optional(others.authentication),
  user: Type.Optional(others.user),
  password: Type.Optional(others.password),
  secret: Type.Optional(others.secret),
  check_certificate: Type.Optional(others.check_certificate),
  extra_keys: Type.Optional(others.extra_keys),
  enabled: Type.Optional(others.enabled),
};

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
  access: may.operate,
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
  access: may.administer,
  audited: true,
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
      ...optional,
    },
    exact,
  ),
  reply: target,
  codes: { 201: 'Added.', 400: 'A parameter is missing or wrong.', 409: 'The name is taken.' },
});

const getPushTarget = endpoint({
  name: 'get_push_target',
  access: may.operate,
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
  access: may.administer,
  audited: true,
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
      ...optional,
    },
    exact,
  ),
  reply: target,
  codes: { 200: 'Changed.', 400: 'A parameter is wrong.', 404: NOT_HERE, 409: IN_SETTINGS },
});

const deletePushTarget = endpoint({
  name: 'delete_push_target',
  access: may.administer,
  audited: true,
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
  access: may.administer,
  style: 'rest',
  path: '/v1/push-targets/{id}/test',
  methods: ['POST'],
  parametersIn: 'body',
  sentence: 'Pushes a made-up event once, beside the queue, and returns the outcome.',
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

/** In the order of the manual. */
export const pushTargetEndpoints = [
  listPushTargets,
  createPushTarget,
  getPushTarget,
  changePushTarget,
  deletePushTarget,
  testPushTarget,
] as const;
