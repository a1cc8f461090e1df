/** The requests that commands make of an SMS server, and the data that they print. The server is a peer that answers with what it is given. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { run } from '../main.ts';
import { intercepted, type Printed } from '../test-terminal.ts';

const ID = '06v3k9pq2n0a1b2c3d4e7f';

const asked: string[] = [];
const keys: (string | undefined)[] = [];
let answers: readonly object[] = [];
let server: Server;
const folder = mkdtempSync(join(tmpdir(), 'simgate-server-commands-'));

before(async () => {
  server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request.setEncoding('utf8')) body += piece;
    asked.push(`${request.method} ${decodeURIComponent(request.url ?? '')} ${body}`.trim());
    keys.push(request.headers.authorization);
    const answer = answers[Math.min(asked.length, answers.length) - 1];
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
after(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  asked.length = 0;
  keys.length = 0;
});

async function command(
  words: readonly string[],
  replies: readonly object[],
  environment: Readonly<Record<string, string>> = { SIMGATE_KEY: 'sgk_1' },
): Promise<Printed> {
  const { port } = server.address() as AddressInfo;
  const kept = { ...process.env };
  delete process.env.SIMGATE_KEY;
  Object.assign(process.env, environment);
  answers = replies;
  try {
    return await intercepted({}, () =>
      run(['node', 'simgate', '--server', `http://127.0.0.1:${port}`, ...words, '--json']),
    );
  } finally {
    process.env = kept;
    process.exitCode = undefined;
  }
}

const key = {
  id: ID,
  role: 'sender',
  name: 'shop',
  prefix: 'sgk_7',
  pools: [],
  expires_at: null,
  used_at: null,
};
const pool = {
  id: 'shop',
  country: 'DE',
  order: 'cheapest',
  doubt: 'hold',
  sticky: true,
  members: {},
  limits: {},
};
const message = {
  id: ID,
  to: '+491',
  state: 'queued',
  text: 'a',
  reason_text: '',
  created_at: '',
  segments: 1,
};
const gateway = {
  id: ID,
  name: 'a',
  kind: 'vendor',
  address: 'http://b',
  state: 'new',
  ports: [],
  push_path: '/p',
  reason: '',
};
const sim = { id: '8949', tags: [], limits: {}, used: {}, waits_for: '', enabled: true };

/** Words; answers of the server in turn; its requests; a key of the printed document. */
const rows: [words: string, replies: readonly object[], requests: readonly string[], printed: string][] = [
  ['keys', [{ keys: [key] }], ['GET /v1/keys'], 'keys'],
  ['key-add shop', [{ key, secret: 'sgk_7' }], ['POST /v1/keys {"name":"shop"}'], 'secret'],
  [
    'key-add shop --role viewer --pool a b --expires 2030-01-01T00:00:00Z',
    [{ key, secret: 's' }],
    ['POST /v1/keys {"name":"shop","role":"viewer","pools":["a","b"],"expires_at":"2030-01-01T00:00:00Z"}'],
    'secret',
  ],
  [`key-remove ${ID}`, [{}], [`DELETE /v1/keys/${ID}`], 'id'],
  [
    'audit --limit 2',
    [
      { entries: [{ who: 'a' }], next: 'c1' },
      { entries: [{ who: 'b' }, { who: 'c' }], next: 'c2' },
    ],
    ['GET /v1/audit', 'GET /v1/audit?cursor=c1'],
    'entries',
  ],
  [
    'gateways',
    [
      { gateways: [gateway], next: 'c' },
      { gateways: [gateway], next: null },
    ],
    ['GET /v1/gateways', 'GET /v1/gateways?cursor=c'],
    'gateways',
  ],
  ['gateway-add http://b', [gateway], ['POST /v1/gateways {"address":"http://b"}'], 'push_path'],
  [
    'gateway-add http://b --name Rack --user u --kind vendor --tag x y',
    [gateway],
    ['POST /v1/gateways {"address":"http://b","name":"Rack","user":"u","kind":"vendor","tags":["x","y"]}'],
    'id',
  ],
  [
    `gateway-change ${ID} --disable --forget-certificate`,
    [gateway],
    [`PATCH /v1/gateways/${ID} {"enabled":false,"forget_certificate":true}`],
    'id',
  ],
  [`gateway-change ${ID} --enable`, [gateway], [`PATCH /v1/gateways/${ID} {"enabled":true}`], 'id'],
  [`gateway-remove ${ID}`, [{}], [`DELETE /v1/gateways/${ID}`], 'id'],
  [
    `gateway-test ${ID}`,
    [{ ok: true, milliseconds: 3, detail: '' }],
    [`POST /v1/gateways/${ID}/test`],
    'milliseconds',
  ],
  ['sims', [{ sims: [sim], next: null }], ['GET /v1/sims'], 'sims'],
  [
    'sim-change 8949 --tag a --limits day=5 --cost 0.5 --disable',
    [sim],
    ['PATCH /v1/sims/8949 {"tags":["a"],"limits":{"day":5},"cost":0.5,"enabled":false}'],
    'id',
  ],
  ['pools', [{ pools: [pool] }], ['GET /v1/pools'], 'pools'],
  [
    'pool-set new --country DE --tag t --limits month=100',
    [{ pools: [pool] }, pool],
    ['GET /v1/pools', 'PUT /v1/pools/new {"country":"DE","members":{"tags":["t"]},"limits":{"month":100}}'],
    'order',
  ],
  ['pool-remove shop', [{}], ['DELETE /v1/pools/shop'], 'id'],
  [
    'messages --state failed expired --to +491 --limit 1',
    [{ messages: [message], next: 'c' }],
    ['GET /v1/messages?limit=1&state=failed,expired&to=+491'],
    'messages',
  ],
  [`cancel ${ID}`, [message], [`POST /v1/messages/${ID}/cancel`], 'id'],
  [
    'inbox --from +491 --pool shop --limit 7',
    [{ messages: [], next: null }],
    ['GET /v1/inbound?limit=7&from=+491&pool=shop'],
    'messages',
  ],
  ['webhooks', [{ webhooks: [] }], ['GET /v1/webhooks'], 'webhooks'],
  [
    'webhook-add https://h/x --kind message.sent --pool shop --description d',
    [{ webhook: { id: ID }, secret: 'whsec_' }],
    ['POST /v1/webhooks {"url":"https://h/x","kinds":["message.sent"],"pools":["shop"],"description":"d"}'],
    'secret',
  ],
  [`webhook-remove ${ID}`, [{}], [`DELETE /v1/webhooks/${ID}`], 'id'],
  [`deliveries ${ID}`, [{ deliveries: [], next: null }], [`GET /v1/webhooks/${ID}/deliveries`], 'deliveries'],
];

describe('a command of a server asks, and prints the answer', () => {
  for (const [words, replies, requests, printed] of rows)
    test(`simgate --server URL ${words}`, async () => {
      const { out } = await command(words.split(' '), replies);
      assert.deepEqual(asked, requests);
      assert.ok(printed in (JSON.parse(out) as object), out);
    });
});

describe('the key of a server', () => {
  test('is that of the environment', async () => {
    await command(['keys'], [{ keys: [] }]);
    assert.deepEqual(keys, ['Bearer sgk_1']);
  });

  test('is the first line of --key-file, which stands above it', async () => {
    const file = join(folder, 'key');
    writeFileSync(file, 'sgk_2\nmore\n');
    await command(['keys', '--key-file', file], [{ keys: [] }]);
    assert.deepEqual(keys, ['Bearer sgk_2']);
  });

  for (const environment of [{}, { SIMGATE_KEY: '' }] as Readonly<Record<string, string>>[])
    test(`is missed where there is none (${JSON.stringify(environment)}): nothing is asked`, async () => {
      const { err } = await command(['keys'], [{ keys: [] }], environment);
      assert.match(err, /no key of the server is given/);
      assert.deepEqual(asked, []);
    });
});

describe('words that do not fit are refused before anything is asked', () => {
  const refused: [words: string, complaint: RegExp][] = [
    [`gateway-change ${ID}`, /nothing is to be changed/],
    [`gateway-change ${ID} --enable --disable`, /--enable and --disable exclude each other/],
    ['sim-change 8949', /nothing is to be changed/],
    ['sim-change 8949 --cost cheap', /--cost: found "cheap", allowed is a number/],
    ['audit --limit 0', /--limit: found "0", allowed is a count/],
    ['send +491 --text a --validity soon', /--validity: found "soon", allowed are seconds/],
  ];
  for (const [words, complaint] of refused)
    test(words, async () => {
      const { err } = await command(words.split(' '), [{}]);
      assert.match(err, complaint);
      assert.deepEqual(asked, []);
    });
});
