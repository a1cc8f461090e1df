/** The certificate of HTTPS: made once and kept, taken from files, renewed, and served over a real socket. */
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { connect, type PeerCertificate } from 'node:tls';
import { ConfigError } from '../errors.ts';
import { type FakeClock, fakeClock, httpConfigWith } from '../testing.ts';
import { CertificateKeeper } from './certificate.ts';
import { openListeners } from './listeners.ts';

const DAY = 86_400_000;

let folder: string;
let clock: FakeClock;
let lines: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'simgate-certificate-'));
  clock = fakeClock();
  lines = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function keeper(files: { certificate?: string; key?: string; host?: string } = {}): CertificateKeeper {
  const note = (_fields: object, text: string): void => void lines.push(text);
  return new CertificateKeeper({ host: '127.0.0.1', port: 0, ...files }, folder, clock, {
    info: note as never,
    warn: note as never,
  });
}

/** Files of a certificate of its own. */
async function writeFiles(name: string): Promise<{ certificate: string; key: string }> {
  const other = mkdtempSync(join(tmpdir(), 'simgate-certificate-'));
  const maker = new CertificateKeeper({ host: '127.0.0.1', port: 0 }, other, clock, { info() {}, warn() {} });
  const { cert, key } = await maker.load();
  rmSync(other, { recursive: true });
  const files = { certificate: join(folder, `${name}.crt`), key: join(folder, `${name}.key`) };
  writeFileSync(files.certificate, cert);
  writeFileSync(files.key, key);
  return files;
}

describe('a self-signed certificate', () => {
  test('is made for this machine, and valid from yesterday for 825 days', async () => {
    const { cert } = await keeper({ host: 'gateway.example' }).load();
    const made = new X509Certificate(cert);
    const [from, to] = [made.validFrom, made.validTo].map(text => (Date.parse(text) - clock.now()) / DAY);
    assert.deepEqual([from, to], [-1, 825]);
    for (const name of ['DNS:localhost', 'IP Address:127.0.0.1', 'DNS:gateway.example'])
      assert.ok(made.subjectAltName?.includes(name), made.subjectAltName);
    assert.equal(made.ca, false);
  });

  for (const host of ['0.0.0.0', '::', ''])
    test(`has no name for every address (${JSON.stringify(host)})`, async () => {
      const { subjectAltName } = new X509Certificate((await keeper({ host }).load()).cert);
      assert.doesNotMatch(subjectAltName ?? '', /0\.0\.0\.0|IP Address:0:0:0:0:0:0:0:0|DNS:(,|$)/);
    });

  test('is kept in a file for its owner alone, and made anew when thirty days are left', async () => {
    const first = await keeper().load();
    const file = join(folder, 'self-signed.pem');
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.match(readFileSync(file, 'utf8'), /PRIVATE KEY-----\n-----BEGIN CERTIFICATE/);
    clock.jump(795 * DAY - 1000);
    assert.equal((await keeper().load()).cert.trim(), first.cert.trim());
    clock.jump(1000);
    assert.notEqual((await keeper().load()).cert.trim(), first.cert.trim());
  });

  test('is made anew where the file holds none', async () => {
    writeFileSync(join(folder, 'self-signed.pem'), 'nothing');
    assert.match((await keeper().load()).cert, /BEGIN CERTIFICATE/);
  });
});

describe('a certificate of files', () => {
  test('is taken as it is, and nothing is made', async () => {
    const files = await writeFiles('own');
    const { cert, key } = await keeper(files).load();
    assert.deepEqual([cert, key], [readFileSync(files.certificate, 'utf8'), readFileSync(files.key, 'utf8')]);
    assert.throws(() => statSync(join(folder, 'self-signed.pem')));
  });

  test('that cannot be read, or does not fit its key, is refused by its setting', async () => {
    const files = await writeFiles('own');
    const missing = join(folder, 'missing');
    for (const [setting, wrong] of [
      ['certificate', { ...files, certificate: missing }],
      ['key', { ...files, key: missing }],
      ['certificate', { ...files, key: (await writeFiles('other')).key }],
    ] as const)
      await assert.rejects(
        keeper(wrong).load(),
        (error: unknown) => error instanceof ConfigError && error.message.startsWith(`http.tls.${setting}: `),
      );
  });

  test('that was renewed is used within a minute, and one that cannot be used is not', async () => {
    const files = await writeFiles('own');
    const one = keeper(files);
    await one.load();
    const used: string[] = [];
    one.watch(({ cert }) => void used.push(cert));
    const look = async (milliseconds: number): Promise<void> => {
      clock.advance(milliseconds);
      if (clock.waiting === 0)
        while (clock.waiting === 0) await new Promise(resolve => setImmediate(resolve));
    };
    await look(60_000);
    assert.deepEqual([used, lines], [[], []], 'it is the same');
    const other = await writeFiles('other');
    writeFileSync(files.certificate, readFileSync(other.certificate));
    await look(59_999);
    assert.deepEqual(lines, []);
    await look(1);
    assert.deepEqual([used.length, lines], [0, ['the certificate cannot be used; the one before is served']]);
    writeFileSync(files.key, readFileSync(other.key));
    await look(60_000);
    assert.deepEqual(used, [readFileSync(other.certificate, 'utf8')]);
    assert.equal(lines[1], 'the new certificate is served');
    one.stop();
    assert.equal(clock.waiting, 0);
  });
});

describe('the listeners', () => {
  function fingerprintAt(port: number): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => {
        const { fingerprint256 } = socket.getPeerCertificate() as PeerCertificate;
        socket.destroy();
        resolve(fingerprint256);
      });
      socket.once('error', reject);
    });
  }

  test('are HTTP and HTTPS as the settings ask, and serve a renewed certificate at once', async t => {
    const files = await writeFiles('own');
    const config = httpConfigWith({ port: 0, tls: { host: '127.0.0.1', port: 0, ...files } });
    const listeners = await openListeners(config, keeper(files), (_request, response) => response.end('ok'));
    t.after(() => listeners.close());
    const [plain, secure] = listeners.addresses;
    assert.deepEqual([plain?.protocol, secure?.protocol, plain?.address], ['http', 'https', '127.0.0.1']);
    assert.equal(await (await fetch(`http://127.0.0.1:${plain?.port}`)).text(), 'ok');
    const before = await fingerprintAt(secure?.port ?? 0);
    const other = await writeFiles('other');
    for (const name of ['certificate', 'key'] as const) writeFileSync(files[name], readFileSync(other[name]));
    await listeners.renewCertificates();
    assert.notEqual(await fingerprintAt(secure?.port ?? 0), before);
    listeners.cut();
  });

  test('are none of HTTP where that is switched off', async t => {
    const files = await writeFiles('own');
    const config = httpConfigWith({ enabled: false, tls: { host: '127.0.0.1', port: 0, ...files } });
    const listeners = await openListeners(config, keeper(files), () => {});
    t.after(() => listeners.close());
    assert.deepEqual(
      listeners.addresses.map(({ protocol }) => protocol),
      ['https'],
    );
  });

  test('leave nothing open where an address is taken', async t => {
    const taken = createServer().listen(0, '127.0.0.1');
    t.after(() => taken.close());
    await once(taken, 'listening');
    const address = taken.address();
    assert.ok(address !== null && typeof address === 'object');
    const files = await writeFiles('own');
    const certificates = keeper(files);
    const config = httpConfigWith({ port: 0, tls: { host: '127.0.0.1', port: address.port, ...files } });
    await assert.rejects(
      openListeners(config, certificates, () => {}),
      { code: 'EADDRINUSE' },
    );
    assert.equal(clock.waiting, 0);
  });
});
