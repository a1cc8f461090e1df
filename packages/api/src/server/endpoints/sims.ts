/** SIMs, and pools of them. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact } from '../../parameters.ts';
import { may } from '../../roles.ts';
import { country, instant, nameOf, namesOf, next, page, simLimits } from '../parameters.ts';

const simId = Type.String({
  description: 'the id of a SIM: its ICCID, or imsi: and its IMSI',
  minLength: 1,
  maxLength: 32,
});

const cost = Type.Number({
  description: 'a number from 0: what a segment costs, in a unit of yours',
  minimum: 0,
  maximum: 1_000_000,
});

const used = Type.Object(
  {
    minute: Type.Integer({ minimum: 0 }),
    hour: Type.Integer({ minimum: 0 }),
    day: Type.Integer({ minimum: 0 }),
    month: Type.Integer({ minimum: 0 }),
    recipients: Type.Integer({ minimum: 0 }),
  },
  { ...exact, description: 'messages of the minute, hour, day and month (UTC), and recipients of the month' },
);

const sim = Type.Object(
  {
    id: simId,
    imsi: Type.String({ description: '"" where it is not known' }),
    number: Type.String({ description: 'its number; "" where it is not known' }),
    operator: Type.String({ description: 'the network; "" where it is not known' }),
    gateway: Type.String({ description: 'where it was seen last' }),
    port: Type.Integer({ description: 'and at which port', minimum: 0, maximum: 31 }),
    tags: Type.Array(Type.String(), { description: 'its tags' }),
    limits: simLimits,
    cost,
    enabled: Type.Boolean({ description: 'whether it may send' }),
    used,
    waits_for: Type.String({ description: 'why it does not send now; "" where it may' }),
    seen_at: instant('when it was seen last'),
  },
  { ...exact, description: 'a SIM' },
);

const listSims = endpoint({
  name: 'list_sims',
  access: may.watch,
  style: 'rest',
  path: '/v1/sims',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Lists the SIMs that gateways have shown, with what they have sent.',
  request: Type.Object(page),
  reply: Type.Object({ sims: Type.Array(sim), next }, exact),
  codes: { 200: 'Here is the page.', 400: 'A parameter cannot be read.' },
});

const getSim = endpoint({
  name: 'get_sim',
  access: may.watch,
  style: 'rest',
  path: '/v1/sims/{id}',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Shows one SIM.',
  request: Type.Object({ id: simId }),
  reply: sim,
  codes: { 200: 'Here it is.', 400: 'The id cannot be read.', 404: 'There is no such SIM.' },
});

const changeSim = endpoint({
  name: 'change_sim',
  access: may.operate,
  style: 'rest',
  path: '/v1/sims/{id}',
  methods: ['PATCH'],
  parametersIn: 'body',
  changesState: true,
  audited: true,
  sentence: 'Changes what is set of a SIM. What is absent stays.',
  request: Type.Object(
    {
      id: simId,
      tags: Type.Optional(namesOf('tags of the SIM')),
      limits: Type.Optional(simLimits),
      cost: Type.Optional(cost),
      enabled: Type.Optional(Type.Boolean({ description: 'true or false: whether it may send' })),
    },
    exact,
  ),
  reply: sim,
  codes: {
    200: 'Changed.',
    400: 'A parameter is wrong.',
    404: 'There is no such SIM.',
    503: 'It cannot be stored now.',
  },
});

const words = Type.Array(
  Type.String({ description: 'a word of 1 to 32 characters', minLength: 1, maxLength: 32 }),
  {
    description: 'a list of at most 100 words of at most 32 characters',
    maxItems: 100,
  },
);

const poolSettings = {
  country: Type.Union([country, Type.Literal('')], {
    description: 'a country as two capital letters that numbers without + belong to; "": such are refused',
  }),
  allowed_countries: Type.Union([Type.Array(country, { maxItems: 300 }), Type.Null()], {
    description: 'a list of countries that may be sent to; null: all',
  }),
  members: Type.Object(
    {
      sims: Type.Optional(Type.Array(simId, { description: 'a list of SIMs', maxItems: 100_000 })),
      gateways: Type.Optional(
        Type.Array(Type.String({ maxLength: 22 }), { description: 'a list of gateways', maxItems: 100_000 }),
      ),
      tags: Type.Optional(namesOf('tags of SIMs or gateways')),
    },
    { ...exact, description: 'an object: a SIM belongs that one of the lists names; {}: every SIM' },
  ),
  rules: Type.Array(
    Type.Object(
      {
        prefix: Type.Optional(
          Type.String({ description: 'the start of a number, as +4915', pattern: '^\\+[0-9]{1,15}$' }),
        ),
        country: Type.Optional(country),
        tag: nameOf('the tag of the SIMs that carry it'),
      },
      exact,
    ),
    {
      description: 'a list of at most 1000 rules; the first that matches a recipient counts',
      maxItems: 1000,
    },
  ),
  order: Type.Enum(['least_used', 'cheapest'], { description: 'least_used or cheapest' }),
  sticky: Type.Boolean({ description: 'true or false: whether a recipient keeps the SIM that it knows' }),
  doubt: Type.Enum(['hold', 'resend'], {
    description:
      'hold (a message that may have been sent becomes unknown) or resend (it is sent again, perhaps twice)',
  }),
  limits: simLimits,
  pacing: Type.Object(
    {
      gap_ms: Type.Integer({
        description: 'a whole number of milliseconds from 0 to 86400000 between two messages of a SIM',
        minimum: 0,
        maximum: 86_400_000,
      }),
      jitter_ms: Type.Integer({
        description: 'a whole number of milliseconds from 0 to 86400000: up to this much more, by chance',
        minimum: 0,
        maximum: 86_400_000,
      }),
    },
    { ...exact, description: 'an object with gap_ms and jitter_ms' },
  ),
  most_attempts: Type.Integer({
    description: 'a whole number from 1 to 1000: refused hand-offs before a message fails',
    minimum: 1,
    maximum: 1000,
  }),
  validity: Type.Union([Type.Integer({ minimum: 1, maximum: 2_592_000 }), Type.Null()], {
    description:
      'a whole number from 1 to 2592000: seconds that messages without a validity of their own have; null: they do not expire',
  }),
  keywords: Type.Object(
    { stop: words, start: words, help: words },
    { ...exact, description: 'an object with the lists stop, start and help' },
  ),
};

/** The same settings, each of which may be absent. */
const somePoolSettings = Type.Partial(Type.Object(poolSettings)).properties;

const pool = Type.Object({ id: nameOf('its name'), ...poolSettings }, { ...exact, description: 'a pool' });

const putPool = endpoint({
  name: 'put_pool',
  access: may.administer,
  style: 'rest',
  path: '/v1/pools/{id}',
  methods: ['PUT'],
  parametersIn: 'body',
  changesState: true,
  audited: true,
  sentence: 'Makes or changes a pool. What is absent stays, or is as usual in a new pool.',
  request: Type.Object({ id: nameOf('the name of a pool'), ...somePoolSettings }, exact),
  reply: pool,
  codes: { 200: 'Stored.', 400: 'A parameter is wrong.', 503: 'It cannot be stored now.' },
});

const listPools = endpoint({
  name: 'list_pools',
  access: may.anyone,
  style: 'rest',
  path: '/v1/pools',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Lists the pools.',
  request: Type.Object({}),
  reply: Type.Object({ pools: Type.Array(pool) }, exact),
  codes: { 200: 'Here they are.' },
});

const removePool = endpoint({
  name: 'remove_pool',
  access: may.administer,
  style: 'rest',
  path: '/v1/pools/{id}',
  methods: ['DELETE'],
  parametersIn: 'none',
  changesState: true,
  audited: true,
  sentence: 'Removes a pool that no message waits in. The pool default stays.',
  request: Type.Object({ id: nameOf('the name of a pool') }),
  reply: Type.Object({}, exact),
  codes: {
    200: 'Removed.',
    400: 'The name cannot be read.',
    404: 'There is no such pool.',
    409: 'Messages wait in it, or it is the pool default.',
    503: 'It cannot be stored now.',
  },
});

/** In the order of the manual. */
export const simEndpoints = [listSims, getSim, changeSim, listPools, putPool, removePool] as const;
