/** The line to original hardware, which asks for Digest and may forget its nonces at any time. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, type TestContext, test } from 'node:test';
import { recordedContext } from '../../testing/recorded-driver.ts';
import { VendorLine } from './vendor-line.ts';

/** A box that takes one nonce, and refuses every other without a word about it. */
async function box(t: TestContext) {
  const seen: string[] = [];
  const nonces = { good: 'first', offered: 'first' };
  const peer = createServer((request, response) => {
    const nonce = /nonce="(\w+)"/.exec(request.headers.authorization ?? '')?.[1] ?? 'none';
    seen.push(nonce);
    const challenge = {
      'www-authenticate': `Digest realm="Web Server", nonce="${nonces.offered}", qop="auth"`,
    };
    if (nonce !== nonces.good) response.writeHead(401, challenge).end();
    else response.writeHead(200).end(JSON.stringify({ error_code: 200, sn: 'a1', in_queue: 0 }));
  }).listen(0, '127.0.0.1');
  await once(peer, 'listening');
  const { port } = peer.address() as AddressInfo;
  const { context } = recordedContext({ address: `http://127.0.0.1:${port}`, user: 'admin', password: 'p' });
  const line = new VendorLine(context);
  t.after(() => {
    line.wire.close();
    peer.close();
    peer.closeAllConnections();
  });
  const isTaken = async () => (await line.call(client => client.querySmsInQueue())).ok;
  return { nonces, isTaken, seen: () => seen.splice(0) };
}

describe('the line to original hardware', { timeout: 20_000 }, () => {
  test('asks for a nonce once, and goes on with it', async t => {
    const { isTaken, seen } = await box(t);
    assert.deepEqual([await isTaken(), await isTaken()], [true, true]);
    assert.deepEqual(seen(), ['none', 'first', 'first']);
  });

  test('fetches a new nonce where a box forgot the old one, each time that it happens', async t => {
    const { isTaken, seen, nonces } = await box(t);
    await isTaken();
    for (const nonce of ['second', 'third']) {
      nonces.good = nonces.offered = nonce;
      seen();
      assert.equal(await isTaken(), true);
      assert.deepEqual(seen().slice(-2), ['none', nonce]);
    }
  });

  test('does so once: where the new one is refused too, the password is wrong', async t => {
    const { isTaken, seen, nonces } = await box(t);
    await isTaken();
    nonces.good = 'unknown';
    assert.equal(await isTaken(), false);
    const tries = seen().filter(nonce => nonce !== 'none').length;
    assert.equal(await isTaken(), false);
    assert.ok(seen().filter(nonce => nonce !== 'none').length < tries, 'each try may count for a ban');
  });

  test('does not repeat what was never right', async t => {
    const { isTaken, seen, nonces } = await box(t);
    nonces.good = 'unknown';
    assert.equal(await isTaken(), false);
    assert.deepEqual(seen(), ['none', 'first']);
  });
});
