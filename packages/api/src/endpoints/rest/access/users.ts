/** Who may use the API. */
import { Type } from 'typebox';
import { endpoint } from '../../../endpoint.ts';
import { exact } from '../../../parameters.ts';
import { may, roles } from '../../../roles.ts';

const name = Type.String({
  description: 'a user name of 1 to 64 characters without " : and \\',
  minLength: 1,
  maxLength: 64,
  pattern: '^[^:"\\\\\\u0000-\\u001f]+$',
});

const password = Type.String({
  description: 'a password of 1 to 256 characters; fewer than 8 only where the settings allow it',
  minLength: 1,
  maxLength: 256,
  'x-secret': true,
});

const role = Type.Enum([...roles], {
  description: `one of ${roles.join(', ')}`,
});

const user = Type.Object(
  {
    name,
    role,
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
  access: may.administer,
  sentence: 'Lists who may use the API.',
  request: Type.Object({}),
  reply: Type.Object({ users: Type.Array(user) }, exact),
  codes: { 200: 'All users.' },
});

const getUser = endpoint({
  name: 'get_user',
  style: 'rest',
  path: '/v1/users/{name}',
  methods: ['GET'],
  parametersIn: 'query',
  access: may.anyone,
  sentence: 'Shows one user; who is no admin sees only himself.',
  request: Type.Object({ name }),
  reply: user,
  codes: { 200: 'The user.', 403: 'It is another user.', 404: NOT_HERE },
});

const createUser = endpoint({
  name: 'create_user',
  style: 'rest',
  path: '/v1/users',
  methods: ['POST'],
  parametersIn: 'body',
  access: may.administer,
  sentence: 'Adds a user; only digests of the password are kept.',
  changesState: true,
  audited: true,
  request: Type.Object({ name, password, role: Type.Optional({ ...role, default: 'operator' }) }, exact),
  reply: user,
  codes: { 201: 'Added.', 400: 'A parameter is missing or wrong.', 409: 'The name is taken.' },
});

const changeUser = endpoint({
  name: 'change_user',
  style: 'rest',
  path: '/v1/users/{name}',
  methods: ['PATCH'],
  parametersIn: 'body',
  access: may.anyone,
  sentence:
    'Gives a user another password or role. Your own password is changed with the old one; all else is for admins.',
  changesState: true,
  audited: true,
  request: Type.Object(
    {
      name,
      password: Type.Optional(password),
      old_password: Type.Optional({ ...password, description: 'your password until now' }),
      role: Type.Optional(role),
    },
    exact,
  ),
  reply: user,
  codes: {
    200: 'Changed.',
    400: 'A parameter is missing or wrong.',
    403: 'The old password is wrong, or it is for admins.',
    404: NOT_HERE,
    409: 'The user stands in the settings, or is the last admin.',
  },
});

const deleteUser = endpoint({
  name: 'delete_user',
  style: 'rest',
  path: '/v1/users/{name}',
  methods: ['DELETE'],
  parametersIn: 'query',
  access: may.administer,
  sentence: 'Removes a user with his tokens; the last admin stays.',
  changesState: true,
  audited: true,
  request: Type.Object({ name }),
  reply: Type.Object({}, exact),
  codes: {
    200: 'Removed.',
    404: NOT_HERE,
    409: 'The user stands in the settings, or is the last admin.',
  },
});

/** In the order of the manual. */
export const userEndpoints = [listUsers, getUser, createUser, changeUser, deleteUser] as const;
