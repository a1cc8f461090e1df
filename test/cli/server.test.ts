/** `simgate --server URL`: an SMS server for a person and for scripts, through pipes. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type RunningFleet, startFleetProgram } from '@simgate/simulator';
import { runningServer, type TestServer } from '../../packages/server/src/testing/running-server.ts';
import { until } from '../end-to-end/support/gateway.ts';
import { type Commands, commandsIn, type Ran } from './support/command.ts';

const noAir = { airTime: { minimum: 0, maximum: 0 }, deliveryTime: { minimum: 0, maximum: 0 } };

describe('simgate --server', { timeout: 240_000 }, () => {
  let server: TestServer;
  let fleet: RunningFleet;
  let commands: Commands;

  before(async () => {
    server = await runningServer('command', {
      SIMGATE_SERVER_HANDOFF_ASK_TAKEN: '0.2',
      SIMGATE_SERVER_WEBHOOKS_ALLOWED_ADDRESSES: '127.0.0.0/8',
    });
    commands = commandsIn(server.folder, {});
    fleet = await startFleetProgram({ gateways: 1, ports: 2, air: noAir, controlPort: 0 });
  });
  after(async () => {
    await server.remove();
    await fleet.close();
  });

  function run(words: readonly string[], key = server.key, input = ''): Promise<Ran> {
    return commands.run(['--server', server.url, ...words], { env: { SIMGATE_KEY: key }, input });
  }

  /** Runs it; it has to end well. Its lines, and the fields of each. */
  async function lines(...words: readonly string[]): Promise<string[][]> {
    const { code, stdout, stderr } = await run(words);
    assert.equal(code, 0, `${words.join(' ')}: ${stderr}`);
    return stdout
      .split('\n')
      .filter(line => line !== '')
      .map(line => line.split('\t'));
  }

  const fact = (found: readonly string[][], name: string) =>
    found.find(([title]) => title === name)?.[1] ?? '';

  test('from the first gateway to a message that is delivered', async () => {
    const file = join(server.folder, 'box.txt');
    writeFileSync(file, 'admin\n');
    const [address = ''] = fleet.gateways;
    const added = await lines('gateway-add', address, '--user', 'admin', '--password-file', file);
    assert.match(fact(added, 'push path'), /^\/push\//);
    const id = fact(added, 'id');
    await until(
      () => server.call(`/v1/gateways/${id}`),
      ({ body }) => body.state === 'up' && body.ports.length === 2,
    );
    const [[gateway, , kind, , state, sending] = []] = await lines('gateways');
    assert.deepEqual([gateway, kind, state, sending], [id, 'vendor', 'up', '2']);
    const sims = await lines('sims');
    assert.equal(sims.length, 2);

    const [set, sent] = [
      await lines('pool-set', 'shop', '--country', 'DE', '--limits', 'day=500'),
      await run(['send', '015112345678', '+4915112345679', '--text', 'Hello', '--pool', 'shop', '--json']),
    ];
    assert.deepEqual([fact(set, 'pool'), fact(set, 'limits')], ['shop', 'day 500']);
    const accepted = JSON.parse(sent.stdout);
    assert.deepEqual(
      accepted.messages.map((one: { to: string }) => one.to),
      ['+4915112345678', '+4915112345679'],
    );
    await until(
      () => server.call(`/v1/messages?batch=${accepted.batch}&state=delivered`),
      ({ body }) => body.messages.length === 2,
    );
    const [all, ended, one, changed] = [
      await lines('messages', '--batch', accepted.batch, '--state', 'sent', 'delivered'),
      await run(['cancel', accepted.messages[0].id]),
      await lines('message', accepted.messages[0].id),
      await lines('sim-change', sims[0]?.[0] ?? '', '--limits', 'hour=20', '--disable'),
    ];
    assert.deepEqual(
      all.map(([, state]) => state),
      ['delivered', 'delivered'],
    );
    assert.deepEqual([ended.code, ended.stdout], [6, '']);
    assert.deepEqual(
      [fact(one, 'state'), fact(one, 'text'), fact(one, 'attempts')],
      ['delivered', 'Hello', '1'],
    );
    assert.equal(fact(changed, 'limits'), 'hour 20');
    assert.equal(fact(await lines('gateway-change', id, '--disable'), 'state'), 'disabled');
    assert.equal(fact(await lines('gateway-remove', id), 'removed'), id);
  });

  test('keys and webhooks are made, shown once, and removed', async () => {
    const key = await lines('key-add', 'shop', '--role', 'sender');
    const secret = fact(key, 'key');
    assert.match(secret, /^sgk_/);
    assert.ok((await lines('keys')).some(([id]) => id === fact(key, 'id')));
    assert.equal((await run(['keys'], secret)).code, 6, 'a sender may not see keys');
    await lines('key-remove', fact(key, 'id'));
    const refused = await run(['messages'], secret);
    assert.deepEqual([refused.code, refused.stdout], [4, '']);
    assert.match(refused.stderr, /does not accept the key/);
    const webhook = await lines('webhook-add', 'http://127.0.0.1:9/x', '--kind', 'message.delivered');
    assert.ok(fact(webhook, 'secret').startsWith('whsec_'));
    assert.deepEqual(await lines('deliveries', fact(webhook, 'id')), []);
    assert.equal((await lines('webhooks')).length, 1);
    await lines('webhook-remove', fact(webhook, 'id'));
    const [[, , , did] = []] = await lines('audit', '--limit', '1');
    assert.equal(did, 'remove_webhook');
  });

  const wrong: readonly (readonly [words: string[], code: number, said: RegExp, key?: string])[] = [
    [['send', '+49abc', '--text', 'x'], 6, /to\[0\]/],
    [['send', '+4915112345678'], 2, /--text/],
    [['messages', '--limit', 'all'], 2, /--limit: found "all"/],
    [['sim-change', '8949', '--limits', 'week=1'], 2, /--limits: found "week=1"/],
    [['gateway-change', '0000000000000000000000'], 2, /nothing is to be changed/],
    [['nonsense'], 2, /unknown command/],
    [['messages'], 4, /no key of the server is given/, ''],
  ];
  for (const [words, code, said, key] of wrong)
    test(`${words.join(' ')} ends with ${code} and says why`, async () => {
      const ran = await run(words, key);
      assert.equal(ran.code, code, ran.stderr);
      assert.match(ran.stderr, said);
    });
});
