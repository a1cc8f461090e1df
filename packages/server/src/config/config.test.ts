/** The settings of the server: defaults, variables, and what is refused with its name. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { ConfigError } from '@simgate/daemon';
import { loadServerConfig } from './load.ts';
import { renderServerSettings } from './manual.ts';

describe('the settings of the server', () => {
  test('are SQLite and loopback where nothing is set', () => {
    const { dataFolder, database, http } = loadServerConfig(undefined, {});
    assert.deepEqual([dataFolder, database], ['./server-data', undefined]);
    assert.deepEqual([http.host, http.port, http.tls], ['127.0.0.1', 8090, undefined]);
  });

  test('have variables of their own: those of a gateway on the same machine are not looked at', () => {
    const { http } = loadServerConfig(undefined, {
      SIMGATE_HTTP_PORT: '8081',
      SIMGATE_SERVER_HTTP_PORT: '9000',
    });
    assert.equal(http.port, 9000);
  });

  const rows: readonly (readonly [variable: string, value: string, complaint: RegExp])[] = [
    ['SIMGATE_SERVER_DATABASE', 'mysql://x', /SIMGATE_SERVER_DATABASE \(database\): .*postgres/],
    ['SIMGATE_SERVER_HTTP_PORT', '-1', /\(http\.port\): found -1, allowed is a whole number from 0 to 65535/],
    [
      'SIMGATE_SERVER_WEBHOOKS_ALLOWED_ADDRESSES',
      '10.0.0.0/33',
      /allowedAddresses\[0\]: must end with \/0 to \/32/,
    ],
    [
      'SIMGATE_SERVER_HTTP_USERS_0_NAME',
      'ann',
      /http\.users\[0\]: exactly one of password and ha1 is needed/,
    ],
    ['SIMGATE_SERVER_NOTHING', '1', /SIMGATE_SERVER_NOTHING: no setting has this name/],
  ];
  for (const [variable, value, complaint] of rows)
    test(`${variable}=${value} is refused`, () => {
      assert.throws(() => loadServerConfig(undefined, { [variable]: value }), complaint);
      assert.throws(() => loadServerConfig(undefined, { [variable]: value }), ConfigError);
    });

  test('docs/server-settings.md is their manual page (npm run docs writes it)', () => {
    const page = readFileSync(new URL('../../../../docs/server-settings.md', import.meta.url), 'utf8');
    assert.equal(page, renderServerSettings());
  });
});
