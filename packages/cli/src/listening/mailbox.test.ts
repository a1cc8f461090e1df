/** The socket by which `simgate trigger` reaches `simgate listen` on the same machine. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { mailboxOf, openMailbox, type Wish, wish } from './mailbox.ts';

const done = { id: 'e1', answers: [{ url: 'http://h', status: 200, milliseconds: 1, trouble: '' }] };

function fileOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-mailbox-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'm.sock');
}

describe('a mailbox', { timeout: 20_000 }, () => {
  test('carries a wish to the listener, and its answer back', async t => {
    const file = fileOf(t);
    const wishes: Wish[] = [];
    const server = await openMailbox(file, async one => {
      wishes.push(one);
      return done;
    });
    t.after(() => server.close());
    assert.deepEqual(await wish(file, { kind: 'sms' }), done);
    assert.deepEqual(wishes, [{ kind: 'sms' }]);
  });

  test('is missed where nobody listens', async t => {
    assert.equal(await wish(fileOf(t), { kind: 'sms' }), undefined);
  });

  test('has one listener; a file that an earlier one left is replaced', async t => {
    const file = fileOf(t);
    writeFileSync(file, '');
    const server = await openMailbox(file, async () => done);
    t.after(() => server.close());
    await assert.rejects(
      openMailbox(file, async () => done),
      /another simgate listen runs for this gateway/,
    );
    assert.deepEqual(await wish(file, { kind: 'sms' }), done);
  });

  test('gives no answer where the listener fails', async t => {
    const file = fileOf(t);
    const server = await openMailbox(file, async () => {
      throw new Error('no target');
    });
    t.after(() => server.close());
    assert.equal(await wish(file, { kind: 'sms' }), undefined);
  });

  test('leaves whoever sends a line without end', async t => {
    const file = fileOf(t);
    const server = await openMailbox(file, async () => done);
    t.after(() => server.close());
    const socket = connect(file);
    await new Promise<void>(resolve => {
      socket.once('close', () => resolve());
      socket.on('error', () => {});
      socket.write('x'.repeat(5000));
    });
  });
});

describe('the place of a mailbox', () => {
  test('is one for each gateway, in a folder of its owner alone', t => {
    const runtime = dirname(fileOf(t));
    const one = mailboxOf('http://a', { XDG_RUNTIME_DIR: runtime });
    assert.notEqual(one, mailboxOf('http://b', { XDG_RUNTIME_DIR: runtime }));
    assert.equal(one, mailboxOf('http://a', { XDG_RUNTIME_DIR: runtime }));
    // A path of a socket holds about 100 characters: the name is the beginning of the SHA-256 of the address.
    const hash = createHash('sha256').update('http://a').digest('hex');
    assert.match(basename(one), /^listen-[0-9a-f]{16}\.sock$/);
    assert.ok(hash.startsWith(basename(one).slice('listen-'.length, -'.sock'.length)));
    assert.equal(statSync(dirname(one)).mode & 0o777, 0o700);
  });
});
