/** Each setting of the group `sms`, with its default and with another value: what a message comes to under both. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { SmsConfig } from '../config/schema.ts';
import type { SubmitOutcome } from '../modem/modem.ts';
import { type Bench, collect, defaultSms, delivers, openBench, statusReport } from './testing.ts';

const NUMBER = '+491700000001';
const refusal: SubmitOutcome = {
  kind: 'refused',
  refusal: { source: 'cms', code: 38, text: 'for now', permanent: false },
};
const doubt: SubmitOutcome = { kind: 'inDoubt', reason: 'silence', late: Promise.resolve(undefined) };

async function status(bench: Bench): Promise<string | undefined> {
  return (await collect(bench.messages.results({})))[0]?.status;
}

/** Milliseconds between the tries of a message that is always refused, its delays at three quarters of their full length. */
async function triesOf(bench: Bench): Promise<number> {
  bench.port(0).answer = () => refusal;
  await bench.send([NUMBER]);
  await bench.pass(200);
  return bench.carried.length;
}

async function statusAfterReport(bench: Bench, tpStatus: number): Promise<string | undefined> {
  await bench.send([NUMBER]);
  await bench.quiet();
  await bench.receive(0, statusReport({ reference: 1, status: tpStatus, centreTime: bench.clock.now() }));
  return status(bench);
}

/** A message in doubt that the service centre took 200 s after its hand-over, by a clock that another report has shown. */
async function statusAfterLateReport(bench: Bench): Promise<string | undefined> {
  bench.port(0).answer = (_tpdu, count) => (count === 1 ? doubt : { kind: 'accepted', reference: 2 });
  await bench.send([NUMBER]);
  await bench.quiet();
  const handedOver = bench.clock.now();
  bench.clock.advance(201_000);
  await bench.send(['+491700000002']);
  await bench.quiet();
  const known = { reference: 2, recipient: '+491700000002', centreTime: bench.clock.now() };
  await bench.receive(0, statusReport(known));
  await bench.receive(0, statusReport({ reference: 1, centreTime: handedOver + 200_000 }));
  return status(bench);
}

async function statusAfterDoubt(bench: Bench, asksReport: boolean): Promise<string | undefined> {
  bench.port(0).answer = () => doubt;
  await bench.send([NUMBER], { statusReport: asksReport });
  await bench.skip(3600);
  await bench.skip(30);
  return status(bench);
}

type Observe = (bench: Bench) => Promise<unknown>;

type Row = {
  [Name in keyof SmsConfig]: readonly [
    name: Name,
    observe: Observe,
    withDefault: unknown,
    other: SmsConfig[Name],
    withOther: unknown,
  ];
}[keyof SmsConfig];

async function firstTpdu(bench: Bench, text: string) {
  await bench.send([NUMBER], { text });
  await bench.quiet();
  return bench.carried[0]?.tpdu ?? assert.fail();
}

async function answerTo(bench: Bench, number: string, text: string): Promise<number> {
  const answer = await bench.send([number], { text });
  return answer.ok ? 202 : answer.code;
}

const rows: readonly Row[] = [
  [
    'validity',
    async bench => (await firstTpdu(bench, 'a')).validityPeriod,
    // 23.040 9.2.3.12.1: three days, and an hour.
    { format: 'relative', value: 169 },
    60,
    { format: 'relative', value: 11 },
  ],
  [
    'referenceWidth',
    async bench => (await firstTpdu(bench, 'x'.repeat(200))).userData.header[0]?.data.length,
    3,
    16,
    4,
  ],
  ['nationalTables', async bench => (await firstTpdu(bench, 'ş')).dataCodingScheme, 0x08, [1], 0x00],
  ['refuseUnencodable', bench => answerTo(bench, NUMBER, 'ж'), 202, true, 400],
  ['deliveredStatuses', bench => statusAfterReport(bench, 1), 'SENT_OK', [0, 1], 'DELIVERED'],
  [
    'queueLimit',
    async bench => {
      bench.port(0).canSend = false;
      return [await answerTo(bench, '01', 'a'), await answerTo(bench, '02', 'a')];
    },
    [202, 202],
    1,
    [202, 413],
  ],
  [
    'waitingAge',
    async bench => {
      bench.port(0).canSend = false;
      await bench.send([NUMBER]);
      await bench.skip(3600);
      await bench.skip(30);
      return status(bench);
    },
    'SENDING',
    3600,
    'FAILED',
  ],
  ['attempts', triesOf, 4, 2, 2],
  ['retryDelay', triesOf, 4, 100, 2],
  ['retryDelayMaximum', triesOf, 4, 16, 6],
  ['inDoubtAge', bench => statusAfterDoubt(bench, true), 'SENDING', 3600, 'FAILED'],
  ['inDoubtAgeWithoutReport', bench => statusAfterDoubt(bench, false), 'FAILED', 7200, 'SENDING'],
  [
    'incompleteAge',
    async bench => {
      const [part] = delivers({ text: 'x'.repeat(200), at: bench.clock.now() });
      await bench.receive(0, part ?? assert.fail());
      await bench.skip(3600);
      await bench.skip(30);
      const { rows: shown } = await bench.messages.inbox({ afterId: 0, flag: 'all' });
      return (await collect(shown)).length;
    },
    0,
    3600,
    1,
  ],
  ['submitDeadline', statusAfterLateReport, 'SENDING', 300, 'DELIVERED'],
  ['emergencyNumbers', bench => answerTo(bench, '112', 'a'), 400, true, 202],
  [
    'recipientOrder',
    async bench => {
      bench.port(0).answer = () => new Promise(() => {});
      bench.port(1).answer = () => new Promise(() => {});
      await bench.send([NUMBER, NUMBER]);
      await bench.quiet();
      return bench.carried.length;
    },
    1,
    false,
    2,
  ],
];

describe('the setting', () => {
  for (const [name, observe, withDefault, other, withOther] of rows)
    test(`sms.${name}: ${JSON.stringify(other)} instead of ${JSON.stringify(defaultSms[name])}`, async t => {
      // Order shows where two ports are free.
      const ports = name === 'recipientOrder' ? 2 : 1;
      const bench = await openBench(t, { ports });
      assert.deepEqual(await observe(bench), withDefault);
      const changed = await openBench(t, { ports, sms: { [name]: other } });
      assert.deepEqual(await observe(changed), withOther);
    });

  test('every one of them is tried here', () => {
    assert.deepEqual(rows.map(([name]) => name).sort(), Object.keys(defaultSms).sort());
  });
});
