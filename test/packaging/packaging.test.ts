/** Files of the packages: settings that the gateway takes, a unit that is closed, scripts that a shell reads. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { loadConfig } from '../../packages/gateway/src/index.ts';
import { runProgram } from '../foreign/support/child-program.ts';
import { missing } from '../foreign/support/foreign-program.ts';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';

const packaging = join(import.meta.dirname, '../../packaging');

function read(name: string): string {
  return readFileSync(join(packaging, name), 'utf8');
}

describe('the Debian package', () => {
  test('has settings that the gateway takes, on loopback and with the modems that are found', () => {
    const { dataFolder, http, discovery } = loadConfig(join(packaging, 'debian/simgate.yaml'), {});
    assert.deepEqual([dataFolder, http.host, discovery.enabled], ['/var/lib/simgate', '127.0.0.1', true]);
  });

  test('has a unit whose exposure is below 3', { skip: missing('systemd-analyze') }, async () => {
    const unit = join(packaging, 'debian/simgate.service');
    const { output } = await runProgram('systemd-analyze', ['security', '--offline=true', unit]);
    const exposure = Number(/Overall exposure level for simgate\.service: ([\d.]+)/.exec(output)?.[1]);
    assert.ok(exposure < 3, output.slice(-200));
  });

  for (const script of ['postinst', 'prerm', 'postrm', 'simgate.sh']) {
    test(`has a ${script} that a POSIX shell reads`, async () => {
      const { code, output } = await runProgram('sh', ['-n', join(packaging, 'debian', script)]);
      assert.equal(code, 0, output);
    });
  }
});

describe('the container image', () => {
  const file = join(packaging, 'container/simgate.yaml');

  test('takes the user from the environment, the password from a secret', async t => {
    const folder = await temporaryFolder('secret');
    t.after(folder.remove);
    const secret = join(folder.path, 'password');
    writeFileSync(secret, 'a long password\n');
    const { http } = loadConfig(file, {
      SIMGATE_HTTP_USERS_0_NAME: 'admin',
      SIMGATE_HTTP_USERS_0_PASSWORD_FILE: secret,
    });
    assert.equal(http.users[0]?.password, 'a long password');
  });
});

describe('the Home Assistant add-on', () => {
  const config = parse(read('home-assistant/config.yaml')) as {
    readonly options: Readonly<Record<string, unknown>>;
    readonly schema: Readonly<Record<string, string>>;
    readonly ingress_port: number;
  };

  async function settingsOf(options: object): Promise<{ code: number | null; output: string; file: string }> {
    const { path } = await temporaryFolder('add-on');
    const [from, to] = [join(path, 'options.json'), join(path, 'settings.yaml')];
    writeFileSync(from, JSON.stringify(options));
    const script = join(packaging, 'home-assistant/settings.mjs');
    return { ...(await runProgram(process.execPath, [script, from, to])), file: to };
  }

  test('describes each option in its schema and in words', () => {
    const words = parse(read('home-assistant/translations/en.yaml')) as { configuration: object };
    assert.deepEqual(Object.keys(config.schema), Object.keys(config.options));
    assert.deepEqual(Object.keys(words.configuration), Object.keys(config.options));
  });

  test('turns its options into settings that the gateway takes', async () => {
    const { code, output, file } = await settingsOf({ ...config.options, password: 'a long password' });
    assert.equal(code, 0, output);
    const { http, discovery } = loadConfig(file, {});
    assert.deepEqual([http.port, http.users[0]?.name], [config.ingress_port, 'admin']);
    assert.deepEqual([http.trustedProxies, discovery.enabled], [['172.30.32.2'], true]);
  });

  test('starts nothing without a password', async () => {
    const { code, output } = await settingsOf(config.options);
    assert.equal(code, 1);
    assert.match(output, /password of at least 8 characters/);
  });
});
