/** `simgate gateway` and `simgate server`, started in this process: their first lines, what they keep, and how they end. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Peer, type Ran } from '../testing.ts';

const peer = new Peer();
const folder = mkdtempSync(join(tmpdir(), 'simgate-programs-'));
before(() => peer.listen());
after(() => {
  peer.close();
  rmSync(folder, { recursive: true, force: true });
});

const environment = {
  ...{ SIMGATE_DATA_FOLDER: join(folder, 'gateway'), SIMGATE_HTTP_PORT: '0', SIMGATE_LOG_LEVEL: 'error' },
  ...{ SIMGATE_VIRTUAL_PORTS: '0', SIMGATE_SERVER_LOG_LEVEL: 'error', SIMGATE_URL: '', SIMGATE_TOKEN: '' },
};

/** Runs a program until its greeting is there, then presses Ctrl+C. */
function run(
  words: string,
  variables: Readonly<Record<string, string>> = environment,
  endAt = /curl .*\n\n$/,
): Promise<Ran> {
  const options = { environment: variables, endAt, inRealTime: true };
  return peer.run(words.split(' '), {}, options);
}
function lineOf(text: string, name: string): string {
  return new RegExp(`^ {2}${name} +(.*)$`, 'm').exec(text)?.[1] ?? '';
}

describe('simgate gateway', { timeout: 120_000 }, () => {
  test('shows its first user once, and ends by Ctrl+C', async () => {
    const first = await run('gateway');
    assert.match(lineOf(first.out, 'user'), /^admin, password \S{12,} \(shown this once: keep it\)$/);
    assert.match(lineOf(first.out, 'listens on'), /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.match(lineOf(first.out, 'console'), /#token=\S+ \(signs in once/);
    assert.deepEqual(
      [lineOf(first.out, 'ports'), lineOf(first.out, 'data'), first.err, first.code],
      ['none: nothing can be sent until the settings name modems', join(folder, 'gateway'), '', 0],
    );
    assert.match(lineOf((await run('gateway')).out, 'user'), /^as before; /);
  });

  test('gives a user another password while it does not run; one that is missing is made', async () => {
    const own = await run('gateway reset-password');
    const [, password = ''] =
      /^user admin, password (\S{12,}) \(shown this once: keep it\)\n$/.exec(own.out) ?? [];
    assert.notEqual(password, '', own.out + own.err);
    const file = join(folder, 'simgate.yaml');
    writeFileSync(file, JSON.stringify({ dataFolder: join(folder, 'other') }));
    const { SIMGATE_DATA_FOLDER: _, ...others } = environment;
    const other = await run(`gateway reset-password --user ann --config ${file}`, others);
    assert.match(other.out, /^user ann, password /);
    assert.deepEqual([own.code, other.code], [0, 0]);
  });

  test('does not start with wrong settings: the page about that is named', async () => {
    const file = join(folder, 'wrong.yaml');
    writeFileSync(file, 'nothing: 1\n');
    const { err, out, code } = await run(`gateway --config ${file}`);
    assert.match(err, /^simgate: .*nothing.*\n[\s\S]*More about it: simgate docs does-not-start\n$/);
    assert.deepEqual([out, code], ['', 1]);
  });
});

describe('simgate server', { timeout: 120_000 }, () => {
  const words = `server --no-gateway --port 0 --data ${join(folder, 'server')}`;

  test('shows its first key once, and ends by Ctrl+C', async () => {
    const first = await run(words);
    const data = join(folder, 'server');
    assert.ok(first.out.startsWith('simgate '), first.out + first.err);
    assert.match(first.out, /^simgate \S+ SMS server starts on \S+\n\n {2}simgate \S+ SMS server\n/);
    assert.match(lineOf(first.out, 'key'), /^sgk_\S+ \(role admin, shown this once: keep it\)$/);
    assert.deepEqual(
      [lineOf(first.out, 'data'), lineOf(first.out, 'gateways'), first.code, first.err],
      [data, 'none yet: add them with POST /v1/gateways', 0, ''],
    );
    assert.match(lineOf((await run(words)).out, 'key'), /^as before; /);
  });

  test('does not start where its port is none', async () => {
    const { err, code } = await run(`server --no-gateway --port x --data ${join(folder, 'none')}`);
    assert.match(err, /^simgate: .*SIMGATE_SERVER_HTTP_PORT/);
    assert.equal(code, 1);
  });
});

describe('virtual hardware', { timeout: 120_000 }, () => {
  const ended = /control: http.*\n(?:try: .*\n)?$/;

  test('simgate simulator prints where its modems are, and ends by Ctrl+C', async () => {
    const words =
      'simulator --modems 2 --base-port 0 --control-port 0 --air-time instant --pin 1234 --no-toolkit';
    const { out, code, err } = await run(words, environment, ended);
    assert.match(
      out,
      /^modem 0: tcp 127\.0\.0\.1:\d+, number \+88201000001, IMSI \d{15}\nmodem 1: .*\ncontrol: http:\/\/127\.0\.0\.1:\d+\n$/,
    );
    assert.deepEqual([code, err], [0, '']);
  });

  test('simgate fleet prints its first and last gateway, and ends by Ctrl+C', async () => {
    const words =
      'fleet --gateways 2 --ports 4 --base-port 0 --control-port 0 --user box --air-time instant --quirk banAfter=0 --push-url http://h/{gateway}';
    const { out, code, err } = await run(words, environment, ended);
    assert.match(
      out,
      /^2 gateways of 4 ports: http:\/\/127\.0\.0\.1:\d+ to http:\/\/127\.0\.0\.1:\d+\ncontrol: .*\ntry: curl --digest -u box:PASSWORD http/,
    );
    assert.deepEqual([code, err], [0, '']);
  });

  const refused: readonly [words: string, message: RegExp][] = [
    ['fleet --push-url ftp://h', /Allowed is an http or https URL\./],
    ['fleet --push-url http://', /Allowed is an http or https URL\./],
    ['fleet --quirk nothing=1', /nothing/],
    ['fleet --era 1999', /Allowed choices are document, 2014, 2017, 2021\./],
    ['simulator --air-time never', /--air-time/],
    ['simulator --persona nothing --modems 1 --base-port 0 --control-port 0', /nothing/],
  ];
  for (const [words, message] of refused)
    test(`simgate ${words} is refused`, async () => {
      const { err, code, out } = await run(words, environment, ended);
      assert.match(err, message);
      assert.deepEqual([code > 0, out], [true, '']);
    });
});
