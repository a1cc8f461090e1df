/** The settings of the HTTP side: defaults, bounds, rules that a schema cannot hold, and their page. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Type } from 'typebox';
import { ConfigError } from '../errors.ts';
import { type HttpConfig, httpComplaint, httpSettings } from './http-settings.ts';
import { loadSettings } from './load.ts';
import { settingsTable } from './manual.ts';

const strict = { additionalProperties: false } as const;
const http = Type.Object(httpSettings({ program: 'program', port: 8080, tlsPort: 8443 }), {
  ...{ ...strict, default: {} },
});
const schema = Type.Object({ http }, strict);

type Variables = Readonly<Record<string, string>>;

function load(variables: Variables = {}): HttpConfig {
  const environment = Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [`P_HTTP_${name}`, value]),
  );
  const check = ({ http: config }: { http: HttpConfig }) => httpComplaint(config);
  return loadSettings(undefined, environment, { schema, prefix: 'P', check }).http;
}

describe('the settings of http', () => {
  test('are plain HTTP on loopback where nothing is set', () =>
    assert.deepEqual(load(), {
      ...{ enabled: true, host: '127.0.0.1', port: 8080, basic: true, users: [], allowShortPasswords: false },
      ...{ nonceLifetime: 300, acceptAnyNonce: false, pathPrefix: '', trustedProxies: [] },
    }));

  test('of tls are loopback and the port of the program', () =>
    assert.deepEqual(load({ TLS_HOST: '::1' }).tls, { host: '::1', port: 8443 }));

  test('of a user are those of an admin where no role is set', () =>
    assert.equal(load({ USERS_0_NAME: 'ann', USERS_0_PASSWORD: 'x' }).users[0]?.role, 'admin'));

  const taken: Variables[] = [
    { PORT: '0' },
    { PORT: '65535' },
    { TLS_PORT: '0' },
    { TLS_PORT: '65535' },
    { NONCE_LIFETIME: '1' },
    { PUBLIC_ORIGIN: 'https://sms.example.com:8443' },
    { PATH_PREFIX: '/sms/x' },
    { TRUSTED_PROXIES: Array.from({ length: 64 }, (_each, at) => `10.0.0.${at}`).join() },
    { USERS_0_NAME: 'n'.repeat(64), USERS_0_HA1: 'ab'.repeat(16) },
    { ENABLED: 'false', TLS_HOST: '::1' },
    { TLS_CERTIFICATE: 'a', TLS_KEY: 'b' },
  ];
  for (const variables of taken)
    test(`take ${JSON.stringify(variables).slice(0, 60)}`, () => assert.doesNotThrow(() => load(variables)));

  const refused: [variables: Variables, error: RegExp][] = [
    [{ PORT: '65536' }, /http\.port/],
    [{ PORT: '-1' }, /http\.port/],
    [{ TLS_PORT: '65536' }, /http\.tls\.port/],
    [{ TLS_PORT: '-1' }, /http\.tls\.port/],
    [{ NONCE_LIFETIME: '0.9' }, /http\.nonceLifetime/],
    [{ PUBLIC_ORIGIN: 'https://sms.example.com/x' }, /http\.publicOrigin/],
    [{ PATH_PREFIX: 'sms' }, /http\.pathPrefix/],
    [
      { TRUSTED_PROXIES: Array.from({ length: 65 }, (_each, at) => `10.0.0.${at}`).join() },
      /http\.trustedProxies/,
    ],
    [{ USERS_0_NAME: 'n'.repeat(65), USERS_0_PASSWORD: 'x' }, /http\.users\[0\]\.name/],
    [{ USERS_0_NAME: 'a:b', USERS_0_PASSWORD: 'x' }, /http\.users\[0\]\.name/],
    [{ USERS_0_NAME: '', USERS_0_PASSWORD: 'x' }, /http\.users\[0\]\.name/],
    [{ USERS_0_NAME: 'a', USERS_0_PASSWORD: '' }, /http\.users\[0\]\.password/],
    [{ USERS_0_NAME: 'a', USERS_0_HA1: 'ab' }, /http\.users\[0\]\.ha1/],
    [{ USERS_0_NAME: 'a' }, /exactly one of password and ha1/],
    [
      { USERS_0_NAME: 'a', USERS_0_PASSWORD: 'x', USERS_0_HA1: 'ab'.repeat(16) },
      /exactly one of password and ha1/,
    ],
    [
      { USERS_0_NAME: 'a', USERS_0_PASSWORD: 'x', USERS_1_NAME: 'a', USERS_1_PASSWORD: 'y' },
      /http\.users\[1\]\.name.*is given twice/,
    ],
    [{ ENABLED: 'false' }, /is false and no tls is set: nothing would listen/],
    [{ TLS_CERTIFICATE: 'a' }, /certificate and key are needed together/],
    [{ TLS_KEY: 'a' }, /certificate and key are needed together/],
    [{ TLS_NONSENSE: 'a' }, /NONSENSE/],
    [{ USERS_0_NONSENSE: 'a' }, /NONSENSE/],
  ];
  for (const [variables, error] of refused)
    test(`refuse ${JSON.stringify(variables).slice(0, 60)}`, () => {
      assert.throws(() => load(variables), error);
      assert.throws(() => load(variables), ConfigError);
    });

  test('have a page with a line for each, where bars do not end a cell', () => {
    const made = Type.Object({
      one: Type.Optional(Type.String({ description: 'This | that.' })),
      two: Type.Integer({ description: 'A number.', default: 3, minimum: 1 }),
    });
    const [head, line, one, two] = settingsTable(made, 'P');
    assert.equal(head, '| setting | meaning | allowed | default | environment |');
    assert.equal(line, '|---|---|---|---|---|');
    assert.match(one ?? '', /^\| `one` \| This \\\| that\. \| .* \| {2}\| `P_ONE` \|$/);
    assert.match(two ?? '', /^\| `two` \| A number\. \| .* \| `3` \| `P_TWO` \|$/);
  });
});
