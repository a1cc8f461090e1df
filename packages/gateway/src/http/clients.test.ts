/** The client of the api package against the real server. */
import assert from 'node:assert/strict';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import { createClient } from '@simgate/api';
import type { ListeningAddress } from '@simgate/daemon/http';
import { httpConfig, SN, user, writingServer } from './testing/server.ts';
import { portOf, withServer } from './testing/sockets.ts';

describe('our own client', () => {
  const clientOf = (addresses: readonly ListeningAddress[], password = user.password) =>
    createClient({ baseUrl: `http://127.0.0.1:${portOf(addresses, 'http')}/`, user: user.name, password });

  for (const [name, isBasic] of [
    ['Digest first', true],
    ['Digest alone', false],
  ] as const) {
    test(`logs in: ${name}`, () =>
      withServer(writingServer({ config: { ...httpConfig, basic: isBasic } }), async (_server, addresses) => {
        const client = clientOf(addresses);
        const send = () => client.sendSms({ text: 'hi', param: [{ number: '1' }] }, { idempotencyKey: 'k' });
        const reply = { error_code: 202, sn: SN, sms_in_queue: 1, task_id: 1 };
        assert.deepEqual([await send(), await send()], Array(2).fill({ ok: true, reply }));
        const info = await client.getPortInfo({ info_type: ['imei', 'signal'], port: [0, 1] });
        assert.ok(info.ok && info.reply.info.length === 2 && info.reply.info[0]?.signal === 0);
      }));
  }

  test('goes on after its nonce grew old', () =>
    withServer({}, async (server, addresses) => {
      const client = clientOf(addresses);
      assert.ok((await client.querySmsInQueue()).ok);
      server.clock.advance(301_000);
      assert.ok((await client.querySmsInQueue()).ok);
    }));

  test('says what was refused, and that nobody answers', async () => {
    let client: ReturnType<typeof createClient> | undefined;
    await withServer({}, async (_server, addresses) => {
      client = clientOf(addresses);
      assert.deepEqual(await client.stopSms({ task_id: 99 }), {
        ok: false,
        error: { kind: 'refused', code: 404, message: '', retryable: false, mayBeDone: false },
      });
    });
    const gone = await client?.querySmsInQueue();
    assert.ok(gone !== undefined && !gone.ok && gone.error.kind === 'unreachable');
  });

  test('a wrong password is unauthorized', () =>
    withServer({}, async (_server, addresses) => {
      const answer = await clientOf(addresses, 'guess').querySmsInQueue();
      assert.partialDeepStrictEqual(answer, { ok: false, error: { kind: 'unauthorized' } });
    }));
});

describe('what clients send beside the parameters', () => {
  const signed = {
    Authorization: `Basic ${Buffer.from(`${user.name}:${user.password}`).toString('base64')}`,
  };

  test('a whole URL as the target of the request, as a client that is set to use a proxy', () =>
    withServer({}, async (_server, addresses) => {
      const port = portOf(addresses, 'http');
      const path = `http://127.0.0.1:${port}/api/query_sms_in_queue`;
      const answer = await new Promise<IncomingMessage>((resolve, reject) => {
        get({ host: '127.0.0.1', port, path, headers: signed }, resolve).once('error', reject);
      });
      assert.equal(answer.statusCode, 200);
      assert.match(await text(answer), /"in_queue":0/);
    }));

  test('a compressed body is refused with its header named, one that is not is read', () =>
    withServer({}, async (_server, addresses) => {
      const ask = async (coding: string) => {
        const headers = { ...signed, 'Content-Type': 'application/json', 'Content-Encoding': coding };
        const url = `http://127.0.0.1:${portOf(addresses, 'http')}/api/query_sms_in_queue`;
        return (await (await fetch(url, { method: 'POST', headers, body: '{}' })).json()) as object;
      };
      assert.partialDeepStrictEqual(await ask('gzip'), {
        error_code: 400,
        error: 'Content-Encoding: must be left out: a body is read as it stands; found "gzip".',
      });
      assert.partialDeepStrictEqual(await ask('identity'), { error_code: 200 });
    }));
});
