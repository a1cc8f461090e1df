/** Who may use the API. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact } from '../../parameters.ts';

const name = Type.String({
  description: 'a user name of 1 to 64 characters without " : and \\',
  minLength: 1,
  maxLength: 64,
  pattern: '^[^:"\\\\\\u0000-\\u001f]+$',
});

const password = Type.String({
  description: 'a password of at least 8 characters',
  minLength: 8,
  maxLength: 256,
  'x-secret': true,
});

const user = Type.Object(
  {
    name,
    configured: Type.Boolean({ description: 'true: the user stands in the settings and is changed there' }),
  },
  { ...exact, description: 'a user' },
);

const NOT_HERE = 'There is no such user.';

const listUsers = endpoint({
  name: 'list_users',
  style: 'rest',
  path: '/v1/users',
  methods: ['GET'],
  parametersIn: 'none',
  sentence: 'Lists who may use the API.',
  request: Type.Object({}),
  reply: Type.Object({ users: Type.Array(user) }, exact),
  codes: { 200: 'All users.' },
});

const createUser = endpoint({
  name: 'create_user',
  style: 'rest',
  path: '/v1/users',
  methods: ['POST'],
  parametersIn: 'body',
  sentence: 'Adds a user; only a digest of the password is kept.',
  changesState: true,
  request: Type.Object({ name, password }, exact),
  reply: user,
  codes: { 201: 'Added.', 400: 'A parameter is missing or wrong.', 409: 'The name is taken.' },
});

const changePassword = endpoint({
  name: 'change_password',
  style: 'rest',
  path: '/v1/users/{name}',
  methods: ['PATCH'],
  parametersIn: 'body',
  sentence: 'Gives a user another password.',
  changesState: true,
  request: Type.Object({ name, password }, exact),
  reply: user,
  codes: {
    200: 'Changed.',
    400: 'A parameter is missing or wrong.',
    404: NOT_HERE,
    409: 'The user stands in the settings.',
  },
});

const deleteUser = endpoint({
  name: 'delete_user',
  style: 'rest',
  path: '/v1/users/{name}',
  methods: ['DELETE'],
  parametersIn: 'query',
  sentence: 'Removes a user; the last one stays.',
  changesState: true,
  request: Type.Object({ name }),
  reply: Type.Object({}, exact),
  codes: { 200: 'Removed.', 404: NOT_HERE, 409: 'The user stands in the settings, or is the last one.' },
});

/** In the order of the manual. */
export const userEndpoints = [listUsers, createUser, changePassword, deleteUser] as const;
