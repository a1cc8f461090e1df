/** The output for a newcomer after npm run server: an address, a first key, and a line that ends in delivered. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { launcher, until } from '../end-to-end/support/gateway.ts';
import { type ChildProgram, startProgram } from '../foreign/support/child-program.ts';
import { missing } from '../foreign/support/foreign-program.ts';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';

describe('what a newcomer sees after npm run server', { timeout: 240_000 }, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let server: ChildProgram;
  let key = '';

  async function start(): Promise<string> {
    server = startProgram(process.execPath, [launcher, 'server', '--port', '0'], { cwd: folder.path });
    const [, url = ''] = await server.waitFor(/listens on +(\S+)/);
    await server.waitFor(/curl .*\n/);
    return url;
  }

  function get(url: string): Promise<Response> {
    return fetch(url, { headers: { authorization: `Bearer ${key}` } });
  }

  before(async () => {
    folder = await temporaryFolder('newcomer-of-server');
  });

  after(async () => {
    await server.end();
    await folder.remove();
  });

  test('the curl line it prints works when pasted, and ends in delivered', {
    skip: missing('curl'),
  }, async () => {
    await start();
    key = /key +(sgk_\S+)/.exec(server.output())?.[1] ?? '';
    const line = /^ *(curl .*)$/m.exec(server.output())?.[1] ?? '';
    // The last curl takes the place of the shell, so that ending the one ends the other.
    const shell = startProgram('sh', [
      '-c',
      line.replace('-m 20', '-m 60').replace('&& curl', '&& exec curl'),
    ]);
    await shell.waitFor(/"batch":"\w+"/);
    await shell.waitFor(/event: message\.sent\n/);
    await shell.waitFor(/event: message\.delivered\ndata: .*"to":"\+88201990001"/);
    await shell.end();
  });

  test('its first line comes before its gateway is there, and names the folder', () =>
    assert.match(server.output(), /^simgate \S+ SMS server starts on \S*server-data; with a gateway/));

  test('the data lies in ./server-data, for its owner alone', async () => {
    const { statSync } = await import('node:fs');
    for (const file of ['server.db', 'secret.key', 'gateway/simgate.yaml'])
      assert.equal(statSync(join(folder.path, 'server-data', file)).mode & 0o077, 0, file);
  });

  test('SIGTERM ends it and its gateway, and the next start has both again', async () => {
    const { code } = await server.end('SIGTERM', 60_000);
    assert.equal(code, 0);
    const url = await start();
    assert.doesNotMatch(server.output(), /key +sgk_/);
    const messages = (await (await get(`${url}/v1/messages`)).json()) as { messages: { state: string }[] };
    assert.deepEqual(
      messages.messages.map(({ state }) => state),
      ['delivered'],
    );
    type Gateways = { readonly gateways: readonly { readonly state: string }[] };
    await until(
      async () => (await (await get(`${url}/v1/gateways`)).json()) as Gateways,
      ({ gateways }) => gateways.map(({ state }) => state).join() === 'up',
    );
  });

  test('a second one on the same folder is refused, and says who has it', async () => {
    const second = startProgram(process.execPath, [launcher, 'server', '--port', '0'], { cwd: folder.path });
    const { code, output } = await second.ended;
    assert.equal(code, 1);
    assert.match(output, /the data folder .*server-data is in use by process \d+/);
  });

  for (const [what, args, sentence] of [
    ['a port that is none', ['--port', 'many'], /SIMGATE_SERVER_HTTP_PORT \(http\.port\): found "many"/],
    ['a database that is none', ['--database', 'mysql://x'], /SIMGATE_SERVER_DATABASE \(database\)/],
    ['an option that is none', ['--prot', '1'], /unknown option '--prot'/],
  ] as const)
    test(`${what} is refused with its name`, async () => {
      const wrong = startProgram(process.execPath, [launcher, 'server', ...args], { cwd: folder.path });
      const { code, output } = await wrong.ended;
      assert.notEqual(code, 0);
      assert.match(output, sentence);
    });
});
