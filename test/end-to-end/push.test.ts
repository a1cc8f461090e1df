import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { createClient } from '../../packages/api/src/index.ts';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';
import { type GatewayProgram, instantAir, startGatewayProgram, until } from './support/gateway.ts';

interface Push {
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly at: number;
}

/** Records requests; a request to /dead is never answered. */
async function startReceiver() {
  const pushes: Push[] = [];
  const server: Server = createServer(async (request, response) => {
    let text = '';
    for await (const piece of request.setEncoding('utf8')) text += piece;
    pushes.push({ target: request.url ?? '', headers: request.headers, text, at: performance.now() });
    if (request.url !== '/dead') response.writeHead(200).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, pushes, close };
}

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const PATH = '/hook.php?module=sms&command=a|b';

function kindOf({ text }: Push): string {
  return Object.keys(JSON.parse(text))[1] ?? '';
}

/** Results of one message come in order, each for the first time; their bodies name the recipient. */
function assertInOrder(pushes: readonly Push[]): void {
  const results = pushes.filter(push => kindOf(push) === 'sms_result');
  const number = ({ text }: Push): string => JSON.parse(text).sms_result[0].number;
  for (const [recipient, some] of Map.groupBy(results, number)) {
    const ids = [...new Set(some.map(({ headers }) => Number(headers['webhook-id'])))];
    assert.deepEqual(
      ids,
      ids.toSorted((one, other) => one - other),
      `results of ${recipient}`,
    );
  }
}

describe('push events and the stream, as programs around a gateway see them', { timeout: 90_000 }, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  let gateway: GatewayProgram;

  const settings = { SIMGATE_VIRTUAL_PORTS: '2', SIMGATE_MODEMS_REGISTRATION_HOLD: '0' };
  const atHook = (): Push[] => receiver.pushes.filter(({ target }) => target === PATH);
  const pushed = (wanted: (push: Push) => boolean) =>
    until(
      async () => atHook().find(wanted),
      found => found !== undefined,
    );
  const client = () => {
    const { url: baseUrl, user, password } = gateway;
    return createClient({ baseUrl, user, password });
  };

  before(async () => {
    folder = await temporaryFolder('push');
    receiver = await startReceiver();
    gateway = await startGatewayProgram(folder.path, settings);
    await instantAir(gateway);
  });

  after(async () => {
    await gateway.program.end();
    receiver.close();
    await folder.remove();
  });

  test('targets are set while it runs; a dead one beside', async () => {
    const dead = await client().createPushTarget({ name: 'dead', url: `${receiver.url}/dead` });
    const hook = await client().createPushTarget({ name: 'hook', url: receiver.url + PATH, secret });
    assert.ok(dead.ok && hook.ok);
    const refused = await client().createPushTarget({ name: 'file', url: 'file:///etc/passwd' });
    assert.partialDeepStrictEqual(refused, {
      ok: false,
      error: { kind: 'refused', code: 400, message: 'url: must begin with http:// or https://.' },
    });
  });

  test('an SMS sent from one port to the other is pushed at both ends, key for key', async () => {
    const { info } = await until(
      () => gateway.call('/api/get_port_info?info_type=number,reg'),
      ({ info: ports }) => (ports as { reg: string }[]).every(({ reg }) => reg === 'REGISTER_OK'),
    );
    const number = (info as { number: string }[])[1]?.number ?? '';
    const answer = await gateway.call('/api/send_sms', {
      text: 'Hello over push',
      port: [0],
      param: [{ number, user_id: 77 }],
    });
    assert.equal(answer.error_code, 202);
    await pushed(push => kindOf(push) === 'sms' && push.text.includes('Hello over push'));
    await pushed(push => push.text.includes('DELIVERED'));
    const shape = (kind: string): string[] => {
      const found = atHook().find(push => kindOf(push) === kind);
      return Object.keys(JSON.parse(found?.text ?? '{}')[kind][0]);
    };
    assert.deepEqual(shape('sms'), [
      'incoming_sms_id',
      'port',
      'number',
      'smsc',
      'timestamp',
      'text',
      'imsi',
    ]);
    assert.deepEqual(shape('sms_result'), [
      ...['port', 'number', 'time', 'status', 'count', 'succ_count', 'ref_id', 'imsi', 'user_id'],
    ]);
    assert.deepEqual(shape('sms_deliver_status'), [
      'port',
      'number',
      'time',
      'ref_id',
      'status_code',
      'imsi',
    ]);
  });

  test('each push is signed, has its id, and they come in order', () => {
    assert.ok(atHook().length >= 4);
    assertInOrder(atHook());
    for (const { headers, text } of atHook()) {
      const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`;
      const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
      assert.equal(
        headers['webhook-signature'],
        `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
      );
    }
  });

  test('the stream tells the same events, resumable by id', async () => {
    const result = await client().streamEvents({ after: 0 });
    assert.ok(result.ok);
    const kinds = new Set<string>();
    for await (const { id, kind, data } of result.reply) {
      assert.equal(String((data as { id: number }).id), id);
      kinds.add(kind);
      if (kinds.has('sms') && kinds.has('sms_deliver_status')) break;
    }
    assert.ok(kinds.has('device') && kinds.has('register') && kinds.has('sms_result'));
  });

  test('messages and inbox are found under /v1', async () => {
    const sent = await client().listMessages({ text: 'over push', status: ['DELIVERED'] });
    assert.ok(sent.ok);
    assert.deepEqual(
      sent.reply.messages.map(({ text, user_id }) => [text, user_id]),
      [['Hello over push', 77]],
    );
    assert.equal(sent.reply.messages[0]?.segments[0]?.reports[0]?.status_code, 0);
    const inbox = await client().listInbox({ flag: 'unread', text: 'over push' });
    assert.ok(inbox.ok);
    assert.equal(inbox.reply.messages.length, 1);
  });

  test('killed and started again: what was committed is pushed in order, nothing is lost', async () => {
    const before = atHook().length;
    const many = Array.from({ length: 40 }, (_, index) => ({
      number: `8820199${1000 + index}`,
      user_id: index,
    }));
    await gateway.call('/api/send_sms', { text: 'many', param: many });
    await pushed(push => push.text.includes('8820199100'));
    await gateway.program.end('SIGKILL');
    gateway = await startGatewayProgram(folder.path, settings);
    await instantAir(gateway);
    await pushed(push => kindOf(push) === 'device' && atHook().indexOf(push) >= before);
    const started = await client().listPushTargets();
    assert.ok(started.ok);
    assert.deepEqual(
      started.reply.targets.map(({ name }) => name),
      ['dead', 'hook'],
    );
    const ids = atHook().map(({ headers }) => Number(headers['webhook-id']));
    assertInOrder(atHook());
    const journal = await client().streamEvents({ after: Math.min(...ids) - 1 });
    assert.ok(journal.ok);
    const known = new Set(ids.map(String));
    const last = String(Math.max(...ids));
    for await (const { id } of journal.reply) {
      assert.ok(known.has(id), `event ${id} was pushed`);
      if (id === last) break;
    }
  });

  test('a stop in order pushes power_off', async () => {
    // The dead target may take its two seconds of it.
    await gateway.program.end('SIGTERM', 30_000);
    gateway = await startGatewayProgram(folder.path, settings);
    // A target that is slow just then gets it after the next start.
    await pushed(({ text }) => JSON.parse(text).device?.status === 'power_off');
  });
});
