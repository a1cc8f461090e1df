/** The bounds of every value that the control API takes. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { type Simulator, startSimulator } from '../main.ts';
import { createTestClock } from '../network/test-clock.ts';
import { createControlServer } from './control-api.ts';
import { bounds, copies, ones } from './test-bounds.ts';

const DAY = 86_400_000;
const MILLION = 1_000_000;

function message(own: object): object {
  return { from: '1', text: 'a', ...own };
}
function late(own: object): object[] {
  return [{ type: 'late', milliseconds: 0, ...own }];
}
function noise(own: object): object[] {
  return [{ type: 'noise', probability: 0, longest: 1, ...own }];
}
function split(own: object): object[] {
  return [{ type: 'split', milliseconds: 0, longest: 1, ...own }];
}
function notice(text: string): object[] {
  return [{ type: 'notice', probability: 0, text, where: 'afterPrompt' }];
}
function refusal(own: object): object[] {
  return [{ outcome: { kind: 'refuse', cause: 1 }, ...own }];
}
function talk(own: object): object[] {
  return [{ outcome: { kind: 'answer', ...own } }];
}
function tell(own: object): object {
  return { '*1#': { kind: 'tell', text: 'a', ...own } };
}

const rows = [
  bounds(
    'POST /modems/0/messages',
    'from',
    (from: number) => message({ from: ones(from) }),
    [1, 20],
    [0, 21],
  ),
  bounds(
    'POST /modems/0/messages',
    'messageClass',
    (messageClass: number) => message({ messageClass }),
    [0, 3],
    [-1, 4],
  ),
  bounds(
    'POST /modems/0/messages',
    'validity',
    (validity: number) => message({ validity }),
    [0, DAY],
    [-1, DAY + 1],
  ),
  bounds(
    'POST /modems/0/messages',
    'referenceBits',
    (referenceBits: number) => message({ referenceBits }),
    [8, 16],
    [7, 9, 15, 17],
  ),
  bounds(
    'POST /modems/0/messages',
    'tpdus',
    (count: number) => ({ from: '1', tpdus: copies(count, '00') }),
    [1, 255],
    [0, 256],
  ),
  bounds(
    'POST /modems/0/messages',
    'tpdus.0',
    (octets: number) => ({ from: '1', tpdus: ['00'.repeat(octets)] }),
    [1, 175],
    [0, 176],
  ),
  bounds('POST /messages', 'to', (to: string) => message({ to }), ['+88201000001'], ['', ones(21), 'Bank']),
  bounds('PUT /modems/0/signal', 'rssi', (rssi: number) => ({ rssi }), [0, 31, 99], [-1, 32, 98, 100]),
  bounds('PUT /modems/0/registration', 'status', (status: number) => ({ status }), [0, 5, 1], [-1, 6]),
  bounds('POST /modems/0/sim/swap', 'card', (card: number) => ({ card }), [99, 0], [-1, 100]),
  bounds('PUT /modems/0/storage', 'free', (free: number) => ({ free }), [0, 255], [-1, 256]),
  bounds('PUT /modems/0/send-fault', 'code', (code: number) => ({ code, times: 1 }), [0, 999], [-1, 1000]),
  bounds(
    'PUT /modems/0/send-fault',
    'times',
    (times: number) => ({ code: 1, times }),
    [MILLION, 0],
    [-1, MILLION + 1],
  ),
  bounds(
    'POST /modems/0/reboot',
    'milliseconds',
    (milliseconds: number) => ({ milliseconds }),
    [DAY, 0],
    [-1, DAY + 1],
  ),
  bounds('PUT /modems/0/impairments', 'body', (count: number) => copies(count, late({})[0]), [16, 0], [17]),
  bounds(
    'PUT /modems/0/impairments',
    '0.milliseconds',
    (milliseconds: number) => late({ milliseconds }),
    [0, DAY],
    [-1, DAY + 1],
  ),
  bounds(
    'PUT /modems/0/impairments',
    '0.probability',
    (probability: number) => noise({ probability }),
    [0, 1],
    [-0.1, 1.1],
  ),
  bounds(
    'PUT /modems/0/impairments',
    '0.longest',
    (longest: number) => noise({ longest }),
    [1, 4096],
    [0, 4097],
  ),
  bounds(
    'PUT /modems/0/impairments',
    '0.longest',
    (longest: number) => split({ longest }),
    [1, 4096],
    [0, 4097],
  ),
  bounds('PUT /modems/0/impairments', '0.text', (text: number) => notice(ones(text)), [1, 200], [0, 201]),
  bounds('PUT /modems/0/faults', 'body', (count: number) => copies(count, { fault: 'deaf' }), [32, 0], [33]),
  bounds('PUT /air-time', 'maximum', (maximum: number) => ({ minimum: 0, maximum }), [0, DAY], [-1, DAY + 1]),
  bounds(
    'PUT /air-time',
    'linkKept',
    (linkKept: number) => ({ minimum: 0, maximum: 1, linkKept }),
    [0, 1],
    [-0.1, 1.1],
  ),
  bounds('PUT /call-rules', 'body', (count: number) => copies(count, refusal({})[0]), [1000, 0], [1001]),
  bounds(
    'PUT /call-rules',
    '0.times',
    (times: number) => refusal({ times }),
    [0, MILLION],
    [-1, MILLION + 1],
  ),
  bounds(
    'PUT /call-rules',
    '0.outcome.cause',
    (cause: number) => [{ outcome: { kind: 'refuse', cause } }],
    [1, 127],
    [0, 128],
  ),
  bounds('PUT /call-rules', '0.outcome.talk', (ms: number) => talk({ talk: ms }), [0, DAY], [-1, DAY + 1]),
  bounds(
    'PUT /call-rules',
    '0.match.toPrefix',
    (toPrefix: number) => refusal({ match: { toPrefix: ones(toPrefix) } }),
    [1, 20],
    [0, 21],
  ),
  bounds('PUT /modems/0/forwarding', 'busy', (busy: number) => ({ busy: ones(busy) }), [1, 20], [0, 21]),
  bounds(
    'PUT /ussd-services',
    'body',
    (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`*${at}#`, { kind: 'silence' }])),
    [0, 1000],
    [1001],
  ),
  bounds('PUT /ussd-services', '*1#.text', (text: number) => tell({ text: ones(text) }), [1, 182], [0, 183]),
  bounds(
    'PUT /ussd-services',
    '*1#.language',
    (language: string) => tell({ language }),
    ['en'],
    ['e', 'eng', 'EN'],
  ),
  bounds('PUT /ussd-services', '*1#.credit', (credit: number) => tell({ credit }), [-1, 1], [0.5]),
];

const targets: readonly [
  url: (text: string) => string,
  taken: readonly number[],
  refused: readonly number[],
][] = [
  [index => `/modems/${index.replaceAll('1', '0')}`, [1, 3], [4]],
  [reference => `/carried?reference=${reference}`, [1, 9], [0, 10]],
  [id => `/carried?afterId=${id}`, [1, 9], [0, 10]],
  [limit => `/carried?limit=${limit}`, [1, 9], [0, 10]],
  [imsi => `/carried?imsi=${imsi}`, [15], [14, 16]],
  [from => `/carried?from=${from}`, [0, 20], [21]],
  [to => `/carried?to=${to}`, [0, 20], [21]],
  [number => `/phones/${number}/inbox`, [1, 20], [21]],
];

describe('a value at its bound is taken, and one beyond it refused', () => {
  let simulator: Simulator;
  let server: FastifyInstance;
  before(async () => {
    const clock = createTestClock();
    simulator = await startSimulator({ modems: 1, network: { airTime: 'instant' }, clock });
    server = createControlServer(simulator);
  });
  after(async () => {
    await server.close();
    await simulator.close();
  });

  for (const { method, url, field, taken, refused } of rows)
    test(`${method} ${url}: ${field}`, async () => {
      const answers = [];
      for (const payload of [...taken, ...refused])
        answers.push(await server.inject({ method, url, payload }));
      assert.deepEqual(
        answers.map(({ statusCode }) => statusCode),
        [...taken.map(() => 200), ...refused.map(() => 400)],
      );
      for (const answer of answers.slice(taken.length)) assert.equal(answer.json().field, field);
    });

  for (const [url, taken, refused] of targets)
    test(`GET ${url('N')}`, async () => {
      const statuses = [];
      for (const count of [...taken, ...refused])
        statuses.push((await server.inject({ url: url(ones(count)) })).statusCode);
      assert.deepEqual(statuses, [...taken.map(() => 200), ...refused.map(() => 400)]);
    });

  test('a command for a toolkit that is not switched on: 2 to 258 octets', async () => {
    const statuses = [];
    for (const octets of [2, 258, 1, 259]) {
      const payload = { hex: '00'.repeat(octets) };
      statuses.push(
        (await server.inject({ method: 'POST', url: '/modems/0/toolkit/command', payload })).statusCode,
      );
    }
    assert.deepEqual(statuses, [409, 409, 400, 400]);
  });
});
