/** Answers of targets, over real sockets. The rows are octets, because a target may send anything. */
import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { getEventListeners, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { ClientRequest } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { createServer as createSecureServer } from 'node:tls';
import { CertificateKeeper } from '../http/certificate.ts';
import { fakeClock } from '../testing.ts';
import { AddressBook, AddressGuard } from './addresses.ts';
import { exchange } from './http-exchange.ts';
import { Poster } from './poster.ts';
import type { TargetOptions } from './target.ts';

/** Writes an answer once the request is there. */
type Behave = (socket: Socket, request: string) => void;

async function open(t: TestContext, behave: Behave) {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer(socket => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    let text = '';
    socket.setEncoding('utf8').on('data', piece => {
      text += piece;
      if (!text.endsWith('{}')) return;
      behave(socket, text);
      text = '';
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const { port } = server.address() as AddressInfo;
  const isOpen = () => [...sockets].some(socket => !socket.destroyed);
  return { url: `http://127.0.0.1:${port}/hook`, connections: () => connections, isOpen };
}

const plain: Omit<TargetOptions, 'url'> = {
  ...{ authentication: 'basic', user: '', password: '', secret: '', checkCertificate: true },
};

function posterOf(url: string, change: Partial<TargetOptions> = {}, found: readonly string[] = []) {
  const clock = fakeClock();
  const resolve = async () => found.map(address => ({ address, family: 4 }));
  const addresses = new AddressBook(new AddressGuard([]), clock, resolve);
  const poster = new Poster(
    { ...plain, url, ...change },
    { clock, addresses, timeout: 5000, connections: 2 },
  );
  const cut = new AbortController();
  return { clock, poster, cut, post: () => poster.post({ id: '1', body: '{}' }, cut.signal) };
}

const limit = { timeout: 20_000 };

describe('an answer that is odd', limit, () => {
  const OK = 'HTTP/1.1 200 OK\r\n';
  const rows: [name: string, behave: Behave, kind: string, reason?: RegExp][] = [
    [
      '2xx and a body that is reset',
      socket => {
        socket.write(`${OK}Content-Length: 100\r\n\r\nok`, () => socket.resetAndDestroy());
      },
      'accepted',
    ],
    ['2xx and a body without a length that ends', socket => socket.end(`${OK}\r\nok`), 'accepted'],
    [
      '2xx with line feeds alone',
      socket => socket.write('HTTP/1.1 200 OK\nContent-Length: 0\n\n'),
      'accepted',
    ],
    [
      '2xx with words among the headers',
      socket => socket.write(`${OK}PHP Notice in hook\r\n\r\n`),
      'accepted',
    ],
    [
      '2xx with two lengths',
      socket => socket.write(`${OK}Content-Length: 0\r\nContent-Length: 2\r\n\r\nok`),
      'accepted',
    ],
    ['2xx of a version that is not its own', socket => socket.write('HTTP/2 200\r\n\r\n'), 'accepted'],
    ['2xx and no more before the end', socket => socket.end(OK), 'accepted'],
    ['4xx with a bad header', socket => socket.write('HTTP/1.1 404 Gone\r\nX Y: 1\r\n\r\n'), 'rejected'],
    ['5xx with line feeds alone', socket => socket.write('HTTP/1.1 503 Down\n\n'), 'failed'],
    ['words alone', socket => socket.end('ok'), 'failed'],
    ['2xx of HTTP/1.0', socket => socket.end('HTTP/1.0 202 Accepted\r\n\r\n'), 'accepted'],
    [
      '2xx and chunks that are none',
      socket => socket.write(`${OK}Transfer-Encoding: chunked\r\n\r\nzz\r\n`),
      'accepted',
    ],
    [
      '2xx behind interim answers',
      socket => {
        socket.write(
          `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${OK}Content-Length: 0\r\n\r\n`,
        );
      },
      'accepted',
    ],
    [
      '2xx behind ten interim answers',
      socket => socket.write(`${'HTTP/1.1 102 Processing\r\n\r\n'.repeat(10)}${OK}Content-Length: 0\r\n\r\n`),
      'accepted',
    ],
    [
      'eleven interim answers',
      socket => {
        for (let count = 0; count < 11; count += 1) socket.write('HTTP/1.1 102 Processing\r\n\r\n');
      },
      'failed',
      /interim answers without end/,
    ],
    [
      'a change of protocol',
      socket => {
        socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n');
      },
      'failed',
      /changed the protocol/,
    ],
    ['no HTTP', socket => socket.write('SSH-2.0-OpenSSH_9\r\n'), 'failed', /Parse Error/],
    [
      'a head that is too long',
      socket => {
        socket.write(`${OK}X: ${'x'.repeat(100_000)}\r\n\r\n`);
      },
      'failed',
      /Header/,
    ],
    ['nothing, and the connection closes', socket => socket.end(), 'failed', /hang up|closed/],
    ['a reset', socket => socket.resetAndDestroy(), 'failed', /ECONNRESET|hang up/],
    ['a status that is no number', socket => socket.write('HTTP/1.1 abc\r\n\r\n'), 'failed', /Parse Error/],
    [
      'a status beyond 599',
      socket => socket.write('HTTP/1.1 799 Odd\r\nContent-Length: 0\r\n\r\n'),
      'failed',
      /answered 799/,
    ],
  ];
  for (const [name, behave, kind, reason] of rows) {
    test(`${name}: ${kind}`, async t => {
      const { url } = await open(t, behave);
      const { outcome } = await posterOf(url).post();
      assert.equal(outcome.kind, kind);
      if (reason !== undefined) assert.match(outcome.kind === 'accepted' ? '' : outcome.reason, reason);
    });
  }

  const endless: [name: string, behave: Behave, kind: string][] = [
    [
      'a body that drips',
      socket => socket.write(`${OK}Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n`),
      'accepted',
    ],
    ['a head that never ends', socket => socket.write(`${OK}X: `), 'failed'],
    ['an interim answer and silence', socket => socket.write('HTTP/1.1 100 Continue\r\n\r\n'), 'failed'],
    ['silence', () => {}, 'failed'],
  ];
  for (const [name, behave, kind] of endless) {
    test(`${name}: ${kind} when its time is over`, async t => {
      let asked = false;
      const { url } = await open(t, (socket, request) => {
        behave(socket, request);
        asked = true;
      });
      const { clock, post } = posterOf(url);
      let ended = false;
      const posted = post().finally(() => {
        ended = true;
      });
      while (!asked) await turn();
      while (!ended) {
        clock.advance(100);
        await turn();
      }
      const { outcome } = await posted;
      assert.equal(outcome.kind, kind);
      if (outcome.kind === 'failed') assert.equal(outcome.reason, 'no answer within 5 s');
    });
  }

  test('a body without end is cut, and its beginning kept', async t => {
    const { url, isOpen } = await open(t, socket => {
      socket.write(`${OK}\r\n`);
      const flood = (): void => {
        while (!socket.destroyed && socket.write('x'.repeat(16_384)));
      };
      socket.on('drain', flood);
      flood();
    });
    const { outcome, text } = await posterOf(url).post();
    assert.equal(outcome.kind, 'accepted');
    assert.equal(text, 'x'.repeat(2048));
    while (isOpen()) await turn();
  });

  test('the body of a refusal is kept too', async t => {
    const { url } = await open(t, socket =>
      socket.end('HTTP/1.1 422 No\r\nContent-Length: 9\r\n\r\nno number'),
    );
    const { outcome, text } = await posterOf(url).post();
    assert.deepEqual([outcome.kind, text], ['rejected', 'no number']);
  });

  test('an address that nothing listens at is named in words, with the error behind them', async () => {
    // Port 1 (tcpmux) has no server anywhere that tests run.
    const { outcome } = await posterOf('http://127.0.0.1:1/hook').post();
    const reason = 'nothing listens there (connect ECONNREFUSED 127.0.0.1:1)';
    assert.deepEqual([outcome.kind, outcome.kind === 'failed' && outcome.reason], ['failed', reason]);
  });

  test('a name of which no address answers is named in words too: that error has no message', async () => {
    const { post } = posterOf('http://two.example:1/hook', {}, ['127.0.0.1', '127.0.0.2']);
    const { outcome } = await post();
    assert.equal(outcome.kind === 'failed' && outcome.reason, 'nothing listens there (ECONNREFUSED)');
  });

  const cutOff: readonly [what: string, behave: Behave][] = [
    [
      'a change of protocol',
      socket => socket.write('HTTP/1.1 101 No\r\nConnection: upgrade\r\nUpgrade: h\r\n\r\n'),
    ],
    ['a head that no parser takes', socket => socket.write('HTTP/1.1 204 Yes\n\n')],
    ['interim answers without end', socket => socket.write('HTTP/1.1 102 Processing\r\n\r\n'.repeat(11))],
  ];
  for (const [what, behave] of cutOff)
    test(`${what} ends the connection`, async t => {
      const { url, isOpen } = await open(t, behave);
      await posterOf(url).post();
      while (isOpen()) await turn();
    });

  test('breaking off ends an attempt at once, and its connection', async t => {
    const { url, isOpen } = await open(t, () => cut.abort());
    const { post, cut } = posterOf(url);
    const { outcome } = await post();
    assert.ok(outcome.kind === 'failed');
    assert.equal(outcome.reason, 'the attempt was broken off');
    while (isOpen()) await turn();
  });
});

describe('connections', limit, () => {
  const NO_CONTENT = 'HTTP/1.1 204 No Content\r\n\r\n';

  test('serve again', async t => {
    const { url, connections } = await open(t, socket => socket.write(NO_CONTENT));
    const { post } = posterOf(url);
    for (let count = 0; count < 5; count += 1) await post();
    assert.equal(connections(), 1);
  });

  for (const [octets, used] of [
    [65_536, 1],
    [65_537, 2],
  ] as const)
    test(`serve again behind a body of ${octets} octets: ${used === 1 ? 'yes' : 'no'}`, async t => {
      const body = `HTTP/1.1 200 OK\r\nContent-Length: ${octets}\r\n\r\n${'x'.repeat(octets)}`;
      const { url, connections } = await open(t, socket => socket.write(body));
      const { post } = posterOf(url);
      for (let count = 0; count < 2; count += 1) {
        assert.equal((await post()).text.length, 2048);
        await turn();
      }
      assert.equal(connections(), used);
    });

  test('a new one that breaks is not: the target may have the event', async t => {
    const { url, connections } = await open(t, socket => socket.resetAndDestroy());
    assert.equal((await posterOf(url).post()).outcome.kind, 'failed');
    assert.equal(connections(), 1);
  });

  test('one that the target closes in the moment of its use is replaced', async t => {
    let requests = 0;
    const { url, connections } = await open(t, socket => {
      requests += 1;
      if (requests === 2) socket.resetAndDestroy();
      else socket.write(NO_CONTENT);
    });
    const { post } = posterOf(url);
    await post();
    assert.equal((await post()).outcome.kind, 'accepted');
    assert.equal(connections(), 2);
  });
});

test('Digest: a nonce that several attempts are given is counted on', limit, async t => {
  const counts: string[] = [];
  const { url } = await open(t, (socket, request) => {
    const count = /nc=(\d+)/.exec(request)?.[1];
    if (count !== undefined) counts.push(count);
    const challenge = 'WWW-Authenticate: Digest realm="r", qop="auth", nonce="same"\r\n';
    socket.write(
      count === undefined
        ? `HTTP/1.1 401 No\r\n${challenge}Content-Length: 0\r\n\r\n`
        : 'HTTP/1.1 204 Yes\r\n\r\n',
    );
  });
  const { post } = posterOf(url, { authentication: 'digest', user: 'me', password: 'secret' });
  await Promise.all([post(), post()]);
  await post();
  assert.deepEqual(counts.toSorted(), ['00000001', '00000002', '00000003']);
});

test('Digest: a target that asks for Basic alone is not asked twice', limit, async t => {
  let requests = 0;
  const { url } = await open(t, socket => {
    requests += 1;
    socket.write('HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm="r"\r\nContent-Length: 0\r\n\r\n');
  });
  const { post } = posterOf(url, { authentication: 'digest', user: 'me', password: 'secret' });
  assert.equal((await post()).outcome.kind, 'rejected');
  assert.equal(requests, 1);
});

describe('a target behind TLS', limit, () => {
  /** A server with a certificate of its own, on every name of this machine, and the names that it was asked for. */
  async function openSecure(t: TestContext) {
    const folder = mkdtempSync(join(tmpdir(), 'simgate-poster-'));
    const keeper = new CertificateKeeper({ host: '', port: 0 }, folder, fakeClock(Date.now()), {
      info() {},
      warn() {},
    });
    const names: unknown[] = [];
    const server = createSecureServer(await keeper.load(), socket => {
      names.push(socket.servername);
      socket.on('error', () => {});
      socket.on('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    t.after(() => {
      server.close();
      rmSync(folder, { recursive: true });
    });
    return { port: (server.address() as AddressInfo).port, names };
  }

  test('is refused for a certificate that nobody vouches for, unless that is not checked', async t => {
    const { port, names } = await openSecure(t);
    const outcomes: unknown[] = [];
    for (const checkCertificate of [true, false]) {
      const { post, poster } = posterOf(`https://127.0.0.1:${port}/`, { checkCertificate });
      const { outcome } = await post();
      outcomes.push(outcome.kind === 'failed' ? outcome.reason.split(' (')[0] : outcome.kind);
      poster.close();
    }
    assert.deepEqual(outcomes, ['its certificate is signed by itself', 'accepted']);
    assert.equal(names.length, 1);
  });

  test('is asked for by its name, and an address for none (RFC 6066 3)', async t => {
    const { port, names } = await openSecure(t);
    for (const host of ['crm.example', '127.0.0.1']) {
      const { post, poster } = posterOf(`https://${host}:${port}/`, { checkCertificate: false }, [
        '127.0.0.1',
      ]);
      assert.equal((await post()).outcome.kind, 'accepted');
      poster.close();
    }
    assert.deepEqual(names, ['crm.example', false]);
  });
});

describe('a poster', limit, () => {
  const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';

  test('uses a connection again, and lets go of it when it is closed', async t => {
    const { url, connections, isOpen } = await open(t, socket => socket.write(OK));
    const { poster, post } = posterOf(url);
    for (let count = 0; count < 3; count += 1) {
      assert.equal((await post()).outcome.kind, 'accepted');
      await turn();
    }
    assert.deepEqual([connections(), isOpen()], [1, true]);
    poster.close();
    while (isOpen()) await turn();
  });

  test('has no more connections than it may', async t => {
    const { url, connections } = await open(t, socket => setImmediate(() => socket.write(OK)));
    const { poster, post } = posterOf(url);
    t.after(() => poster.close());
    const posted = await Promise.all(Array.from({ length: 8 }, () => post()));
    assert.ok(posted.every(({ outcome }) => outcome.kind === 'accepted'));
    assert.equal(connections(), 2);
  });

  test('waits so long for an answer, and names how long that was', async t => {
    const { url, connections } = await open(t, () => {});
    const { clock, post, poster } = posterOf(url);
    t.after(() => poster.close());
    const posted = post();
    while (connections() === 0) await turn();
    clock.advance(4999);
    clock.advance(1);
    assert.deepEqual(await posted, {
      outcome: { kind: 'failed', status: 0, reason: 'no answer within 5 s' },
      text: '',
    });
    assert.equal(clock.waiting, 0);
  });

  test('leaves no listener behind: neither at the signal that may end it nor at its connection', async t => {
    const sockets = new Set<Socket>();
    const note = (message: unknown) =>
      void sockets.add((message as { request: ClientRequest }).request.socket as Socket);
    subscribe('http.client.response.finish', note);
    t.after(() => unsubscribe('http.client.response.finish', note));
    const { url } = await open(t, socket => socket.write(OK));
    const { clock, cut, post, poster } = posterOf(url);
    t.after(() => poster.close());
    const counts: number[][] = [];
    for (let count = 0; count < 4; count += 1) {
      await post();
      await turn();
      const [socket] = sockets;
      assert.equal(clock.waiting, 0);
      counts.push([
        sockets.size,
        socket?.listenerCount('data') ?? -1,
        getEventListeners(cut.signal, 'abort').length,
      ]);
    }
    assert.deepEqual(counts, Array(4).fill([1, counts[0]?.[1], 0]));
  });

  const answers: readonly [what: string, behave: Behave, taken: boolean][] = [
    ['an answer', socket => socket.write(OK), true],
    ['a head that no parser takes', socket => socket.write('HTTP/1.1 204 Yes\n\n'), true],
    ['a reset', socket => socket.resetAndDestroy(), false],
  ];
  for (const [what, behave, taken] of answers)
    test(`leaves its signal alone after ${what}`, async t => {
      const { url } = await open(t, behave);
      const { hostname: host, port, pathname: path } = new URL(url);
      const { signal } = new AbortController();
      const options = { host, port, path, method: 'POST', agent: false } as const;
      const answer = exchange(false, options, '{}', { signal, clock: fakeClock() });
      if (taken) await answer;
      else await assert.rejects(answer);
      assert.equal(getEventListeners(signal, 'abort').length, 0);
    });

  test('posts nothing where it was cut before', async t => {
    const { url, connections } = await open(t, socket => socket.write(OK));
    const { cut, post } = posterOf(url);
    cut.abort();
    assert.equal((await post()).outcome.kind, 'failed');
    assert.equal(connections(), 0);
  });

  test('is none of a URL that was not checked', () =>
    assert.throws(() => posterOf('nowhere'), new TypeError('the URL was checked when it was set')));
});
