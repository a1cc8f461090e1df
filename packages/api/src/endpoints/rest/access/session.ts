/** Sign-in of people at the console, and links for downloads. */
import { Type } from 'typebox';
import { endpoint } from '../../../endpoint.ts';
import { exact } from '../../../parameters.ts';
import { may, roles } from '../../../roles.ts';
import { instant } from '../rest-parameters.ts';

function yesOrNo(description: string) {
  return Type.Boolean({ description });
}

const session = Type.Object(
  {
    user: Type.String({ description: 'who is signed in' }),
    role: Type.Enum([...roles], { description: `one of ${roles.join(', ')}` }),
    expires_at: Type.Union([instant('when the session ends if it is not used'), Type.Null()], {
      description: 'null where other credentials than a session were sent',
    }),
    version: Type.String({ description: 'the version of the gateway' }),
    serial_number: Type.String({ description: 'sn of every answer' }),
    time_zone: Type.String({ description: 'the zone of the gateway, an IANA name' }),
    time: instant('the time of the gateway now'),
    base_path: Type.String({ description: 'what stands before every path in the browser; "" for nothing' }),
    offers: Type.Object(
      {
        simulator: yesOrNo('whether virtual phones can be used under /v1/simulator'),
        record: yesOrNo('whether AT conversations can be recorded'),
      },
      { ...exact, description: 'what this gateway has' },
    ),
  },
  exact,
);

const createSession = endpoint({
  name: 'create_session',
  style: 'rest',
  path: '/v1/session',
  methods: ['POST'],
  parametersIn: 'body',
  access: 'open',
  sentence:
    'Signs a person in: the answer sets a cookie that is good under /v1 alone, with the header `X-Simgate: 1`, from a page of the gateway itself. Takes user and password, or the token of a printed sign-in link. The session ends when it is not used for http.sessionIdle, after http.sessionLength, with another password, or when the user goes.',
  changesState: true,
  request: Type.Object(
    {
      user: Type.Optional(
        Type.String({ description: 'a user name of at most 64 characters', maxLength: 64 }),
      ),
      password: Type.Optional(
        Type.String({
          description: 'a password of at most 256 characters',
          maxLength: 256,
          'x-secret': true,
        }),
      ),
      token: Type.Optional(
        Type.String({
          description: 'the token of a printed sign-in link',
          maxLength: 100,
          'x-secret': true,
        }),
      ),
    },
    exact,
  ),
  reply: session,
  codes: {
    201: 'Signed in.',
    400: 'A parameter is missing or wrong.',
    401: 'User, password or token are not right.',
    429: 'Too many logins have failed; Retry-After has the seconds to wait.',
  },
});

const getSession = endpoint({
  name: 'get_session',
  style: 'rest',
  path: '/v1/session',
  methods: ['GET'],
  parametersIn: 'none',
  access: may.anyone,
  sentence:
    'Shows who asks, with which role, and what the gateway offers. With the header `X-Simgate` a refusal (401) has no challenge, so that a browser shows no box of its own.',
  request: Type.Object({}),
  reply: session,
  codes: { 200: 'You are known.' },
});

const deleteSession = endpoint({
  name: 'delete_session',
  style: 'rest',
  path: '/v1/session',
  methods: ['DELETE'],
  parametersIn: 'none',
  access: may.anyone,
  sentence: 'Signs out: ends the session of the cookie and takes the cookie away.',
  changesState: true,
  request: Type.Object({}),
  reply: Type.Object({}, exact),
  codes: { 200: 'Signed out.' },
});

const createDownloadLink = endpoint({
  name: 'create_download_link',
  style: 'rest',
  path: '/v1/download-links',
  methods: ['POST'],
  parametersIn: 'body',
  access: may.anyone,
  sentence:
    'Makes a link that a browser can follow without further credentials: good for one GET of this target, with your rights, within a minute. What it gets is saved as a file.',
  changesState: true,
  request: Type.Object(
    {
      target: Type.String({
        description: 'a path under /v1 with its query, at most 2000 characters',
        pattern: '^/v1/[^\\u0000-\\u0020\\u007f-\\uffff]+$',
        maxLength: 2000,
      }),
    },
    exact,
  ),
  reply: Type.Object(
    {
      link: Type.String({ description: 'the target with its one-time secret, without the base path' }),
      expires_at: instant('when it ends'),
    },
    exact,
  ),
  codes: { 201: 'Made.', 400: 'The target is missing or wrong.' },
});

/** In the order of the manual. */
export const sessionEndpoints = [createSession, getSession, deleteSession, createDownloadLink] as const;
