/** Signing in, profiles and users by the command. */
import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Bench, startBench } from './support/command.ts';

let bench: Bench;
let https = '';
before(async () => {
  bench = await startBench({ SIMGATE_HTTP_TLS_PORT: '0' });
  [, https = ''] = await bench.gateway.program.waitFor(/(https:\/\/[\d.:]+)/);
});
after(() => bench.end());

/** An environment without an address and a login. */
const alone = { SIMGATE_URL: '', SIMGATE_USER: '', SIMGATE_PASSWORD: '' };

function profiles(): string {
  return readFileSync(join(bench.folder, 'config/simgate/profiles.json'), 'utf8');
}

describe('signing in', { timeout: 600_000 }, () => {
  test('without anybody to ask ends with 4 and says what to do', async () => {
    const { code, stderr } = await bench.run(['ports'], {
      env: { ...alone, SIMGATE_URL: bench.gateway.url },
    });
    assert.equal(code, 4);
    assert.match(stderr, /not signed in to http.*\nSign in with: simgate login http/);
  });

  test('at a terminal asks for user and password, and keeps a token alone', async () => {
    const screen = bench.terminal(['login', bench.gateway.url], alone);
    await screen.waitFor(/User at/);
    screen.type('\r');
    await screen.waitFor(/Password of admin/);
    screen.type(`${bench.gateway.password}\r`);
    await screen.waitFor(/Signed in to .*\(admin, admin; simgate .*Profile: default/);
    assert.equal(await screen.ended, 0);
    assert.ok(!screen.output().includes(bench.gateway.password));
    assert.ok(!profiles().includes(bench.gateway.password));
    assert.match(profiles(), /"token": "/);
    assert.equal(statSync(join(bench.folder, 'config/simgate/profiles.json')).mode & 0o777, 0o600);
    assert.equal((await bench.run(['status'], { env: alone })).code, 0);
  });

  test('shows where the secret lies, and never the secret', async () => {
    const { stdout } = await bench.run(['auth', 'status', '--json'], { env: alone });
    const { secret, secret_from, url } = JSON.parse(stdout);
    assert.deepEqual([secret, secret_from, url], ['token', 'the profile', bench.gateway.url]);
    const { token } = JSON.parse(profiles()).profiles.default;
    assert.ok(!stdout.includes(token));
  });

  test('takes the password from a pipe, for a second profile', async () => {
    const input = `${bench.gateway.password}\n`;
    const args = ['login', bench.gateway.url, '--profile', 'office', '--user', 'admin', '--password-stdin'];
    const { code, stderr } = await bench.run(args, { env: alone, input });
    assert.equal(code, 0, stderr);
    const { stdout } = await bench.run(['profiles'], { env: alone });
    assert.equal(
      stdout,
      `default\ttrue\t${bench.gateway.url}\tsimgate\tadmin\noffice\tfalse\t${bench.gateway.url}\tsimgate\tadmin\n`,
    );
    await bench.run(['profiles', '--use', 'office'], { env: alone });
    assert.match(profiles(), /"default": "office"/);
  });

  test('with a wrong password ends with 4, and nothing is kept', async () => {
    writeFileSync(join(bench.folder, 'password.txt'), 'wrong\n');
    const before = profiles();
    const args = ['login', bench.gateway.url, '--user', 'admin', '--password-file', 'password.txt'];
    assert.equal((await bench.run(args, { env: alone })).code, 4);
    assert.equal(profiles(), before);
  });

  test('ends: logout takes the token back at the gateway', async () => {
    const { token } = JSON.parse(profiles()).profiles.office;
    assert.equal((await bench.run(['logout'], { env: alone })).code, 0);
    assert.ok(!profiles().includes('office'));
    const { code } = await bench.run(['status'], {
      env: { ...alone, SIMGATE_URL: bench.gateway.url, SIMGATE_TOKEN: token },
    });
    assert.equal(code, 4);
  });
});

describe('a gateway that is not there', { timeout: 600_000 }, () => {
  test('ends with 5', async () => {
    const { code, stdout, stderr } = await bench.run(['ports'], {
      env: { SIMGATE_URL: 'http://127.0.0.1:1' },
    });
    assert.deepEqual([code, stdout], [5, '']);
    assert.match(stderr, /cannot be reached/);
  });
});

describe('a gateway with a certificate of its own', { timeout: 600_000 }, () => {
  test('is not trusted by itself', async () => {
    const { code, stderr } = await bench.run(['status'], { env: { SIMGATE_URL: https } });
    assert.equal(code, 5);
    assert.match(stderr, /certificate/);
  });

  for (const trust of [['--insecure'], ['--ca', 'data/self-signed.pem']])
    test(`is with ${trust.join(' ')}`, async () => {
      const { code, stderr } = await bench.run(['status', ...trust], { env: { SIMGATE_URL: https } });
      assert.equal(code, 0, stderr);
      assert.equal(stderr, '');
    });
});

describe('users', { timeout: 600_000 }, () => {
  test('are added, get another role and password, and are removed; no password is an option', async () => {
    const added = await bench.run(['users', 'add', 'ann', '--role', 'sender', '--new-password-file', '-'], {
      input: 'ann-has-a-secret\n',
    });
    assert.equal(added.code, 0, added.stderr);
    const asAnn = { SIMGATE_USER: 'ann', SIMGATE_PASSWORD: 'ann-has-a-secret' };
    assert.equal((await bench.run(['send', '88201990001', '--text', 'Hi'], { env: asAnn })).code, 0);
    const forbidden = await bench.run(['users', 'list'], { env: asAnn });
    assert.deepEqual([forbidden.code, forbidden.stdout], [6, '']);
    assert.equal((await bench.run(['users', 'role', 'ann', 'viewer', '--json'])).code, 0);
    assert.match((await bench.run(['users', 'list'])).stdout, /^ann\tviewer\tfalse$/m);
    assert.equal(
      (
        await bench.run(['users', 'password', 'ann', '--new-password-file', '-'], {
          input: 'another-one-of-hers\n',
        })
      ).code,
      0,
    );
    assert.equal((await bench.run(['status'], { env: asAnn })).code, 4);
    assert.equal((await bench.run(['users', 'remove', 'ann'])).code, 0);
  });
});
