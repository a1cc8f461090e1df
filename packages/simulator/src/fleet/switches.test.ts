/** Every switch of docs/virtual-fleet.md, on and off, seen from a client. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { type QuirkChanges, quirksOf, quirkTable } from './quirks.ts';
import { SERIAL, type TestFleet, testFleet } from './test-fleet.ts';

const message = { text: 'a', param: [{ number: '491701', user_id: 7 }] };
const basicLogin = `Basic ${Buffer.from('admin:admin').toString('base64')}`;

type Probe = (bench: TestFleet) => Promise<unknown>;

async function code(bench: TestFleet, path: string, body?: unknown) {
  return (await bench.ask(path, body)).error_code;
}

/** Digest over the target, with any nonce. */
function digest(uri: string, nonce = 'abc', password = 'admin'): string {
  const md5 = (text: string) => createHash('md5').update(text).digest('hex');
  const response = md5(`${md5(`admin:Web Server:${password}`)}:${nonce}:${md5(`GET:${uri}`)}`);
  return `Digest username="admin", realm="Web Server", nonce="${nonce}", uri="${uri}", response="${response}"`;
}

async function status(bench: TestFleet, path: string, Authorization: string) {
  return (await bench.fetch(path, { headers: { Authorization } })).status;
}

/** The keys of a result after send_sms. */
function resultOf(key: string, param: object = { number: '1', user_id: 7 }): Probe {
  return async bench => {
    await bench.ask('/api/send_sms', { text: 'a', param: [param] });
    const { result } = await bench.ask('/api/query_sms_result', {});
    return (result as Record<string, unknown>[])[0]?.[key];
  };
}

async function timesOfBan(bench: TestFleet) {
  const statuses: number[] = [];
  for (const password of ['x', 'y', 'admin']) {
    statuses.push(await status(bench, '/api/query_sms_in_queue', digest('/', 'abc', password)));
  }
  await bench.clock.advance(500);
  return [...statuses, await status(bench, '/api/query_sms_in_queue', basicLogin)];
}

async function afterRestart(bench: TestFleet) {
  await bench.ask('/api/send_sms', message);
  await bench.control('POST', '/incoming', [{ from: '1', text: 'a', gateway: 0, port: 0 }]);
  await bench.control('POST', '/gateways/0/restart', { milliseconds: 1000 });
  await bench.clock.advance(1000);
  const { result } = await bench.ask('/api/query_sms_result', {});
  const { sms } = await bench.ask('/api/query_incoming_sms?flag=all');
  await bench.control('POST', '/incoming', [{ from: '1', text: 'b', gateway: 0, port: 0 }]);
  const { sms: later } = await bench.ask('/api/query_incoming_sms?flag=all');
  const next = (later as { incoming_sms_id: number }[]).at(-1)?.incoming_sms_id;
  return [(result as unknown[]).length, (sms as unknown[]).length, next];
}

async function kept(bench: TestFleet) {
  for (const number of ['1', '2', '3']) {
    await bench.ask('/api/send_sms', { text: 'a', param: [{ number }] });
    await bench.control('POST', '/incoming', [{ from: number, text: 'a', gateway: 0, port: 0 }]);
  }
  const { result } = await bench.ask('/api/query_sms_result', {});
  const { sms } = await bench.ask('/api/query_incoming_sms?flag=all');
  return [(result as unknown[]).length, (sms as unknown[]).length];
}

interface Row {
  readonly quirks: QuirkChanges;
  readonly probe: Probe;
  readonly seen: unknown;
}

const REFUSED_BODY = `{"error_code":400,"sn":"${SERIAL}"}`;
const ussd = { port: [0], text: '*100#' };
const ussdKeys: Probe = async bench => Object.keys(await bench.ask('/api/send_ussd', ussd));
const portKeys: Probe = async bench => {
  const { info } = await bench.ask('/api/get_port_info?info_type=number,reg&port=0');
  return (info as Record<string, unknown>[])[0]?.number;
};
const cdr: Probe = async bench => {
  await bench.control('POST', '/gateways/0/ports/1/calls', { from: '4917' });
  const answer = await bench.ask('/api/get_cdr', {});
  const list = (answer.cdr ?? answer.info) as Record<string, unknown>[];
  return [Object.keys(answer).at(-1), list[0]?.reason];
};
const digestOnly: Probe = async bench => [
  await status(bench, '/api/query_sms_in_queue', basicLogin),
  await status(bench, '/api/query_sms_in_queue', digest('/x')),
];
const twoSends: Probe = async bench => {
  const headers = { 'Idempotency-Key': 'one' };
  const init = { method: 'POST', body: JSON.stringify(message), headers };
  return [
    JSON.parse((await bench.fetch('/api/send_sms', init)).text).task_id,
    JSON.parse((await bench.fetch('/api/send_sms', init)).text).task_id,
  ];
};
const keepAlive: Probe = async bench => {
  const response = await fetch(`${bench.fleet.urlOf(0)}/api/query_sms_in_queue`, {
    headers: { Authorization: basicLogin },
  });
  await response.text();
  return [response.headers.get('connection'), response.headers.has('content-length')];
};
const emptyPost: Probe = bench =>
  bench.fetch('/api/query_sms_in_queue', { method: 'POST' }).then(
    ({ status: code }) => code,
    () => 'closed',
  );
const references: Probe = async bench => {
  for (const _ of [1, 2, 3]) await bench.ask('/api/send_sms', { ...message, port: [0] });
  await bench.clock.advance(9000);
  const { result } = await bench.ask('/api/query_sms_result', {});
  return (result as { ref_id: number }[]).map(({ ref_id }) => ref_id);
};
const heard: Probe = async bench => {
  await bench.ask('/api/send_sms', { text: 'é я', encoding: 'gsm-7bit', param: [{ number: '1' }] });
  return bench.fleet.world.record.messages()[0]?.text;
};

const rows: Readonly<Record<string, readonly Row[]>> = {
  auth: [
    { quirks: { auth: 'digest' }, probe: digestOnly, seen: [401, 200] },
    { quirks: { auth: 'basic' }, probe: digestOnly, seen: [200, 401] },
    { quirks: { auth: 'both' }, probe: digestOnly, seen: [200, 200] },
  ],
  nonceUnchecked: [true, false].map(nonceUnchecked => ({
    quirks: { nonceUnchecked },
    probe: bench => status(bench, '/api/query_sms_in_queue', digest('/x')),
    seen: nonceUnchecked ? 200 : 401,
  })),
  emptyPostCloses: [
    { quirks: { emptyPostCloses: true }, probe: emptyPost, seen: 'closed' },
    { quirks: { emptyPostCloses: false }, probe: emptyPost, seen: 200 },
  ],
  commaRefused: [true, false].map(commaRefused => ({
    quirks: { commaRefused },
    probe: async bench => {
      const last = '/api/get_port_info?info_type=reg&port=0,1';
      const first = '/api/get_port_info?port=0,1&info_type=reg';
      return [await status(bench, last, digest(last)), await status(bench, first, digest(first))];
    },
    seen: [commaRefused ? 401 : 200, 200],
  })),
  banAfter: [
    { quirks: { banAfter: 2, banTime: 500 }, probe: timesOfBan, seen: [401, 401, 403, 200] },
    { quirks: { banAfter: 0 }, probe: timesOfBan, seen: [401, 401, 200, 200] },
  ],
  banTime: [{ quirks: { banAfter: 2, banTime: 600 }, probe: timesOfBan, seen: [401, 401, 403, 403] }],
  probesCount: [true, false].map(probesCount => ({
    quirks: { probesCount, banAfter: 1 },
    probe: async bench => {
      await fetch(`${bench.fleet.urlOf(0)}/api/query_sms_in_queue`);
      return status(bench, '/api/query_sms_in_queue', basicLogin);
    },
    seen: probesCount ? 403 : 200,
  })),
  connectionCloses: [
    { quirks: { connectionCloses: true }, probe: keepAlive, seen: ['close', false] },
    { quirks: { connectionCloses: false }, probe: keepAlive, seen: ['keep-alive', true] },
  ],
  getRefused: [true, false].map(getRefused => ({
    quirks: { getRefused },
    probe: bench => status(bench, '/api/get_cdr', basicLogin),
    seen: getRefused ? 403 : 200,
  })),
  emptyAnswers: [0, 1000].map(emptyAnswers => ({
    quirks: { emptyAnswers },
    probe: async bench => (await bench.fetch('/api/query_sms_in_queue')).text === '',
    seen: emptyAnswers === 1000,
  })),
  serialInAnswers: [true, false].map(serialInAnswers => ({
    quirks: { serialInAnswers },
    probe: async bench => Object.keys(await bench.ask('/api/query_sms_in_queue')),
    seen: serialInAnswers ? ['error_code', 'sn', 'in_queue'] : ['error_code', 'in_queue'],
  })),
  imsiInAnswers: [
    { quirks: { imsiInAnswers: true }, probe: resultOf('imsi'), seen: '001010000000000' },
    { quirks: { imsiInAnswers: false }, probe: resultOf('imsi'), seen: undefined },
  ],
  userIdAsInteger: [
    {
      quirks: { userIdAsInteger: true },
      probe: resultOf('user_id', { number: '1', user_id: '42' }),
      seen: 42,
    },
    { quirks: { userIdAsInteger: true }, probe: resultOf('user_id', { number: '1' }), seen: 0 },
    {
      quirks: { userIdAsInteger: false },
      probe: resultOf('user_id', { number: '1', user_id: '42' }),
      seen: '42',
    },
    { quirks: { userIdAsInteger: false }, probe: resultOf('user_id', { number: '1' }), seen: null },
  ],
  mostRecipients: [1, 2].map(mostRecipients => ({
    quirks: { mostRecipients },
    probe: bench => code(bench, '/api/send_sms', { text: 'a', param: [{ number: '1' }, { number: '2' }] }),
    seen: mostRecipients === 2 ? 202 : 413,
  })),
  mostNumbers: [1, 2].map(mostNumbers => ({
    quirks: { mostNumbers },
    probe: bench => code(bench, '/api/query_sms_deliver_status', { number: ['1', '2'] }),
    seen: mostNumbers === 2 ? 200 : 413,
  })),
  mostUserIds: [0, 1].map(mostUserIds => ({
    quirks: { mostUserIds },
    probe: bench => code(bench, '/api/query_sms_result', { user_id: [1, 2] }),
    seen: mostUserIds === 0 ? 200 : 413,
  })),
  queueLimit: [0, 1].map(queueLimit => ({
    quirks: { queueLimit },
    probe: bench => code(bench, '/api/send_sms', { text: 'a', param: [{ number: '1' }, { number: '2' }] }),
    seen: queueLimit === 0 ? 202 : 413,
  })),
  noPortCode: (['550', '500'] as const).map(noPortCode => ({
    quirks: { noPortCode },
    probe: bench => code(bench, '/api/send_sms', { ...message, port: [9] }),
    seen: Number(noPortCode),
  })),
  idempotencyKey: [
    { quirks: { idempotencyKey: true }, probe: twoSends, seen: [1, 1] },
    { quirks: { idempotencyKey: false }, probe: twoSends, seen: [1, 2] },
  ],
  queueAlias: [true, false].map(queueAlias => ({
    quirks: { queueAlias },
    probe: bench => status(bench, '/api/query_sms_queue', basicLogin),
    seen: queueAlias ? 200 : 404,
  })),
  apiDisabled: [true, false].map(apiDisabled => ({
    quirks: { apiDisabled },
    probe: bench => status(bench, '/api/query_sms_in_queue', basicLogin),
    seen: apiDisabled ? 404 : 200,
  })),
  questionMarks: [
    { quirks: { questionMarks: true }, probe: heard, seen: 'é ?' },
    { quirks: { questionMarks: false }, probe: heard, seen: 'é я' },
  ],
  resultColon: [
    { quirks: { resultColon: true }, probe: ussdKeys, seen: ['error_code', 'sn', 'result:'] },
    { quirks: { resultColon: false }, probe: ussdKeys, seen: ['error_code', 'sn', 'result'] },
  ],
  requestId: [
    { quirks: { requestId: true }, probe: ussdKeys, seen: ['error_code', 'sn', 'request_id', 'result'] },
  ],
  blankReply: [true, false].map(blankReply => ({
    quirks: { blankReply },
    probe: async bench => (await bench.ask('/api/query_ussd_reply?port=1')).reply,
    seen: [{ port: 1, text: blankReply ? ' ' : '' }],
  })),
  infoTypeMissing404: [
    {
      quirks: { infoTypeMissing404: true },
      probe: bench => status(bench, '/api/get_port_info', basicLogin),
      seen: 404,
    },
    {
      quirks: { infoTypeMissing404: false },
      probe: async bench => (await bench.fetch('/api/get_port_info')).text,
      seen: REFUSED_BODY,
    },
  ],
  unknownPortFails: [true, false].map(unknownPortFails => ({
    quirks: { unknownPortFails },
    probe: bench => code(bench, '/api/get_port_info?info_type=reg&port=0,31'),
    seen: unknownPortFails ? 400 : 200,
  })),
  remainTypes: [true, false].map(remainTypes => ({
    quirks: { remainTypes },
    probe: bench => code(bench, '/api/get_port_info?info_type=remain_credit'),
    seen: remainTypes ? 200 : 400,
  })),
  resetWantsParam: [true, false].map(resetWantsParam => ({
    quirks: { resetWantsParam },
    probe: bench => code(bench, '/api/set_port_info?port=0&action=reset'),
    seen: resetWantsParam ? 400 : 200,
  })),
  numbersUnknown: [
    { quirks: { numbersUnknown: true }, probe: portKeys, seen: '' },
    { quirks: { numbersUnknown: false }, probe: portKeys, seen: '+8820300000000' },
  ],
  cdrReason: [
    { quirks: { cdrReason: true }, probe: cdr, seen: ['cdr', 'NORMAL HANG UP'] },
    { quirks: { cdrReason: false }, probe: cdr, seen: ['cdr', undefined] },
  ],
  cdrUnderInfo: [{ quirks: { cdrUnderInfo: true, cdrReason: false }, probe: cdr, seen: ['info', undefined] }],
  cdrPortRefused: [true, false].map(cdrPortRefused => ({
    quirks: { cdrPortRefused },
    probe: bench => code(bench, '/api/get_cdr', { port: [2] }),
    seen: cdrPortRefused ? 400 : 200,
  })),
  trailingCommas: [true, false].map(trailingCommas => ({
    quirks: { trailingCommas },
    probe: async bench => {
      await bench.ask('/api/send_sms', message);
      return (await bench.fetch('/api/query_sms_result', { method: 'POST', body: '{}' })).text.slice(-4);
    },
    seen: trailingCommas ? '},]}' : '"}]}',
  })),
  clockOffset: [
    { quirks: { clockOffset: 91_800_000 }, probe: resultOf('time'), seen: '2025-01-02 13:30:00' },
    { quirks: { clockOffset: -3_600_000 }, probe: resultOf('time'), seen: '2025-01-01 11:00:00' },
  ],
  resultsLostOnReboot: [
    { quirks: { resultsLostOnReboot: true }, probe: afterRestart, seen: [0, 1, 2] },
    { quirks: { resultsLostOnReboot: false }, probe: afterRestart, seen: [1, 1, 2] },
  ],
  inboxLostOnReboot: [{ quirks: { inboxLostOnReboot: true }, probe: afterRestart, seen: [0, 0, 1] }],
  referenceRange: [
    { quirks: { referenceRange: 2 }, probe: references, seen: [0, 1, 0] },
    { quirks: { referenceRange: 256 }, probe: references, seen: [0, 1, 2] },
  ],
  resultsKept: [{ quirks: { resultsKept: 1 }, probe: kept, seen: [1, 3] }],
  inboxKept: [{ quirks: { inboxKept: 1 }, probe: kept, seen: [3, 1] }],
};

/** Tested by time or by pushes: requests.test.ts and push/push.test.ts. */
const elsewhere = [
  'oneConnection',
  'answerTime',
  'handshakeTime',
  'pushUserId',
  'pushSecret',
  'pushTries',
  'pushRepeats',
  'registerNull',
];

test('every switch is tried here or there', () => {
  assert.deepEqual([...Object.keys(rows), ...elsewhere].sort(), Object.keys(quirkTable).sort());
});

describe('a switch', () => {
  for (const [name, tries] of Object.entries(rows)) {
    for (const { quirks, probe, seen } of tries) {
      test(`${name} ${JSON.stringify(quirks)}`, async () => {
        await using own = await testFleet({ quirks });
        assert.deepEqual(await probe(own), seen);
      });
    }
  }

  test('changes while the fleet runs, for the gateways that are named', async () => {
    await using bench = await testFleet();
    assert.equal((await bench.control('PATCH', '/gateways/0/quirks', { apiDisabled: true })).status, 200);
    assert.equal(await status(bench, '/api/query_sms_in_queue', basicLogin), 404);
    await bench.control('PATCH', '/gateways/all/quirks', { apiDisabled: false });
    assert.equal(await status(bench, '/api/query_sms_in_queue', basicLogin), 200);
    assert.deepEqual(bench.fleet.world.gateways[0]?.quirks, {
      ...quirksOf('2021'),
      auth: 'both',
      answerTime: 0,
    });
  });
});
