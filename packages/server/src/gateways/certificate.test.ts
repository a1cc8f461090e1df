/** The certificate of a gateway: pinned at its first use, and nothing is sent to another one. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { describe, type TestContext, test } from 'node:test';
import { openReceiver } from '@simgate/daemon/testing';
import { openWire, type WireOptions } from './wire.ts';

function wireTo(t: TestContext, address: string, changes: Partial<WireOptions> = {}) {
  const wire = openWire({
    ...{ address, certificate: '', connections: 1, keepAlive: false },
    ...{ silence: 5000, connectWithin: 5000, mostOctets: 1000 },
    ...changes,
  });
  t.after(() => wire.close());
  return wire;
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown }).code;
}

async function peerOf(t: TestContext, onConnection: Parameters<typeof createServer>[1]): Promise<string> {
  const server: Server = createServer(onConnection).listen(0, '127.0.0.1');
  server.unref();
  t.after(() => server.close());
  await once(server, 'listening');
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('the certificate of a gateway', () => {
  test('is found at the first use, accepted from then on, and a stranger hears nothing', async t => {
    const peer = await openReceiver(t, { secure: true });
    const found: string[] = [];
    const first = wireTo(t, peer.url, { onCertificate: fingerprint => found.push(fingerprint) });
    for (let request = 0; request < 2; request += 1) assert.equal((await first.fetch(peer.url)).status, 204);
    assert.equal(found.length, 1, 'it is told once');
    assert.match(found[0] ?? '', /^[0-9a-f]{64}$/);

    const again: string[] = [];
    const onCertificate = (fingerprint: string): void => void again.push(fingerprint);
    const pinned = wireTo(t, peer.url, { certificate: found[0] ?? '', onCertificate });
    assert.equal((await pinned.fetch(peer.url)).status, 204);
    assert.deepEqual([pinned.stranger(), again], ['', []]);

    const other = wireTo(t, peer.url, { certificate: 'ab'.repeat(32), onCertificate });
    await assert.rejects(other.fetch(peer.url, { method: 'POST', body: 'secret' }), {
      name: 'CertificateChanged',
      code: 'ENOTCONN',
      message: `its certificate is another one than before (SHA-256 ${found[0]})`,
    });
    assert.deepEqual([other.stranger(), again], [found[0], []]);
    assert.equal(peer.requests.length, 3);
  });

  test('that changes while the line is open is a stranger too', async t => {
    const [one, other] = [await openReceiver(t, { secure: true }), await openReceiver(t, { secure: true })];
    const wire = wireTo(t, one.url);
    assert.equal((await wire.fetch(one.url)).status, 204);
    await assert.rejects(wire.fetch(other.url), error => codeOf(error) === 'ENOTCONN');
    assert.notEqual(wire.stranger(), '');
    assert.equal(other.requests.length, 0);
  });

  test('that does not come within the time for a connection ends it: nothing was sent', async t => {
    const address = await peerOf(t, () => {});
    const wire = wireTo(t, address, { connectWithin: 20 });
    await assert.rejects(
      wire.fetch(address),
      error => codeOf(error) === 'ENOTCONN' && /no connection within 0.02 s/.test(String(error)),
    );
  });

  test('that came lets its connection wait for an answer longer than for itself', async t => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const peer = await openReceiver(t, { secure: true });
    peer.answer = () => {
      t.mock.timers.tick(1000);
      return { status: 200, text: 'late' };
    };
    const response = await wireTo(t, peer.url, { connectWithin: 1000 }).fetch(peer.url);
    assert.equal(await response.text(), 'late');
  });

  test('of a peer that speaks no TLS is none: nothing was sent', async t => {
    const address = await peerOf(t, socket => socket.end('HTTP/1.1 200 OK\r\n\r\n'));
    await assert.rejects(wireTo(t, address).fetch(address), error => codeOf(error) === 'ENOTCONN');
  });

  test('is not looked at on a line without TLS', async t => {
    const peer = await openReceiver(t);
    const wire = wireTo(t, peer.url, { certificate: 'ab' });
    assert.equal((await wire.fetch(peer.url)).status, 204);
    assert.equal(wire.stranger(), '');
  });
});
