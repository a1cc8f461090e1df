/** Both listeners and the certificate. */
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { connect } from 'node:tls';
import { ConfigError } from '@simgate/daemon';
import { httpConfig, testServer } from './testing/server.ts';
import { portOf, responseTo, textOf, withServer } from './testing/sockets.ts';

const tls = { host: '127.0.0.1', port: 0 };

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simgate-http-'));
});
after(() => rm(folder, { recursive: true }));

describe('HTTP and HTTPS', () => {
  test('share their endpoints', () =>
    withServer({ dataFolder: folder, config: { ...httpConfig, tls } }, async (_server, addresses) => {
      assert.deepEqual(
        addresses.map(({ protocol, address }) => [protocol, address]),
        [
          ['http', '127.0.0.1'],
          ['https', '127.0.0.1'],
        ],
      );
      const path = '/healthz';
      const host = '127.0.0.1';
      const plain = get({ host, port: portOf(addresses, 'http'), path });
      assert.equal(await textOf(await responseTo(plain)), '{"status":"ok"}');
      const secret = httpsRequest({
        host,
        port: portOf(addresses, 'https'),
        path,
        rejectUnauthorized: false,
      });
      secret.end();
      assert.equal(await textOf(await responseTo(secret)), '{"status":"ok"}');
    }));

  test('each listener checks Host by its own address: HTTPS for others, plain HTTP for this machine', () =>
    withServer(
      { dataFolder: folder, config: { ...httpConfig, tls: { ...tls, host: '0.0.0.0' } } },
      async (_server, addresses) => {
        const at = { host: '127.0.0.1', path: '/healthz', headers: { host: 'sms.example.com' } };
        const plain = get({ ...at, port: portOf(addresses, 'http') });
        assert.equal((await responseTo(plain)).statusCode, 403);
        const secret = httpsRequest({ ...at, port: portOf(addresses, 'https'), rejectUnauthorized: false });
        secret.end();
        assert.equal((await responseTo(secret)).statusCode, 200);
      },
    ));

  test('plain HTTP can be turned off', () =>
    withServer(
      { dataFolder: folder, config: { ...httpConfig, enabled: false, tls } },
      async (_server, addresses) => {
        assert.deepEqual(
          addresses.map(({ protocol }) => protocol),
          ['https'],
        );
      },
    ));

  test('an address that is taken is the system’s error', () =>
    withServer({ dataFolder: folder }, async (_server, addresses) => {
      const port = portOf(addresses, 'http');
      const second = testServer({ config: { ...httpConfig, port } });
      await assert.rejects(second.listen(), { code: 'EADDRINUSE' });
      await second.close();
    }));
});

describe('the self-signed certificate', () => {
  const file = () => join(folder, 'self-signed.pem');
  const certificateOf = async () => {
    const text = await readFile(file(), 'utf8');
    return new X509Certificate(text.slice(text.indexOf('-----BEGIN CERTIFICATE')));
  };

  test('is made once, for this machine, readable by its owner alone', async () => {
    await rm(file(), { force: true });
    await withServer({ dataFolder: folder, config: { ...httpConfig, tls } }, async () => {});
    assert.equal((await stat(file())).mode & 0o777, 0o600);
    const first = await certificateOf();
    assert.match(first.subjectAltName ?? '', /DNS:localhost.*IP Address:127\.0\.0\.1/);
    await withServer({ dataFolder: folder, config: { ...httpConfig, tls } }, async () => {});
    assert.equal((await certificateOf()).fingerprint, first.fingerprint);
  });

  test('is made anew where the file is damaged', async () => {
    await writeFile(file(), 'nonsense');
    await withServer({ dataFolder: folder, config: { ...httpConfig, tls } }, async () => {});
    assert.match((await certificateOf()).subject, /CN=/);
  });

  test('a renewed file is served without a restart; one that does not fit is not', async () => {
    const certificateFile = join(folder, 'renewed.pem');
    const keyFile = join(folder, 'renewed.key');
    const renew = async (): Promise<string> => {
      await rm(file(), { force: true });
      await withServer({ dataFolder: folder, config: { ...httpConfig, tls } }, async () => {});
      const text = await readFile(file(), 'utf8');
      const start = text.indexOf('-----BEGIN CERTIFICATE');
      await writeFile(keyFile, text.slice(0, start));
      await writeFile(certificateFile, text.slice(start));
      return new X509Certificate(text.slice(start)).fingerprint256;
    };
    const served = async (port: number): Promise<string> => {
      const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
      await once(socket, 'secureConnect');
      const { fingerprint256 } = socket.getPeerCertificate();
      socket.destroy();
      return fingerprint256;
    };
    const first = await renew();
    const renewed = { ...tls, certificate: certificateFile, key: keyFile };
    await withServer({ config: { ...httpConfig, tls: renewed } }, async (server, addresses) => {
      const port = portOf(addresses, 'https');
      assert.equal(await served(port), first);
      const second = await renew();
      server.clock.advance(60_000);
      while ((await served(port)) === first);
      assert.equal(await served(port), second);
      await writeFile(keyFile, 'half a key');
      server.clock.advance(60_000);
      assert.equal(await served(port), second);
    });
  });

  test('a renewed file is served at once where somebody asks for it', async () => {
    const files = { certificate: join(folder, 'asked.pem'), key: join(folder, 'asked.key') };
    const renew = async (): Promise<string> => {
      await rm(file(), { force: true });
      await withServer({ dataFolder: folder, config: { ...httpConfig, tls } }, async () => {});
      const text = await readFile(file(), 'utf8');
      const start = text.indexOf('-----BEGIN CERTIFICATE');
      await writeFile(files.key, text.slice(0, start));
      await writeFile(files.certificate, text.slice(start));
      return new X509Certificate(text.slice(start)).fingerprint256;
    };
    await renew();
    await withServer({ config: { ...httpConfig, tls: { ...tls, ...files } } }, async (server, addresses) => {
      const second = await renew();
      await server.renewCertificates();
      const socket = connect({
        port: portOf(addresses, 'https'),
        host: '127.0.0.1',
        rejectUnauthorized: false,
      });
      await once(socket, 'secureConnect');
      assert.equal(socket.getPeerCertificate().fingerprint256, second);
      socket.destroy();
    });
  });

  test('a configured one that cannot be read names the setting', async () => {
    const missing = { ...tls, certificate: join(folder, 'none.pem'), key: join(folder, 'none.key') };
    const server = testServer({ config: { ...httpConfig, tls: missing } });
    await assert.rejects(server.listen(), (error: unknown) => {
      assert.ok(error instanceof ConfigError);
      assert.match(error.message, /^http\.tls\.certificate: .*none\.pem/);
      return true;
    });
    await server.close();
  });
});
