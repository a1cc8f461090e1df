/** Mails over real SMTP: plain, STARTTLS and TLS, with and without a user, and what a relay may refuse. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, type TestContext, test } from 'node:test';
import { systemClock } from '@simgate/daemon';
import { fakeClock } from '@simgate/daemon/testing';
import { generate } from 'selfsigned';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { loadConfig } from '../../config/load.ts';
import type { MailConfig } from '../../config/schema.ts';
import { optionsOf, relayOf } from './relay.ts';

const standard: MailConfig = {
  ...loadConfig(undefined, {}).mail,
  ...{ host: '127.0.0.1', from: 'simgate@example.com', to: ['ops@example.com', 'boss@example.com'] },
};
const mail = {
  subject: 'Störung €',
  text: 'Zeile 1\n.\nZeile 3 ✓\n',
  messageId: '<alarm-1-2.da00@example.com>',
};
const PASSWORD = 'a very secret word';

interface Received {
  readonly from: string;
  readonly to: string[];
  readonly secure: boolean;
  readonly user: string | undefined;
  readonly text: string;
}

const folder = mkdtempSync(join(tmpdir(), 'simgate-mail-'));
const passwordFile = join(folder, 'password');
const caFile = join(folder, 'ca.pem');
let certificate: { key: string; cert: string };

before(async () => {
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...{ keyType: 'ec', algorithm: 'sha256' },
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
  certificate = { key: made.private, cert: made.cert };
  writeFileSync(caFile, made.cert);
  writeFileSync(passwordFile, `${PASSWORD}\n`);
});
after(() => rmSync(folder, { recursive: true }));

/** A relay that takes `gateway` with the password, where it asks for a user at all. */
async function startRelay(t: TestContext, options: SMTPServerOptions = {}) {
  const received: Received[] = [];
  const server = new SMTPServer({
    ...{ logger: false, authOptional: true, ...certificate },
    onAuth({ username, password }, _session, done) {
      if (username === 'gateway' && password === PASSWORD) done(null, { user: username });
      else done(new Error(`no: ${password}`));
    },
    onData(stream, session, done) {
      const pieces: Buffer[] = [];
      stream.on('data', piece => pieces.push(Buffer.from(piece)));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          secure: session.secure,
          user: typeof session.user === 'string' ? session.user : undefined,
          text: Buffer.concat(pieces).toString(),
        });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  t.after(() => new Promise<void>(resolve => server.close(() => resolve())));
  const address = listener.address();
  assert.ok(typeof address === 'object' && address !== null);
  return { received, port: address.port };
}

function send(differences: Partial<MailConfig>) {
  return relayOf({ ...standard, ...differences }, systemClock)(mail);
}

describe('a relay that takes the mail', () => {
  test('gets it whole, from and to whom the settings name', async t => {
    const { received, port } = await startRelay(t, { disabledCommands: ['STARTTLS', 'AUTH'] });
    assert.deepEqual(await send({ port, security: 'none' }), { trouble: '' });
    const [one] = received;
    assert.deepEqual(
      [one?.from, one?.to, one?.secure],
      ['simgate@example.com', ['ops@example.com', 'boss@example.com'], false],
    );
    assert.match(one?.text ?? '', /^Subject: =\?UTF-8\?/m);
    assert.match(one?.text ?? '', /^Message-ID: <alarm-1-2\.da00@example\.com>\r$/im);
    assert.match(one?.text ?? '', /^Auto-Submitted: auto-generated\r$/m);
    assert.match(one?.text ?? '', /^Content-Type: text\/plain; charset=utf-8/m);
  });

  test('over STARTTLS with a user whose password is in a file', async t => {
    const { received, port } = await startRelay(t);
    assert.deepEqual(await send({ port, caFile, user: 'gateway', passwordFile }), { trouble: '' });
    assert.deepEqual(
      received.map(({ secure, user }) => [secure, user]),
      [[true, 'gateway']],
    );
  });

  test('with the first 4,096 octets of a file as the password', async t => {
    const long = join(folder, 'long');
    writeFileSync(long, 'p'.repeat(5000));
    const seen: unknown[] = [];
    const { port } = await startRelay(t, {
      onAuth({ password }, _session, done) {
        seen.push(password);
        done(null, { user: 'gateway' });
      },
    });
    assert.deepEqual(await send({ port, caFile, user: 'gateway', passwordFile: long }), { trouble: '' });
    assert.deepEqual(seen, ['p'.repeat(4096)]);
  });

  test('over TLS with a password of the settings', async t => {
    const { received, port } = await startRelay(t, { secure: true });
    const differences = { port, security: 'tls', caFile, user: 'gateway', password: PASSWORD } as const;
    assert.deepEqual(await send(differences), { trouble: '' });
    assert.deepEqual(
      received.map(({ secure, user }) => [secure, user]),
      [[true, 'gateway']],
    );
  });

  test('with a certificate of its own where the settings do not check it', async t => {
    const { received, port } = await startRelay(t);
    assert.deepEqual(await send({ port, checkCertificate: false }), { trouble: '' });
    assert.equal(received[0]?.secure, true);
  });
});

describe('a relay that takes nothing', () => {
  async function troubleOf(t: TestContext, options: SMTPServerOptions, differences: Partial<MailConfig>) {
    const { received, port } = await startRelay(t, options);
    const { trouble } = await send({ port, ...differences });
    assert.deepEqual(received, []);
    return trouble;
  }

  test('because it offers no STARTTLS: nothing is sent in the clear', async t => {
    const trouble = await troubleOf(
      t,
      { disabledCommands: ['STARTTLS'] },
      { user: 'gateway', password: PASSWORD },
    );
    assert.match(trouble, /the relay offers no encryption|STARTTLS/);
  });

  test('because its certificate is of an unknown authority', async t => {
    assert.match(await troubleOf(t, {}, {}), /mail\.security and the certificate|self-signed/);
  });

  test('because of the password, which stands in no sentence', async t => {
    const trouble = await troubleOf(t, {}, { caFile, user: 'gateway', password: 'wrong secret' });
    assert.match(trouble, /does not take mail\.user and its password/);
    assert.doesNotMatch(trouble, /wrong secret/);
  });

  test('because it does not take the recipients', async t => {
    const refuse: SMTPServerOptions = {
      onRcptTo: (_address, _session, done) => done(new Error('550 nobody here')),
    };
    assert.match(await troubleOf(t, refuse, { caFile }), /does not take mail\.from or mail\.to/);
  });

  test('because the file with the password is not there', async t => {
    const passwordFile = join(folder, 'none');
    assert.match(
      await troubleOf(t, {}, { caFile, user: 'gateway', passwordFile }),
      /a file of the settings is not there/,
    );
  });

  test('because nobody listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    server.close();
    await once(server, 'close');
    assert.match((await send({ port })).trouble, /nothing answers|failed/);
  });

  test('and its words are bounded and on one line', async t => {
    const refuse: SMTPServerOptions = {
      onMailFrom: (_address, _session, done) => done(new Error(`${'x'.repeat(5000)}\r\ninjected: line`)),
    };
    const trouble = await troubleOf(t, refuse, { caFile });
    assert.match(trouble, / \(.{300}\)$/);
    assert.doesNotMatch(trouble, /[\r\n]/);
  });
});

describe('the connection to a relay', () => {
  const ways = [
    ['tls', 465, { secure: true, requireTLS: false, ignoreTLS: false }],
    ['starttls', 587, { secure: false, requireTLS: true, ignoreTLS: false }],
    ['none', 25, { secure: false, requireTLS: false, ignoreTLS: true }],
  ] as const;
  for (const [security, usual, facts] of ways)
    test(`with ${security} goes to port ${usual}, unless the settings have another, and waits half a minute`, async () => {
      const common = {
        ...{ host: '127.0.0.1', tls: { rejectUnauthorized: true }, ...facts },
        ...{ connectionTimeout: 30_000, greetingTimeout: 30_000, socketTimeout: 30_000, dnsTimeout: 30_000 },
        // A mail never makes the gateway open a file or an address.
        ...{ disableFileAccess: true, disableUrlAccess: true },
      };
      assert.deepEqual(await optionsOf({ ...standard, security }, ''), { ...common, port: usual });
      assert.deepEqual(await optionsOf({ ...standard, security, port: 2525 }, ''), { ...common, port: 2525 });
    });

  test('that is silent ends after two minutes in all', async t => {
    const server = createServer().listen(0, '127.0.0.1');
    t.after(() => server.close());
    await once(server, 'listening');
    const address = server.address();
    assert.ok(typeof address === 'object' && address !== null);
    const clock = fakeClock();
    const sent = relayOf({ ...standard, port: address.port }, clock)(mail);
    await once(server, 'connection');
    clock.advance(119_999);
    assert.equal(clock.waiting, 1);
    clock.advance(1);
    assert.deepEqual(await sent, { trouble: 'the relay did not take the mail within two minutes' });
  });
});
