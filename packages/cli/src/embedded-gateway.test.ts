import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { hasEmbeddedGateway, startEmbeddedGateway } from './embedded-gateway.ts';

const folder = mkdtempSync(join(tmpdir(), 'simgate-embedded-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Resolves with the status of its page of health, as soon as something listens there. */
async function health(address: string): Promise<number> {
  for (;;) {
    const answer = await fetch(`${address}/healthz`).catch(() => undefined);
    if (answer !== undefined) return answer.status;
    await new Promise(resolve => setImmediate(resolve));
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => probe.once('listening', resolve));
  const address = probe.address();
  await new Promise(resolve => probe.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('the gateway that a server starts', { timeout: 120_000 }, () => {
  test('gets settings of its own: 8 virtual modems, loopback, a login that nobody else can read', async () => {
    const data = join(folder, 'new');
    // Its data folder is a file, so that the process ends at once.
    mkdirSync(join(data, 'gateway'), { recursive: true });
    writeFileSync(join(data, 'gateway', 'data'), '');
    assert.equal(hasEmbeddedGateway(data), false);
    await assert.rejects(
      startEmbeddedGateway(data),
      /the gateway with virtual modems ended at start \(exit code \d+\)/,
    );
    const file = join(data, 'gateway', 'simgate.yaml');
    const { http, ...rest } = JSON.parse(readFileSync(file, 'utf8')) as {
      http: { port: number; users: { name: string; password: string }[] };
    };
    assert.deepEqual(rest, { dataFolder: join(data, 'gateway', 'data'), virtualPorts: 8 });
    assert.deepEqual(
      [Object.keys(http), http.users.length, http.users[0]?.name],
      [['port', 'users'], 1, 'server'],
    );
    assert.equal(http.users[0]?.password.length, 24);
    assert.ok(http.port > 0);
    assert.deepEqual([statSync(file).mode & 0o777, hasEmbeddedGateway(data)], [0o600, true]);
  });

  test('is not started by settings that are no JSON any more', async () => {
    const data = join(folder, 'broken');
    mkdirSync(join(data, 'gateway'), { recursive: true });
    writeFileSync(join(data, 'gateway', 'simgate.yaml'), 'dataFolder: x\n');
    await assert.rejects(
      startEmbeddedGateway(data),
      /simgate\.yaml: cannot be read [\s\S]*; mend it, or remove it and the gateway/,
    );
  });

  test('serves at the address of its settings, and ends when it is stopped', async () => {
    const data = join(folder, 'kept');
    mkdirSync(join(data, 'gateway'), { recursive: true });
    const port = await freePort();
    const users = [
      { name: 'ann', password: 'of-a-person' },
      { name: 'server', password: 'geheim-geheim' },
    ];
    const settings = { dataFolder: join(data, 'gateway', 'data'), virtualPorts: 0, http: { port, users } };
    writeFileSync(join(data, 'gateway', 'simgate.yaml'), JSON.stringify(settings));
    const gateway = await startEmbeddedGateway(data);
    assert.deepEqual(
      [gateway.address, gateway.user, gateway.password, gateway.settingsFile],
      [`http://127.0.0.1:${port}`, 'server', 'geheim-geheim', join(data, 'gateway', 'simgate.yaml')],
    );
    assert.ok((await health(gateway.address)) > 0);
    await gateway.stop();
    await assert.rejects(fetch(gateway.address));
    await gateway.stop();
  });
});
