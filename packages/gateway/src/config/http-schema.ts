/** The settings of the HTTP side: listeners, users, and what stands before the gateway. */
import { roles } from '@simgate/api/contract';
import { type Static, Type } from 'typebox';

const strict = { additionalProperties: false } as const;

const tlsSchema = Type.Object(
  {
    host: Type.String({ description: 'Address to listen on for HTTPS.', default: '127.0.0.1' }),
    port: Type.Integer({
      description: 'Port to listen on for HTTPS; 0 takes a free one.',
      default: 8443,
      minimum: 0,
      maximum: 65535,
    }),
    certificate: Type.Optional(
      Type.String({
        description:
          'PEM file with the certificate chain; absent: a self-signed one is made and kept. A renewed file is served without a restart.',
      }),
    ),
    key: Type.Optional(Type.String({ description: 'PEM file with the private key.' })),
  },
  strict,
);

const userSchema = Type.Object(
  {
    name: Type.String({ description: 'User name.', minLength: 1, maxLength: 64, pattern: '^[^:"\\\\]+$' }),
    password: Type.Optional(
      Type.String({
        description: 'Password, of 8 characters at least (see allowShortPasswords).',
        minLength: 1,
      }),
    ),
    ha1: Type.Optional(
      Type.String({
        description: 'MD5 of "name:Web Server:password" in hex, instead of the password.',
        pattern: '^[0-9a-f]{32}$',
      }),
    ),
    role: Type.Enum([...roles], {
      description: `What the user may do: ${roles.join(', ')} (docs/operating.md, "Users").`,
      default: 'admin',
    }),
  },
  { ...strict, description: 'Exactly one of password and ha1.' },
);

export const httpSchema = Type.Object(
  {
    enabled: Type.Boolean({ description: 'Serve plain HTTP.', default: true }),
    host: Type.String({
      description: 'Address to listen on; anything but loopback needs a user of yours.',
      default: '127.0.0.1',
    }),
    port: Type.Integer({
      description: 'Port to listen on; 0 takes a free one.',
      default: 8080,
      minimum: 0,
      maximum: 65535,
    }),
    basic: Type.Boolean({ description: 'Accept Basic besides Digest authentication.', default: true }),
    tls: Type.Optional(tlsSchema),
    users: Type.Array(userSchema, {
      description: 'Who may use the API; empty: one is made at first start, on loopback only.',
      default: [],
    }),
    allowShortPasswords: Type.Boolean({
      description:
        'Take passwords of fewer than 8 characters though other machines can reach the gateway. While only loopback listens they are taken with a warning. Weakens security.',
      default: false,
    }),
    nonceLifetime: Type.Number({
      description: 'How long a Digest nonce is good. In seconds.',
      default: 300,
      minimum: 1,
    }),
    acceptAnyNonce: Type.Boolean({
      description: 'Accept Digest answers to any nonce, for scripts that replay a header. Weakens security.',
      default: false,
    }),
    sessionIdle: Type.Number({
      description: 'When a sign-in at the console ends that nobody uses. In seconds.',
      default: 43_200,
      minimum: 60,
    }),
    sessionLength: Type.Number({
      description: 'When every sign-in at the console ends. In seconds.',
      default: 2_592_000,
      minimum: 60,
    }),
    frameAncestors: Type.Array(Type.String({ pattern: '^https?://(\\*\\.)?[A-Za-z0-9.:\\[\\]-]+$' }), {
      description:
        'Sites that may show the console in a frame besides its own, such as https://home.example.com:8123.',
      default: [],
      maxItems: 16,
    }),
    publicOrigin: Type.Optional(
      Type.String({
        description:
          'Scheme, host and port that clients use where a proxy stands before the gateway, such as https://sms.example.com.',
        pattern: '^https?://[^/?#]+$',
      }),
    ),
    pathPrefix: Type.String({
      description: 'What stands before every path at that proxy, such as /sms; empty: nothing.',
      default: '',
      pattern: '^(/[A-Za-z0-9._~-]+)*$',
    }),
    trustedProxies: Type.Array(Type.String({ minLength: 1 }), {
      description:
        'Addresses or networks (10.0.0.0/8) of proxies whose X-Forwarded-For, -Proto and -Host and X-Ingress-Path are believed. Of others they are not looked at.',
      default: [],
      maxItems: 64,
    }),
    browserGet: Type.Boolean({
      description:
        'Let a GET that a browser makes by itself (a link, an image) change something, for people who type such addresses over plain HTTP. Weakens security.',
      default: false,
    }),
    resultWithColon: Type.Boolean({
      description:
        'Send the results of send_ussd a second time under "result:", as devices of 2017 spell the key.',
      default: false,
    }),
  },
  { ...strict, default: {} },
);

export type HttpConfig = Static<typeof httpSchema>;
export type UserConfig = Static<typeof userSchema>;
