/** The bounds of every value that the control API of a fleet takes. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Bounds, bounds, copies, ones } from '../../control/test-bounds.ts';
import { type TestFleet, testFleet } from '../test-fleet.ts';

const DAY = 86_400_000;
const MILLION = 1_000_000;

function fault(own: object): object[] {
  return [{ kind: 'lost', ...own }];
}
function rule(own: object): object {
  return { rules: [own] };
}
function message(own: object): object[] {
  return [{ from: '1', text: 'a', gateway: 0, port: 0, ...own }];
}

const rows: readonly Bounds[] = [
  bounds(
    'POST /gateways/0/freeze',
    'milliseconds',
    milliseconds => ({ milliseconds }),
    [0, DAY],
    [-1, DAY + 1, 0.5],
  ),
  bounds('POST /gateways/0/bans', 'address', count => ({ address: ones(count) }), [1, 64], [0, 65]),
  bounds('PUT /gateways/0/login', 'user', count => ({ user: ones(count) }), [1, 64], [0, 65]),
  bounds('PUT /gateways/0/login', 'password', count => ({ password: ones(count) }), [0, 64], [65]),
  bounds('PUT /gateways/0/push', 'url', count => ({ url: `http://a/${ones(count)}` }), [2039], [2040]),
  bounds(
    'PUT /gateways/0/push',
    'events',
    events => ({ url: '', events }),
    [[], ['sms', 'cdr']],
    [['sms', 'sms']],
  ),
  bounds('PUT /gateways/0/faults', 'body', count => copies(count, { kind: 'lost' }), [0, 100], [101]),
  bounds('PUT /gateways/0/faults', '0.path', count => fault({ path: ones(count) }), [0, 100], [101]),
  bounds('PUT /gateways/0/faults', '0.times', times => fault({ times }), [1, MILLION], [0, MILLION + 1]),
  bounds(
    'PUT /gateways/0/faults',
    '0.inThousand',
    inThousand => fault({ inThousand }),
    [0, 1000],
    [-1, 1001],
  ),
  bounds('PATCH /gateways/0/ports/0', 'signal', signal => ({ signal }), [0, 31], [-1, 32]),
  bounds('PATCH /gateways/0/ports/0', 'slot', slot => ({ slot }), [3, 0], [-1, 4]),
  bounds('POST /gateways/0/ports/0/calls', 'from', count => ({ from: ones(count) }), [1, 24], [0, 25]),
  bounds(
    'POST /gateways/0/ports/0/calls',
    'seconds',
    seconds => ({ from: '1', seconds }),
    [0, 86_400],
    [-1, 86_401],
  ),
  bounds('POST /gateways/0/ports/0/calls', 'cause', cause => ({ from: '1', cause }), [1, 127], [0, 128]),
  bounds('POST /incoming', 'body', count => copies(count, message({})[0]), [1, 10_000], [0, 10_001]),
  bounds('POST /incoming', '0.from', count => message({ from: ones(count) }), [1, 24], [0, 25]),
  bounds('POST /incoming', '0.text', count => message({ text: ones(count) }), [0, 10_000], [10_001]),
  bounds('POST /incoming', '0.port', port => message({ port }), [0, 31], [-1, 32]),
  bounds('POST /incoming', '0.gateway', own => message({ gateway: own }), [0], [-1, 10_000]),
  bounds('PATCH /air', 'rules', count => ({ rules: copies(count, {}) }), [0, 1000], [1001]),
  bounds('PATCH /air', 'rules.0.times', times => rule({ times }), [0, MILLION], [-1, MILLION + 1]),
  bounds('PATCH /air', 'rules.0.refuse', refuse => rule({ refuse }), [1, 127], [0, 128]),
  bounds('PATCH /air', 'rules.0.status', status => rule({ status }), [0, 255], [-1, 256]),
  bounds('PATCH /air', 'rules.0.delay', delay => rule({ delay }), [0, DAY], [-1, DAY + 1]),
  bounds(
    'PATCH /air',
    'rules.0.match.gateway',
    own => rule({ match: { gateway: own } }),
    [0, 9999],
    [-1, 10_000],
  ),
  bounds('PATCH /air', 'rules.0.match.port', port => rule({ match: { port } }), [0, 31], [-1, 32]),
  bounds('PATCH /air', 'refusedInThousand', n => ({ refusedInThousand: n }), [1000, 0], [-1, 1001]),
  bounds('PATCH /air', 'airTime.maximum', maximum => ({ airTime: { minimum: 5, maximum } }), [5], [4]),
  bounds(
    'PATCH /air',
    'deliveryTime.maximum',
    maximum => ({ deliveryTime: { minimum: 5, maximum } }),
    [5],
    [4],
  ),
  bounds('PUT /ussd-services', 'body', count => copies(count, { code: '1', reply: '' }), [0, 1000], [1001]),
  bounds('PUT /ussd-services', '0.code', count => [{ code: ones(count), reply: '' }], [1, 182], [0, 183]),
];

const queries: readonly [member: string, taken: readonly number[], refused: readonly number[]][] = [
  ['after', [1, 12], [0, 13]],
  ['number', [1, 24], [0, 25]],
  ['from', [1, 24], [0, 25]],
  ['text', [0, 2000], [2001]],
];

describe('a value at its bound is taken, and one beyond it refused', () => {
  let bench: TestFleet;
  before(async () => {
    bench = await testFleet({ ports: 32 });
  });
  after(() => bench[Symbol.asyncDispose]());

  for (const { method, url, field, taken, refused } of rows)
    test(`${method} ${url}: ${field}`, async () => {
      const answers = [];
      for (const body of [...taken, ...refused]) answers.push(await bench.control(method, url, body));
      assert.deepEqual(
        answers.map(({ status }) => status),
        [...taken.map(() => 200), ...refused.map(() => 400)],
      );
      for (const answer of answers.slice(taken.length))
        assert.equal((answer.body as { field: string }).field, field);
    });

  for (const [member, taken, refused] of queries)
    test(`GET /record/messages: ${member}`, async () => {
      const statuses = [];
      for (const count of [...taken, ...refused])
        statuses.push((await bench.control('GET', `/record/messages?${member}=${ones(count)}`)).status);
      assert.deepEqual(statuses, [...taken.map(() => 200), ...refused.map(() => 400)]);
    });
});
