/** API tokens: credentials of a program, with a role and an end. */
import { Type } from 'typebox';
import { endpoint } from '../../../endpoint.ts';
import { exact } from '../../../parameters.ts';
import { may, roles } from '../../../roles.ts';
import { idInPath, instant } from '../rest-parameters.ts';

const facts = {
  id: Type.Integer({ description: 'the id of the token', minimum: 1 }),
  name: Type.String({
    description: 'a name of 1 to 64 characters, for people',
    minLength: 1,
    maxLength: 64,
  }),
  user: Type.String({ description: 'the user whom it speaks for' }),
  role: Type.Enum([...roles], {
    description: `one of ${roles.join(', ')}: no more than the role of its user`,
  }),
  created_at: instant('when it was made'),
  expires_at: instant('when it ends'),
};

const token = Type.Object(facts, { ...exact, description: 'a token' });

const listTokens = endpoint({
  name: 'list_tokens',
  style: 'rest',
  path: '/v1/tokens',
  methods: ['GET'],
  parametersIn: 'none',
  access: may.anyone,
  sentence: 'Lists your own tokens; an admin sees those of all users.',
  request: Type.Object({}),
  reply: Type.Object({ tokens: Type.Array(token) }, exact),
  codes: { 200: 'The list.' },
});

const createToken = endpoint({
  name: 'create_token',
  style: 'rest',
  path: '/v1/tokens',
  methods: ['POST'],
  parametersIn: 'body',
  access: may.anyone,
  sentence:
    'Makes a token that speaks for you. It is shown in this answer only; send it as `Authorization: Bearer TOKEN`. It ends with its time, or when your user goes or has a lesser role.',
  changesState: true,
  audited: true,
  request: Type.Object(
    {
      name: facts.name,
      role: facts.role,
      expires_at: Type.String({
        description: 'a time in the future, as YYYY-MM-DDTHH:MM:SSZ',
        pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})$',
      }),
    },
    exact,
  ),
  reply: Type.Object(
    { ...facts, token: Type.String({ description: 'the token; keep it, it is not shown again' }) },
    exact,
  ),
  codes: {
    201: 'Made.',
    400: 'A parameter is missing or wrong.',
    403: 'You have no right to this role.',
    409: 'There are too many tokens.',
  },
});

const deleteToken = endpoint({
  name: 'delete_token',
  style: 'rest',
  path: '/v1/tokens/{id}',
  methods: ['DELETE'],
  parametersIn: 'query',
  access: may.anyone,
  sentence: 'Ends one of your tokens; an admin ends any.',
  changesState: true,
  audited: true,
  request: Type.Object({ id: idInPath('token') }),
  reply: Type.Object({}, exact),
  codes: { 200: 'Ended.', 404: 'There is no such token.' },
});

/** In the order of the manual. */
export const tokenEndpoints = [listTokens, createToken, deleteToken] as const;
