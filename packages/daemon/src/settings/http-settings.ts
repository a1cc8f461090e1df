/** The settings of the HTTP side of a program: listeners, users, and what stands before it. */
import { roles } from '@simgate/api/endpoint';
import { type Static, type TObject, Type } from 'typebox';
import { type Complaint, sameTwice } from './load.ts';

const strict = { additionalProperties: false } as const;

function tlsSettings(port: number) {
  return Type.Object(
    {
      host: Type.String({ description: 'Address to listen on for HTTPS.', default: '127.0.0.1' }),
      port: Type.Integer({
        description: 'Port to listen on for HTTPS; 0 takes a free one.',
        default: port,
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
}

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

/** The differences between the programs. */
export interface HttpDefaults {
  /** The program's name in sentences, as `gateway`. */
  readonly program: string;
  readonly port: number;
  readonly tlsPort: number;
}

/** The settings of the group `http` that every program has; a program adds its own. */
export function httpSettings({ program, port, tlsPort }: HttpDefaults) {
  return {
    enabled: Type.Boolean({ description: 'Serve plain HTTP.', default: true }),
    host: Type.String({
      description: 'Address to listen on; anything but loopback needs a user of yours.',
      default: '127.0.0.1',
    }),
    port: Type.Integer({
      description: 'Port to listen on; 0 takes a free one.',
      default: port,
      minimum: 0,
      maximum: 65535,
    }),
    basic: Type.Boolean({ description: 'Accept Basic besides Digest authentication.', default: true }),
    tls: Type.Optional(tlsSettings(tlsPort)),
    users: Type.Array(userSchema, {
      description: 'Who may use the API; empty: one is made at first start, on loopback only.',
      default: [],
    }),
    allowShortPasswords: Type.Boolean({
      description: `Take passwords of fewer than 8 characters though other machines can reach the ${program}. While only loopback listens they are taken with a warning. Weakens security.`,
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
    publicOrigin: Type.Optional(
      Type.String({
        description: `Scheme, host and port that clients use where a proxy stands before the ${program}, such as https://sms.example.com.`,
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
  };
}

/** The settings of the HTTP side that every program has. */
export type HttpConfig = Static<TObject<ReturnType<typeof httpSettings>>>;
export type UserConfig = Static<typeof userSchema>;

/** Rules that the schema cannot hold: users have one secret each and names of their own, something listens, and files come in pairs. */
export function httpComplaint(http: HttpConfig): Complaint | undefined {
  for (const [index, user] of http.users.entries()) {
    if ((user.password === undefined) === (user.ha1 === undefined)) {
      return [['http', 'users', `${index}`], 'exactly one of password and ha1 is needed'];
    }
  }
  const userTwice = sameTwice(http.users.map(user => user.name));
  if (userTwice >= 0) return [['http', 'users', `${userTwice}`, 'name'], 'is given twice'];
  if (!http.enabled && http.tls === undefined) {
    return [['http', 'enabled'], 'is false and no tls is set: nothing would listen'];
  }
  if (http.tls !== undefined && (http.tls.certificate === undefined) !== (http.tls.key === undefined)) {
    return [['http', 'tls'], 'certificate and key are needed together'];
  }
  return undefined;
}
