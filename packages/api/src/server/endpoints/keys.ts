/** API keys: shown once, kept as a hash. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact } from '../../parameters.ts';
import { may, roles } from '../../roles.ts';
import { idOf, instant, instantOrNull, moment, namesOf } from '../parameters.ts';

const key = Type.Object(
  {
    id: idOf('key'),
    name: Type.String({ description: 'a name for people' }),
    prefix: Type.String({ description: 'its first characters, to know it by' }),
    role: Type.Enum(roles, { description: 'what it may do' }),
    pools: Type.Array(Type.String(), { description: 'the pools that it may use; none: all' }),
    created_at: instant('when it was made'),
    expires_at: instantOrNull('when it ends'),
    used_at: instantOrNull('when it was used last, to the hour'),
  },
  { ...exact, description: 'a key' },
);

const createKey = endpoint({
  name: 'create_key',
  access: may.administer,
  style: 'rest',
  path: '/v1/keys',
  methods: ['POST'],
  parametersIn: 'body',
  changesState: true,
  audited: true,
  sentence: 'Makes a key, and shows it this once.',
  request: Type.Object(
    {
      name: Type.String({ description: 'a name of 1 to 64 characters', minLength: 1, maxLength: 64 }),
      role: Type.Optional(
        Type.Enum(roles, { description: 'admin, operator, sender or viewer', default: 'sender' }),
      ),
      pools: Type.Optional(namesOf('pools that it may use; absent: all')),
      expires_at: Type.Optional(moment('a time when it ends')),
    },
    exact,
  ),
  reply: Type.Object(
    { key, secret: Type.String({ description: 'goes into Authorization: Bearer; it is not kept' }) },
    exact,
  ),
  codes: { 201: 'Made.', 400: 'A parameter is missing or wrong.', 503: 'It cannot be stored now.' },
});

const listKeys = endpoint({
  name: 'list_keys',
  access: may.administer,
  style: 'rest',
  path: '/v1/keys',
  methods: ['GET'],
  parametersIn: 'none',
  sentence: 'Lists the keys, without their secrets.',
  request: Type.Object({}),
  reply: Type.Object({ keys: Type.Array(key) }, exact),
  codes: { 200: 'Here they are.' },
});

const removeKey = endpoint({
  name: 'remove_key',
  access: may.administer,
  style: 'rest',
  path: '/v1/keys/{id}',
  methods: ['DELETE'],
  parametersIn: 'none',
  changesState: true,
  audited: true,
  sentence: 'Ends a key at once.',
  request: Type.Object({ id: idOf('key') }),
  reply: Type.Object({}, exact),
  codes: {
    200: 'It opens nothing any more.',
    400: 'The id cannot be read.',
    404: 'There is no such key.',
    409: 'Nobody else could administer: it is the last key of the role admin that does not end, and no user has that role.',
    503: 'It cannot be stored now.',
  },
});

/** In the order of the manual. */
export const keyEndpoints = [createKey, listKeys, removeKey] as const;
