/** Defaults and bounds of the settings: the value at each bound is taken, and the one beyond it is refused. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadServerConfig } from './load.ts';

interface Row {
  readonly path: string;
  readonly usual: number | boolean | string;
  readonly least?: number;
  readonly most?: number;
}

const rows: readonly Row[] = [
  { path: 'dataFolder', usual: './server-data' },
  { path: 'logLevel', usual: 'info' },
  { path: 'stopWithin', usual: 20, least: 1 },
  { path: 'gateways.answerWithin', usual: 30, least: 0.1 },
  { path: 'handoff.askFirst', usual: 5, least: 0.1 },
  { path: 'handoff.askTaken', usual: 30, least: 0.1 },
  { path: 'handoff.askLongest', usual: 60, least: 0.1 },
  { path: 'handoff.doubt', usual: 600, least: 1 },
  { path: 'handoff.taken', usual: 86_400, least: 1 },
  { path: 'webhooks.timeout', usual: 15, least: 1 },
  { path: 'webhooks.retryDelay', usual: 1, least: 0.1 },
  { path: 'webhooks.retryDelayMaximum', usual: 600, least: 1 },
  { path: 'webhooks.giveUpAfter', usual: 259_200, least: 1 },
  { path: 'retention.messages', usual: 90, least: 1, most: 36_500 },
  { path: 'retention.received', usual: 365, least: 1, most: 36_500 },
  { path: 'retention.events', usual: 30, least: 1, most: 36_500 },
  { path: 'retention.audit', usual: 365, least: 1, most: 36_500 },
  { path: 'retention.idempotency', usual: 24, least: 1, most: 8760 },
];

/** `handoff.askFirst` as SIMGATE_SERVER_HANDOFF_ASK_FIRST. */
function variableOf(path: string): string {
  return `SIMGATE_SERVER_${path
    .replaceAll(/[A-Z]/g, letter => `_${letter}`)
    .replaceAll('.', '_')
    .toUpperCase()}`;
}

function valueAt(path: string, environment: Readonly<Record<string, string>> = {}): unknown {
  const config: unknown = loadServerConfig(undefined, environment);
  return path.split('.').reduce((value, key) => (value as Record<string, unknown>)[key], config);
}

describe('a setting of the server', () => {
  for (const { path, usual } of rows)
    test(`${path} is ${usual} where it is not set`, () => assert.equal(valueAt(path), usual));

  const bounds = rows.flatMap(({ path, least, most }) => [
    ...(least === undefined ? [] : [{ path, taken: least, refused: least * 0.99 }]),
    ...(most === undefined ? [] : [{ path, taken: most, refused: most * 1.0001 }]),
  ]);
  for (const { path, taken, refused } of bounds)
    test(`${path} takes ${taken}, and not ${refused}`, () => {
      const variable = variableOf(path);
      assert.equal(valueAt(path, { [variable]: String(taken) }), taken);
      assert.throws(() => valueAt(path, { [variable]: String(refused) }), new RegExp(`\\(${path}\\)`));
    });

  test('of allowed addresses takes 64 of them', () => {
    const some = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_each, at) => [
          `SIMGATE_SERVER_WEBHOOKS_ALLOWED_ADDRESSES_${at}`,
          `10.0.0.${at}`,
        ]),
      );
    assert.equal((valueAt('webhooks.allowedAddresses', some(64)) as string[]).length, 64);
    assert.throws(() => valueAt('webhooks.allowedAddresses', some(65)), /allowedAddresses/);
    assert.deepEqual(valueAt('webhooks.allowedAddresses'), []);
  });

  test('of a database or key file is absent where it is not set', () => {
    assert.deepEqual([valueAt('database'), valueAt('keyFile')], [undefined, undefined]);
    assert.throws(() => valueAt('keyFile', { SIMGATE_SERVER_KEY_FILE_FILE: '/dev/null' }));
  });

  test('of HTTPS has the port 8453 where HTTPS is switched on', () => {
    const environment = { SIMGATE_SERVER_HTTP_TLS_HOST: '127.0.0.1' };
    assert.equal(valueAt('http.tls.port', environment), 8453);
  });

  test('that is not known is refused in each group', () => {
    for (const group of ['', 'GATEWAYS_', 'HANDOFF_', 'WEBHOOKS_', 'RETENTION_'])
      assert.throws(() => valueAt('stopWithin', { [`SIMGATE_SERVER_${group}NONSENSE`]: '1' }), /NONSENSE/);
  });
});
