/** The SDK against original hardware, as the virtual fleet plays it: each habit beside the document, and the answer that a caller gets. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Client, createClient } from '../../packages/api/src/index.ts';
import { type Fleet, type QuirkChanges, quirkTable, startFleet } from '../../packages/simulator/src/index.ts';

type Quirk = keyof typeof quirkTable;

interface Row {
  readonly quirk: Quirk;
  /** The switch as this row wants it; absent: as hardware of 2021 has it. */
  readonly value?: unknown;
  readonly about: string;
  readonly check: (client: Client, fleet: Fleet) => Promise<void>;
}

const hello = { text: 'Hello', param: [{ number: '10086', user_id: 7 }] };

async function refusedWith(code: number, calling: Promise<{ ok: boolean; error?: unknown }>): Promise<void> {
  const { ok, error } = await calling;
  assert.deepEqual([ok, (error as { code?: number }).code], [false, code]);
}

async function sends(client: Client): Promise<void> {
  assert.equal((await client.orThrow.sendSms(hello)).error_code, 202);
}

async function asksPorts(client: Client): Promise<void> {
  const { info } = await client.orThrow.getPortInfo({ port: [0, 1], info_type: ['imei', 'reg'] });
  assert.deepEqual(
    info.map(({ port }) => port),
    [0, 1],
  );
}

async function inTurn(client: Client): Promise<void> {
  await Promise.all([sends(client), asksPorts(client), sends(client)]);
}

/** Sends and asks until the hardware has a result. */
async function resultOf(client: Client, userId: number) {
  for (;;) {
    const { result } = await client.orThrow.querySmsResult({ user_id: [userId] });
    const [first] = result;
    if (first !== undefined && first.status !== 'SENDING') return first;
  }
}

const rows: readonly Row[] = [
  { quirk: 'auth', about: 'Digest alone', check: sends },
  { quirk: 'auth', value: 'basic', about: 'Basic alone', check: sends },
  { quirk: 'nonceUnchecked', value: false, about: 'a nonce is checked', check: inTurn },
  {
    quirk: 'emptyPostCloses',
    about: 'no POST is without a body',
    check: async client => {
      assert.deepEqual((await client.orThrow.querySmsResult()).result, []);
      assert.ok((await client.getStatus({})).ok);
    },
  },
  { quirk: 'commaRefused', about: 'commas of a query are encoded', check: asksPorts },
  {
    quirk: 'banAfter',
    value: 2,
    about: 'a wrong password is tried once a call, and a ban is no puzzle',
    check: async (_, fleet) => {
      const wrong = createClient({
        baseUrl: fleet.urlOf(0),
        user: 'admin',
        password: 'wrong',
        device: 'original',
      });
      const first = await wrong.querySmsInQueue();
      assert.deepEqual([first.ok, !first.ok && first.error.kind], [false, 'unauthorized']);
      let last = first;
      for (let call = 0; call < 3; call++) last = await wrong.querySmsInQueue();
      assert.deepEqual(
        [last.ok, !last.ok && [last.error.kind, last.error.mayBeDone]],
        [false, ['unexpected', false]],
      );
    },
  },
  {
    quirk: 'probesCount',
    value: true,
    about: 'a call after the first brings its credentials along',
    check: async client => {
      for (let call = 0; call < 8; call++) await asksPorts(client);
    },
  },
  { quirk: 'oneConnection', about: 'calls go one at a time', check: inTurn },
  { quirk: 'answerTime', value: 60, about: 'a slow answer is waited for', check: sends },
  { quirk: 'connectionCloses', about: 'an answer that ends with its connection is whole', check: sends },
  { quirk: 'connectionCloses', value: false, about: 'and one of a connection that stays', check: sends },
  {
    quirk: 'getRefused',
    about: 'call records are asked for by POST',
    check: async client => {
      assert.deepEqual((await client.orThrow.getCdr()).cdr, []);
    },
  },
  {
    quirk: 'emptyAnswers',
    value: 500,
    about: 'a question that got nothing is asked again, a message is not sent again',
    check: async client => {
      const questions = await Promise.all(Array.from({ length: 20 }, () => client.querySmsInQueue()));
      assert.ok(questions.filter(({ ok }) => ok).length > 10);
      const sent = await Promise.all(Array.from({ length: 20 }, () => client.sendSms(hello)));
      const lost = sent.filter(one => !one.ok);
      assert.ok(lost.length > 0);
      for (const one of lost) assert.ok(!one.ok && one.error.mayBeDone);
    },
  },
  { quirk: 'serialInAnswers', value: false, about: 'answers without sn', check: sends },
  {
    quirk: 'imsiInAnswers',
    value: false,
    about: 'results without imsi',
    check: async client => {
      await sends(client);
      assert.equal((await resultOf(client, 7)).number, '10086');
    },
  },
  {
    quirk: 'userIdAsInteger',
    about: 'user ids are numbers',
    check: async client => {
      await sends(client);
      assert.equal((await resultOf(client, 7)).user_id, 7);
    },
  },
  {
    quirk: 'mostRecipients',
    value: 1,
    about: 'too many recipients',
    check: client =>
      refusedWith(413, client.sendSms({ text: 'x', param: [{ number: '1' }, { number: '2' }] })),
  },
  {
    quirk: 'mostNumbers',
    value: 1,
    about: 'too many numbers',
    check: client => refusedWith(413, client.querySmsResult({ number: ['1', '2'] })),
  },
  {
    quirk: 'mostUserIds',
    value: 1,
    about: 'too many user ids',
    check: client => refusedWith(413, client.querySmsResult({ user_id: [1, 2] })),
  },
  {
    quirk: 'queueLimit',
    value: 1,
    about: 'a full queue',
    check: client =>
      refusedWith(413, client.sendSms({ text: 'x', param: [{ number: '1' }, { number: '2' }] })),
  },
  {
    quirk: 'noPortCode',
    about: 'no usable port',
    check: client => refusedWith(550, client.sendSms({ ...hello, port: [31] })),
  },
  {
    quirk: 'noPortCode',
    value: '500',
    about: 'no usable port in 2014',
    check: client => refusedWith(500, client.sendSms({ ...hello, port: [31] })),
  },
  {
    quirk: 'idempotencyKey',
    value: true,
    about: 'no key travels, for others would send twice',
    check: async client => {
      const tasks = [
        await client.orThrow.sendSms(hello, { idempotencyKey: 'a' }),
        await client.orThrow.sendSms(hello, { idempotencyKey: 'a' }),
      ];
      assert.notEqual(tasks[0]?.task_id, tasks[1]?.task_id);
    },
  },
  {
    quirk: 'queueAlias',
    about: 'the name that all hardware knows',
    check: async client => {
      assert.equal((await client.orThrow.querySmsInQueue()).error_code, 200);
    },
  },
  {
    quirk: 'apiDisabled',
    value: true,
    about: 'an API that is switched off',
    check: async client => {
      const { ok, ...rest } = await client.querySmsInQueue();
      const { error } = rest as { error: { kind: string; status: number } };
      assert.deepEqual([ok, error.kind, error.status], [false, 'unexpected', 404]);
    },
  },
  {
    quirk: 'resultColon',
    value: true,
    about: 'the colon within a key',
    check: async client => {
      assert.deepEqual((await client.orThrow.sendUssd({ port: [0], text: '*100#' })).result, [
        { port: 0, status: 200 },
      ]);
    },
  },
  {
    quirk: 'requestId',
    value: true,
    about: 'an answer of send_ussd with more',
    check: async client => {
      assert.deepEqual((await client.orThrow.sendUssd({ port: [0], text: '*100#' })).result, [
        { port: 0, status: 200 },
      ]);
    },
  },
  {
    quirk: 'blankReply',
    value: true,
    about: 'no USSD text yet',
    check: async client => {
      assert.deepEqual((await client.orThrow.queryUssdReply({ port: [0] })).reply, [{ port: 0, text: '' }]);
    },
  },
  { quirk: 'infoTypeMissing404', about: 'kinds of information are always named', check: asksPorts },
  {
    quirk: 'unknownPortFails',
    about: 'a port that the model lacks',
    check: client => refusedWith(400, client.getPortInfo({ port: [31], info_type: ['reg'] })),
  },
  {
    quirk: 'remainTypes',
    value: false,
    about: 'information of later hardware',
    check: client => refusedWith(400, client.getPortInfo({ info_type: ['remain_credit'] })),
  },
  {
    quirk: 'resetWantsParam',
    about: 'a reset without param',
    check: async client => {
      assert.ok((await client.setPortInfo({ port: 1, action: 'reset' })).ok);
    },
  },
  {
    quirk: 'numbersUnknown',
    value: true,
    about: 'a SIM whose number nobody knows',
    check: async client => {
      const { info } = await client.orThrow.getPortInfo({ port: [0], info_type: ['number'] });
      assert.deepEqual(info, [{ port: 0, number: '' }]);
    },
  },
  {
    quirk: 'cdrUnderInfo',
    value: true,
    about: 'call records under another key',
    check: async client => {
      assert.deepEqual((await client.orThrow.getCdr()).cdr, []);
    },
  },
  {
    quirk: 'cdrPortRefused',
    about: 'call records of one port',
    check: async client => {
      assert.deepEqual((await client.orThrow.getCdr({ port: [0] })).cdr, []);
    },
  },
  {
    quirk: 'trailingCommas',
    value: true,
    about: 'lists with a comma behind the last',
    check: async client => {
      await sends(client);
      assert.equal((await resultOf(client, 7)).number, '10086');
    },
  },
];

/** No client sees these, or sees nothing that it could read in another way. */
const elsewhere: Partial<Record<Quirk, string>> = {
  banTime: 'the length of a ban',
  handshakeTime: 'of TLS; the limit of a call is 30 seconds',
  questionMarks: 'on the phone of the recipient',
  cdrReason: 'a key more, which is given on',
  clockOffset: 'a caller who filters by time reads the clock of the hardware first',
  resultsLostOnReboot: 'nothing is in the answer then',
  inboxLostOnReboot: 'nothing is in the answer then',
  referenceRange: 'a number among the answers',
  resultsKept: 'nothing is in the answer then',
  inboxKept: 'nothing is in the answer then',
  pushUserId: 'of the push receiver (push-receiver.test.ts)',
  pushSecret: 'of the push receiver (push-receiver.test.ts)',
  pushTries: 'of the push receiver (push-receiver.test.ts)',
  pushRepeats: 'of the push receiver (push-receiver.test.ts)',
  registerNull: 'of the push receiver (push-receiver.test.ts)',
};

describe('the SDK and original hardware', { timeout: 120_000 }, () => {
  for (const { quirk, value, about, check } of rows)
    test(`${quirk}${value === undefined ? '' : ` ${String(value)}`}: ${about}`, async () => {
      const quirks = { answerTime: 1, ...(value !== undefined && { [quirk]: value }) } as QuirkChanges;
      const instant = { minimum: 0, maximum: 0 };
      const fleet = await startFleet({
        ...{ gateways: 1, ports: 4, addressing: 'path', quirks },
        air: { airTime: instant, deliveryTime: instant },
      });
      try {
        const baseUrl = fleet.urlOf(0);
        const wait = async () => {};
        await check(
          createClient({ baseUrl, user: 'admin', password: 'admin', device: 'original', wait }),
          fleet,
        );
      } finally {
        await fleet.close();
      }
    });

  test('no habit of the fleet is left out', () => {
    const named = new Set<string>([...rows.map(({ quirk }) => quirk), ...Object.keys(elsewhere)]);
    assert.deepEqual(
      Object.keys(quirkTable).filter(name => !named.has(name)),
      [],
    );
  });
});
