/** Lists that are read page by page, over a real socket. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { describe, type TestContext, test } from 'node:test';
import type { Endpoint, ReplyOf } from '@simgate/api/endpoint';
import { pino } from 'pino';
import { Type } from 'typebox';
import { Guessing } from '../sign-in/guessing.ts';
import { usersOf } from '../sign-in/users.ts';
import { fakeClock, httpConfigWith } from '../testing.ts';
import { listed, listedText } from './answers.ts';
import { HttpMetrics } from './http-metrics.ts';
import { HttpService } from './service.ts';

const request = Type.Object({});
const reply = Type.Object({ rows: Type.Array(Type.Object({ text: Type.String() })) });
const list: Endpoint<'list', typeof request, typeof reply> = {
  ...{ name: 'list', style: 'vendor', head: 'full', path: '/api/list', aliases: [], methods: ['GET'] },
  ...{ parametersIn: 'query', request, reply, mediaType: 'application/json' },
  ...{ codes: { 200: 'there they are' }, sentence: 'Lists.', access: ['admin'], changesState: false },
  ...{ audited: false, idempotent: false, bodyTypes: [] },
};
const contract = { list };

type Pages = () => AsyncIterable<readonly { readonly text: string }[]>;

const page = Array.from({ length: 500 }, () => ({ text: 'a line of a hundred octets or so '.repeat(3) }));

/** Where a list with these pages is served, and the request for it. */
async function serving(context: TestContext, pages: Pages) {
  const clock = fakeClock();
  const service = new HttpService({
    ...{ program: 'gateway', config: httpConfigWith({ port: 0 }), contract, bodyBytes: 1000, sn: 'da00' },
    handlers: { list: () => listed<ReplyOf<typeof list>>()('rows', pages(), row => row, {}) },
    ...{ guessing: new Guessing(clock.monotonic), metrics: new HttpMetrics(), dataFolder: '.', clock },
    ...{
      users: usersOf([{ name: 'admin', password: 'secret', role: 'admin' }]),
      tokens: { find: () => undefined },
    },
    ...{ context: {}, note: async () => {}, log: pino({ level: 'silent' }) },
    mask: answer => answer,
  });
  const [address] = await service.listen();
  context.after(() => service.close());
  const headers = { authorization: `Basic ${btoa('admin:secret')}` };
  const ask = async (): Promise<IncomingMessage> => {
    const request = get({ host: '127.0.0.1', port: address?.port ?? 0, path: '/api/list', headers });
    const [response] = await once(request, 'response');
    return response;
  };
  return ask;
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  return text;
}

describe('long answers', () => {
  test('come in pieces and are whole', async context => {
    const ask = await serving(context, async function* () {
      for (let count = 0; count < 20; count += 1) yield page;
    });
    const response = await ask();
    assert.equal(response.headers['transfer-encoding'], 'chunked');
    assert.equal(JSON.parse(await textOf(response)).rows.length, 10_000);
  });

  test('let other work have its turn behind each page', async () => {
    const answer = listed<ReplyOf<typeof list>>()(
      'rows',
      (async function* () {
        yield [{ text: 'a' }];
        yield [];
        yield [{ text: 'b' }];
      })(),
      row => row,
      {},
    );
    const seen: string[] = [];
    const work = (): void => {
      seen.push('other work');
      if (seen.length < 20) setImmediate(work);
    };
    for await (const piece of listedText('da00', answer)) {
      if (seen.length === 0) setImmediate(work);
      seen.push(piece);
    }
    seen.splice(seen.indexOf(']}') + 1);
    assert.deepEqual(seen, [
      ...[
        '{"error_code":200,"sn":"da00","rows":[',
        '{"text":"a"}',
        'other work',
        ',{"text":"b"}',
        'other work',
        ']}',
      ],
    ]);
  });

  test('are read no further than the client reads, and let go when it leaves', async context => {
    let pages = 0;
    const ended = Promise.withResolvers<void>();
    const ask = await serving(context, async function* () {
      try {
        for (;;) {
          pages += 1;
          yield page;
        }
      } finally {
        ended.resolve();
      }
    });
    const response = await ask();
    await once(response, 'readable');
    response.destroy();
    await ended.promise;
    assert.ok(pages < 1000, `${pages} pages`);
  });

  test('one that breaks off in the middle is cut, not ended', async context => {
    const ask = await serving(context, async function* () {
      for (let count = 0; count < 4; count += 1) yield page;
      throw new TypeError('disk gone');
    });
    await assert.rejects(textOf(await ask()), { code: 'ECONNRESET' });
  });

  test('one that breaks off before anything was sent is a clean 500', async context => {
    const ask = await serving(context, async function* () {
      yield [];
      throw new TypeError('disk gone');
    });
    assert.equal(JSON.parse(await textOf(await ask())).error_code, 500);
  });
});
