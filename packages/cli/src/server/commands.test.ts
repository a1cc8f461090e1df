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
const idempotencyKeys: unknown[] = [];
let answers: readonly object[] = [];
let status = 200;
let server: Server;
const folder = mkdtempSync(join(tmpdir(), 'simgate-server-commands-'));

before(async () => {
  server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request.setEncoding('utf8')) body += piece;
    asked.push(`${request.method} ${decodeURIComponent(request.url ?? '')} ${body}`.trim());
    keys.push(request.headers.authorization);
    idempotencyKeys.push(request.headers['idempotency-key']);
    const answer = answers[Math.min(asked.length, answers.length) - 1];
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
after(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  status = 200;
  asked.length = 0;
  keys.length = 0;
  idempotencyKeys.length = 0;
});

/** Runs a command line against a server at that address. */
async function commandAt(
  address: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = { SIMGATE_KEY: 'sgk_1' },
  columns?: number,
): Promise<Printed & { readonly code: number }> {
  const kept = { ...process.env };
  delete process.env.SIMGATE_KEY;
  Object.assign(process.env, { NO_COLOR: '1', TZ: 'UTC' }, environment);
  try {
    const line = ['node', 'simgate', '--server', address, ...words];
    const { out, err, waited } = await intercepted({ columns }, () => run(line));
    return { out, err, waited, code: Number(process.exitCode ?? 0) };
  } finally {
    process.env = kept;
    process.exitCode = undefined;
  }
}

function shown(words: readonly string[], replies: readonly object[], columns?: number) {
  const { port } = server.address() as AddressInfo;
  answers = replies;
  return commandAt(`http://127.0.0.1:${port}`, words, undefined, columns);
}

function command(
  words: readonly string[],
  replies: readonly object[],
  environment?: Readonly<Record<string, string>>,
) {
  const { port } = server.address() as AddressInfo;
  answers = replies;
  return commandAt(`http://127.0.0.1:${port}`, [...words, '--json'], environment);
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
  [
    `gateway-change ${ID} --address http://c --name n`,
    [gateway],
    [`PATCH /v1/gateways/${ID} {"name":"n","address":"http://c"}`],
    'id',
  ],
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
  ['sim-change 8949 --enable', [sim], ['PATCH /v1/sims/8949 {"enabled":true}'], 'id'],
  ['pools', [{ pools: [pool] }], ['GET /v1/pools'], 'pools'],
  [
    'pool-set shop --order least_used --doubt resend --no-sticky',
    [{ pools: [pool] }, pool],
    [
      'GET /v1/pools',
      'PUT /v1/pools/shop {"country":"DE","order":"least_used","doubt":"resend","sticky":false,"members":{},"limits":{}}',
    ],
    'order',
  ],
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
  [
    'inbox --limit 2',
    [
      { messages: [message], next: 'c' },
      { messages: [message], next: null },
    ],
    ['GET /v1/inbound?limit=2', 'GET /v1/inbound?limit=2&cursor=c'],
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
  [
    `deliveries ${ID} --limit 2`,
    [
      { deliveries: [{}], next: 'c' },
      { deliveries: [{}], next: null },
    ],
    [`GET /v1/webhooks/${ID}/deliveries`, `GET /v1/webhooks/${ID}/deliveries?cursor=c`],
    'deliveries',
  ],
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

describe('simgate --server send', () => {
  const sent = { batch: ID, messages: [{ id: ID, to: '+491', state: 'queued', segments: 1 }], refused: [] };
  const bad = { to: '+49x', error: 'no number' };

  test('asks with all that its options name', async () => {
    const words =
      'send +491 +492 --text Hi --pool shop --sim 8949 --priority otp --validity 60 --not-before 2030-01-01T00:00:00Z --reference r';
    const { out, code } = await command(words.split(' '), [sent]);
    assert.deepEqual(asked, [
      'POST /v1/messages {"to":["+491","+492"],"text":"Hi","pool":"shop","sim":"8949","priority":"otp","validity":60,' +
        '"not_before":"2030-01-01T00:00:00Z","reference":"r"}',
    ]);
    assert.deepEqual([JSON.parse(out), code], [sent, 0]);
  });

  test('has a key of its own for each run, or the one that is named', async () => {
    for (const more of [[], [], ['--idempotency-key', 'k1']])
      await command(['send', '+491', '--text', 'Hi', ...more], [sent]);
    assert.equal(new Set(idempotencyKeys).size, 3);
    assert.equal(idempotencyKeys[2], 'k1');
  });

  const endings: readonly [what: string, reply: object, code: number, err: string][] = [
    ['some are refused', { ...sent, refused: [bad] }, 3, '+49x: no number\n'],
    ['all are refused', { ...sent, messages: [], refused: [bad] }, 6, '+49x: no number\n'],
  ];
  for (const [what, reply, expected, notes] of endings)
    test(`ends with ${expected} where ${what}`, async () => {
      const { code, err } = await command(['send', '+491', '--text', 'Hi'], [reply]);
      assert.deepEqual([code, err], [expected, notes]);
    });
});

describe('the server', () => {
  const refusals: readonly [code: number, ends: number, message: RegExp][] = [
    [
      401,
      4,
      /^simgate: the server does not accept the key\nIt may have ended or been removed; an admin makes/,
    ],
    [404, 6, /^simgate: .*there is none/],
    [500, 6, /^simgate: .*there is none/],
  ];
  for (const [answered, expected, message] of refusals)
    test(`that answers ${answered} makes the command end with ${expected}`, async () => {
      status = answered;
      const { err, code } = await command(['keys'], [{ error: 'there is none' }]);
      assert.match(err, message);
      assert.equal(code, expected);
    });

  test('that cannot be reached is named', async () => {
    const { err, code } = await commandAt('http://127.0.0.1:1', ['keys']);
    assert.match(err, /^simgate: the server cannot be reached: /);
    assert.equal(code, 5);
  });
});

describe('at a terminal', () => {
  const user = { name: 'ann', role: 'viewer', configured: true };
  const long = {
    ...message,
    state_at: '2026-05-31T18:00:00.000Z',
    pool: 'shop',
    sim: '8949',
    reason_text: 'why',
    text: 'a',
  };
  const rowsOf: readonly [words: string, reply: object, lines: readonly string[]][] = [
    [
      'users',
      { users: [user, { ...user, name: 'bob', configured: false }] },
      ['NAME  ROLE    WHERE', 'ann   viewer  in the settings', 'bob   viewer  added while running'],
    ],
    [
      'messages',
      { messages: [long], next: null },
      [
        'ID                      STATE   SINCE                TO    POOL  WHY  TEXT',
        `${ID}  queued  2026-05-31 18:00:00  +491  shop  why  a`,
      ],
    ],
    [
      `message ${ID}`,
      { message: long, why: 'a port', attempts: [{}, {}] },
      [
        `id         ${ID}`,
        'state      queued',
        'since      2026-05-31 18:00:00',
        'to         +491',
        'pool       shop',
        'sim        8949',
        'why        why',
        'text       a',
        'waits for  a port',
        'attempts   2',
      ],
    ],
    [
      'keys',
      {
        keys: [
          { ...key, pools: ['shop', 'office'], used_at: '2026-05-31T18:00:00Z' },
          { ...key, name: 'old', expires_at: '2030-01-01T00:00:00Z' },
        ],
      },
      [
        'ID                      NAME  KEY     ROLE    POOLS        ENDS                  USED',
        `${ID}  shop  sgk_7…  sender  shop,office                        2026-05-31T18:00:00Z`,
        `${ID}  old   sgk_7…  sender  all          2030-01-01T00:00:00Z`,
      ],
    ],
    [`cancel ${ID}`, long, [`id     ${ID}`, 'state  queued']],
    [`decide ${ID} --as failed`, long, [`id     ${ID}`, 'state  queued']],
    [
      'gateways',
      { gateways: [{ ...gateway, ports: [{ waits_for: '' }, { waits_for: 'sim' }] }], next: null },
      [],
    ],
    [
      'inbox',
      {
        messages: [
          { received_at: '2026-05-31T18:00:00.000Z', from: 'Bank', to: '+1', pool: 'shop', text: 'Hi' },
        ],
        next: null,
      },
      ['RECEIVED             FROM  TO  POOL  TEXT', '2026-05-31 18:00:00  Bank  +1  shop  Hi'],
    ],
    [
      'webhooks',
      {
        webhooks: [
          { id: 'w', url: 'http://h', enabled: true, kinds: ['a', 'b'], waiting: 2, last_error: 'refused' },
        ],
      },
      ['ID  URL       ENABLED  KINDS  WAITING  LAST ERROR', 'w   http://h  true     a,b          2  refused'],
    ],
    [
      'deliveries w --limit 1',
      {
        deliveries: [{ event: 'e', kind: 'k', state: 'done', attempts: 3, last_error: '' }, { event: 'f' }],
        next: 'c',
      },
      ['EVENT  KIND  STATE  ATTEMPTS  LAST ERROR', 'e      k     done          3'],
    ],
    [
      'sims',
      {
        sims: [
          {
            ...{ id: '8949', number: '+491', operator: 'Net', gateway: 'rack', port: 3, waits_for: '' },
            ...{ used: { day: 4 }, limits: { recipients: 9, day: 500 } },
          },
        ],
        next: null,
      },
      [
        'ID    NUMBER  OPERATOR  GATEWAY  PORT  TODAY  LIMITS                 WAITS FOR',
        '8949  +491    Net       rack        3      4  day 500, recipients 9',
      ],
    ],
    ['user-remove ann', {}, ['removed  ann']],
    ['webhook-remove w', {}, ['removed  w']],
  ];
  for (const [words, reply, lines] of rowsOf)
    test(`simgate --server URL ${words}`, async () => {
      const { out } = await shown(words.split(' '), [reply], 120);
      if (lines.length === 0) assert.match(out, /1 of 2 ports/);
      else
        assert.deepEqual(
          out
            .trimEnd()
            .split('\n')
            .map(line => line.trimEnd()),
          lines,
        );
    });

  test('a program gets the ports of a gateway that can send as a number, and all that no person reads', async () => {
    const ports = [{ waits_for: '' }, { waits_for: 'sim' }, { waits_for: '' }];
    const { out } = await shown(['gateways'], [{ gateways: [{ ...gateway, ports }], next: null }]);
    assert.equal(out, `${ID}\ta\tvendor\thttp://b\tnew\t2\t/p\t\n`);
  });

  /** Longer than the eight cells that a column keeps. */
  const wide = 'abcdefghijkl';
  const narrow: readonly [words: string, reply: object, line: string][] = [
    ['users', { users: [{ ...user, name: wide }] }, 'abcdefg…  viewer  in the settings'],
    ['keys', { keys: [{ ...key, name: wide }] }, `${ID}  abcdefg…  sgk_7…  sender  all`],
    [
      'audit',
      { entries: [{ at: '', who: wide, address: wide, endpoint: wide, parameters: wide }], next: null },
      '    abcdefghijkl  abcdefghijkl  abcdefghijkl  abcdefg…',
    ],
    [
      'gateways',
      { gateways: [{ ...gateway, name: wide, reason: wide }], next: null },
      `${ID}  abcdefg…  vendor  http://b  new    0 of 0 ports  abcdefg…`,
    ],
    [
      'messages',
      { messages: [{ ...long, state_at: '', text: wide }], next: null },
      `${ID}  queued         +491  shop  why  abcdefg…`,
    ],
    [
      'inbox',
      { messages: [{ received_at: '', from: wide, to: wide, pool: wide, text: wide }], next: null },
      '          abcdefghijkl  abcdefghijkl  abcdefghijkl  abcdefg…',
    ],
    [
      'sims',
      {
        sims: [
          {
            id: wide,
            number: wide,
            operator: wide,
            gateway: wide,
            port: 1,
            used: { day: 0 },
            limits: {},
            waits_for: wide,
          },
        ],
        next: null,
      },
      'abcdefghijkl  abcdefghijkl  abcdefghijkl  abcdefghijkl     1      0          abcdefg…',
    ],
    [
      'webhooks',
      { webhooks: [{ id: wide, url: wide, enabled: true, kinds: [], waiting: 0, last_error: wide }] },
      'abcdefghijkl  abcdefg…  true                  0  abcdefghijkl',
    ],
    [
      'deliveries w',
      { deliveries: [{ event: wide, kind: wide, state: wide, attempts: 0, last_error: wide }], next: null },
      'abcdefghijkl  abcdefghijkl  abcdefghijkl         0  abcdefg…',
    ],
  ];
  for (const [words, reply, line] of narrow)
    test(`simgate --server URL ${words}, where there is next to no room`, async () => {
      const { out } = await shown(words.split(' '), [reply], 1);
      assert.equal(out.split('\n')[1], line);
    });

  const empty: readonly [words: string, reply: object, note: string][] = [
    ['users', { users: [] }, 'There is no user: keys alone come in.'],
    ['messages', { messages: [], next: null }, 'There is no such message.'],
    ['inbox', { messages: [], next: null }, 'Nothing was received.'],
    ['webhooks', { webhooks: [] }, 'There is no webhook.'],
    ['gateways', { gateways: [], next: null }, 'There is no gateway. Add one with: gateway-add ADDRESS'],
    ['pools', { pools: [] }, 'There is no pool.'],
  ];
  for (const [words, reply, note] of empty)
    test(`simgate --server URL ${words}, where there is none`, async () => {
      const { out, err } = await shown([words], [reply], 120);
      assert.deepEqual([out, err], ['', `${note}\n`]);
    });
});

test('the password of a gateway is the first line of a file', async () => {
  const file = join(folder, 'box');
  writeFileSync(file, 'geheim\r\nmore\n');
  await command(['gateway-add', 'http://b', '--password-file', file], [gateway]);
  assert.deepEqual(asked, ['POST /v1/gateways {"address":"http://b","password":"geheim"}']);
});

describe('users of a server', () => {
  const user = { name: 'ann', role: 'viewer', configured: false };

  test('get their password from the first line of a file', async () => {
    const file = join(folder, 'password');
    writeFileSync(file, 'geheim\nmore\n');
    await command(['user-add', 'ann', '--role', 'viewer', '--password-file', file], [user]);
    await command(['user-add', 'ann', '--password-file', file], [user]);
    await command(['user-change', 'ann', '--password-file', file], [user]);
    await command(['user-change', 'ann', '--role', 'admin'], [user]);
    assert.deepEqual(asked, [
      'POST /v1/users {"name":"ann","password":"geheim","role":"viewer"}',
      'POST /v1/users {"name":"ann","password":"geheim"}',
      'PATCH /v1/users/ann {"password":"geheim"}',
      'PATCH /v1/users/ann {"role":"admin"}',
    ]);
  });

  test('get none from a file that is empty, or not there', async () => {
    const file = join(folder, 'empty');
    writeFileSync(file, '\n');
    const { err } = await command(['user-add', 'ann', '--password-file', file], [user]);
    assert.match(err, /empty: its first line is empty\n$/);
    const gone = await command(['user-add', 'ann', '--password-file', '/dev/null/x'], [user]);
    assert.match(gone.err, /^simgate: \/dev\/null\/x: ENOTDIR/);
    assert.deepEqual([gone.code, asked], [1, []]);
  });
});

describe('a list of a server', () => {
  test('ends at its limit in the midst of a page, and asks for no more than 500 at once', async () => {
    const page = { messages: [message, message, message], next: 'c' };
    const { out } = await command(['messages', '--limit', '4'], [page, page]);
    assert.deepEqual(asked, ['GET /v1/messages?limit=4', 'GET /v1/messages?limit=4&cursor=c']);
    assert.equal((JSON.parse(out) as { messages: object[] }).messages.length, 4);
    asked.length = 0;
    await command(
      ['messages', '--limit', '501', '--batch', 'b', '--pool', 'p'],
      [{ messages: [], next: null }],
    );
    await command(['inbox', '--limit', '501'], [{ messages: [], next: null }]);
    assert.deepEqual(asked, ['GET /v1/messages?limit=500&pool=p&batch=b', 'GET /v1/inbound?limit=500']);
  });

  test('has 50 entries where nothing else is wanted', async () => {
    await command(['messages'], [{ messages: [], next: null }]);
    assert.deepEqual(asked, ['GET /v1/messages?limit=50']);
  });
});

describe('words that do not fit are refused before anything is asked', () => {
  const refused: [words: string, complaint: RegExp][] = [
    [`gateway-change ${ID}`, /nothing is to be changed/],
    [`gateway-change ${ID} --enable --disable`, /--enable and --disable exclude each other/],
    ['sim-change 8949', /nothing is to be changed/],
    ['sim-change 8949 --cost cheap', /--cost: found "cheap", allowed is a number/],
    ['audit --limit 0', /--limit: found "0", allowed is a count/],
    ['user-add ann', /--password-file is missing/],
    ['user-change ann', /nothing is to be changed/],
    ['messages --limit 1000000', /--limit: found "1000000", allowed is a count/],
    ['inbox --limit x', /--limit: found "x", allowed is a count/],
    ['deliveries w --limit 100000', /--limit: found "100000", allowed is a count/],
    ['send +491 --text a --validity 123456789', /--validity: found "123456789", allowed are seconds/],
    ['sim-change 8949 --enable --disable', /--enable and --disable exclude each other/],
    ['send +491 --text a --validity soon', /--validity: found "soon", allowed are seconds/],
  ];
  for (const [words, complaint] of refused)
    test(words, async () => {
      const { err } = await command(words.split(' '), [{}]);
      assert.match(err, complaint);
      assert.deepEqual(asked, []);
    });
});
