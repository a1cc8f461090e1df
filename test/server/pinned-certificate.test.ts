import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import { generate } from 'selfsigned';
import { openWire, type Wire } from '../../packages/server/src/gateways/wire.ts';

interface Peer extends AsyncDisposable {
  readonly address: string;
  /** Requests that arrived. */
  readonly heard: () => number;
}

async function selfSignedPeer(): Promise<Peer> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'gateway' }], {
    keyType: 'ec',
  });
  let heard = 0;
  const server = createServer({ key, cert }, (_request, response) => {
    heard += 1;
    response.end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard: () => heard,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function wireTo(address: string, certificate: string, onCertificate?: (found: string) => void): Wire {
  return openWire({
    ...{ address, certificate, connections: 1, keepAlive: false },
    ...{ silence: 5000, connectWithin: 5000, mostOctets: 1000 },
    ...(onCertificate !== undefined && { onCertificate }),
  });
}

describe('the certificate of a gateway', () => {
  test('is told on first use, accepted from then on, and nothing is said to another one', async () => {
    await using peer = await selfSignedPeer();
    const found: string[] = [];
    const first = wireTo(peer.address, '', fingerprint => found.push(fingerprint));
    assert.equal((await first.fetch(peer.address)).status, 200);
    assert.match(found[0] ?? '', /^[0-9a-f]{64}$/);

    const pinned = wireTo(peer.address, found[0] ?? '');
    assert.equal((await pinned.fetch(peer.address)).status, 200);
    assert.equal(pinned.stranger(), '');

    const other = wireTo(peer.address, 'ab'.repeat(32));
    await assert.rejects(other.fetch(peer.address, { method: 'POST', body: 'secret' }), {
      name: 'CertificateChanged',
      code: 'ENOTCONN',
    });
    assert.equal(other.stranger(), found[0]);
    assert.equal(peer.heard(), 2);
  });
});
