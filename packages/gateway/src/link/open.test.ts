import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, type TestContext, test } from 'node:test';
import { systemClock } from '@simgate/daemon';
import { fakeClock } from '@simgate/daemon/testing';
import { LinkError } from '../errors.ts';
import type { Link } from './link.ts';
import { linkOpener } from './open.ts';
import { WRITE_LIMIT } from './write-watch.ts';

const open = linkOpener(systemClock);
const port = { port: 0, record: false };

/** A listener that hands each connection to `connected`. */
async function listen(context: TestContext, connected: (socket: Socket) => void): Promise<string> {
  const server = createServer(connected);
  context.after(() => server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('TCP link', () => {
  test('loses nothing that comes between opening and the first listener', async context => {
    const tcp = await listen(context, socket => socket.write('\r\nRDY\r\n'));
    const link = await open({ ...port, tcp }, 0);
    // The octets are in when the listener is named: the server wrote them while it accepted.
    const text = await new Promise<string>(resolve => {
      let heard = '';
      const bytes = (chunk: Uint8Array) => {
        heard += Buffer.from(chunk).toString();
        if (heard.endsWith('RDY\r\n')) resolve(heard);
      };
      setImmediate(() => setImmediate(() => link.attach({ bytes, closed: () => {} })));
    });
    assert.equal(text, '\r\nRDY\r\n');
    await link.close();
  });

  test('carries octets both ways', async context => {
    const tcp = await listen(context, socket => socket.pipe(socket));
    const link = await open({ ...port, tcp }, 0);
    const echoed = new Promise<Buffer>(resolve =>
      link.attach({ bytes: chunk => resolve(Buffer.from(chunk)), closed: () => {} }),
    );
    link.write(Uint8Array.of(0, 0x1a, 0xff));
    assert.deepEqual([...(await echoed)], [0, 0x1a, 0xff]);
    await link.close();
  });

  test('tells once that the other side went away', async context => {
    const tcp = await listen(context, socket => socket.end());
    const link = await open({ ...port, tcp }, 0);
    const reason = await new Promise<string>(closed => link.attach({ bytes: () => {}, closed }));
    assert.equal(reason, 'the other side closed the connection');
  });

  test('refuses with the address and the reason', async () => {
    await assert.rejects(open({ ...port, tcp: '127.0.0.1:1' }, 0), error => {
      assert.ok(error instanceof LinkError);
      assert.equal(error.device, '127.0.0.1:1');
      assert.match(error.message, /ECONNREFUSED/);
      return true;
    });
  });

  test('reads nothing while its receiver is behind', async context => {
    const tcp = await listen(context, socket => {
      socket.on('data', () => socket.write('back'));
      socket.write(Buffer.alloc(4_000_000));
    });
    const link = await open({ ...port, tcp }, 0);
    context.after(() => link.close());
    const held = Promise.withResolvers<void>();
    let octets = 0;
    const first = Promise.withResolvers<void>();
    const all = Promise.withResolvers<void>();
    const bytes = (chunk: Uint8Array) => {
      octets += chunk.length;
      first.resolve();
      if (octets === 4_000_000) all.resolve();
      return held.promise;
    };
    link.attach({ bytes, closed: () => {} });
    await first.promise;
    const before = octets;
    for (let turn = 0; turn < 20; turn += 1) await new Promise(resolve => setImmediate(resolve));
    assert.equal(octets, before);
    held.resolve();
    await all.promise;
  });

  for (const [waited, opens] of [
    [9999, true],
    [10_000, false],
  ] as const) {
    test(`${waited} ms without an answer ${opens ? 'are borne' : 'are too long'}`, async context => {
      const tcp = await listen(context, socket => socket.pipe(socket));
      const clock = fakeClock();
      const opening = linkOpener(clock)({ ...port, tcp }, 0);
      clock.advance(waited);
      if (!opens) {
        await assert.rejects(opening, {
          name: 'LinkError',
          device: tcp,
          message: /: no answer within 10 s$/,
        });
        return assert.equal(clock.waiting, 0);
      }
      const link = await opening;
      assert.equal(clock.waiting, 0);
      link.write(Buffer.from('AT'));
      await link.close();
      assert.equal(clock.waiting, 0);
    });
  }

  const noTable = existsSync('/proc/net/tcp') ? false : 'the kernel does not show its timers';
  test('lets the kernel ask after a minute of silence', { skip: noTable }, async context => {
    const tcp = await listen(context, () => {});
    const link = await open({ ...port, tcp }, 0);
    context.after(() => link.close());
    const remote = Number(tcp.split(':')[1]).toString(16).toUpperCase().padStart(4, '0');
    const row = readFileSync('/proc/net/tcp', 'latin1')
      .split('\n')
      .find(one => one.includes(`:${remote} 01 `));
    // proc(5): timer 2 is that of keepalive, behind it the time that is left in hundredths of a second.
    const [timer, left = ''] = row?.trim().split(/\s+/)[5]?.split(':') ?? [];
    assert.equal(timer, '02');
    assert.equal(Math.ceil(Number.parseInt(left, 16) / 100), 60);
  });

  const ends: readonly [string, (link: Link, socket: Socket) => unknown, string][] = [
    ['we close', link => link.close(), 'the connection was closed'],
    ['the connection breaks', (_, socket) => socket.resetAndDestroy(), 'read ECONNRESET'],
  ];
  for (const [what, end, reason] of ends) {
    test(`names the reason when ${what}, and can be closed after that`, async context => {
      const accepted = Promise.withResolvers<Socket>();
      const link = await open({ ...port, tcp: await listen(context, accepted.resolve) }, 0);
      const closed = new Promise<string>(resolve => link.attach({ bytes: () => {}, closed: resolve }));
      end(link, await accepted.promise);
      assert.equal(await closed, reason);
      await link.close();
      link.write(Buffer.from('AT'));
    });
  }

  test('closes when the other side takes no octets', async context => {
    const tcp = await listen(context, socket => void socket.pause());
    const clock = fakeClock();
    const link = await linkOpener(clock)({ ...port, tcp }, 0);
    const closed = new Promise<string>(resolve => link.attach({ bytes: () => {}, closed: resolve }));
    // More than the kernel keeps for both sides.
    for (let round = 0; round < 2000; round += 1) link.write(new Uint8Array(WRITE_LIMIT / 2));
    assert.match(await closed, /^takes no octets: \d+ wait to be written$/);
  });

  test('reaches an IPv6 address in brackets', async () => {
    await assert.rejects(open({ ...port, tcp: '[::1]:1' }, 0), /^LinkError: ::1:1: /);
  });
});

describe('serial link', () => {
  test('refuses a device that is not there', async () => {
    await assert.rejects(open({ ...port, device: '/dev/there-is-no-such-device' }, 9600), error => {
      assert.ok(error instanceof LinkError);
      assert.match(error.message, /No such file/);
      return true;
    });
  });

  test('refuses a port with no device at all', async () => {
    await assert.rejects(open(port, 9600), LinkError);
  });
});
