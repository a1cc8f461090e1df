/** The rounds of the driver for original hardware, by a clock that stands still, and what it makes of each answer. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, type TestContext, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { type FakeClock, fakeClock } from '@simgate/daemon/testing';
import { callOf, type Heard, noSignal, recordedContext } from '../../testing/recorded-driver.ts';
import { formatDeviceTime } from './device-time.ts';
import { VendorDriver } from './vendor-driver.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const numbers = ['+4915110000001'];

interface Box {
  readonly driver: VendorDriver;
  readonly heard: Heard;
  readonly clock: FakeClock;
  /** The answers by path; a number is a status without a body. */
  readonly answers: Record<string, object | number>;
  /** The requests since the last look: path, with query and body. */
  asked(): string[];
  /** Resolves when the driver rests until a time of the clock. */
  rests(): Promise<void>;
}

interface Known {
  readonly inbox?: number;
  readonly serialNumber?: string;
  /** Milliseconds by which the clock of the box is ahead. */
  readonly ahead?: number;
}

/** A peer that answers as original hardware does, and a driver that is at its first rest. */
async function box(
  t: TestContext,
  known: Known = {},
  answers: Record<string, object | number> = {},
): Promise<Box> {
  const asked: string[] = [];
  const all: Record<string, object | number> = {
    '/api/get_port_info': { error_code: 200, sn: 'a1', info: [] },
    '/api/query_incoming_sms': { error_code: 200, sn: 'a1', sms: [] },
    '/api/query_sms_deliver_status': { error_code: 200, sn: 'a1', result: [] },
    ...answers,
  };
  const peer = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request.setEncoding('utf8')) body += piece;
    const { pathname, search } = new URL(String(request.url), 'http://box');
    asked.push(`${pathname.slice('/api/'.length)}${decodeURIComponent(search)}${body && ` ${body}`}`);
    const answer = all[pathname];
    if (typeof answer === 'number') return response.writeHead(answer).end();
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  await once(peer, 'listening');
  const clock = fakeClock();
  const { context, heard } = recordedContext({
    address: `http://127.0.0.1:${(peer.address() as AddressInfo).port}`,
    ...{ user: 'admin', password: 'secret', clock },
    ...(known.ahead !== undefined && { clockOffsetMs: known.ahead }),
    ...(known.serialNumber !== undefined && { serialNumber: known.serialNumber }),
    ...(known.inbox !== undefined && { memory: new Map([['inbox', String(known.inbox)]]) }),
  });
  const driver = new VendorDriver(context);
  t.after(async () => {
    await driver.close();
    peer.close();
    peer.closeAllConnections();
  });
  const rests = async (): Promise<void> => {
    while (clock.waiting === 0) await turn();
  };
  await rests();
  return { driver, heard, clock, answers: all, asked: () => asked.splice(0), rests };
}

/** Lets time pass until the next round has been made. */
async function pass({ clock, rests }: Box, milliseconds: number): Promise<void> {
  clock.advance(milliseconds);
  await rests();
}

function namesOf(asked: readonly string[]): string[] {
  return asked.map(line => line.split(/[? ]/, 1)[0] ?? '');
}

function received(id: number, at: number, text: string) {
  return {
    ...{ incoming_sms_id: id, port: 2, number: '+4915120000001', smsc: '', text },
    timestamp: formatDeviceTime(at),
  };
}

describe('the driver for original hardware', { timeout: 30_000 }, () => {
  test('asks for ports, inbox and reports at first, is up, and rests for a minute', async t => {
    const at = await box(t);
    assert.deepEqual(namesOf(at.asked()), [
      ...['get_port_info', 'query_incoming_sms', 'query_sms_deliver_status'],
    ]);
    assert.deepEqual(at.heard.states, [['up', '']]);
    assert.equal(at.heard.facts.serialNumber, 'a1');
    at.clock.advance(MINUTE - 1);
    assert.equal(at.clock.waiting, 1);
    await pass(at, 1);
    assert.deepEqual(namesOf(at.asked()), ['get_port_info', 'query_incoming_sms']);
    assert.deepEqual(at.heard.states, [['up', '']], 'it is up once');
  });

  test('asks for reports in every fifth round', async t => {
    const at = await box(t);
    const rounds: boolean[] = [];
    for (let round = 0; round < 11; round += 1) {
      rounds.push(namesOf(at.asked()).includes('query_sms_deliver_status'));
      await pass(at, MINUTE);
    }
    assert.deepEqual(
      rounds.flatMap((has, round) => (has ? [round] : [])),
      [0, 5, 10],
    );
  });

  test('asks for reports of the last half hour, and in every sixtieth round for those of a day, by the clock of the box', async t => {
    const ahead = 7_200_000;
    const at = await box(t, { ahead });
    const reaches: string[] = [];
    for (let round = 0; round <= 65; round += 5) {
      const [asked = ''] = at.asked().filter(line => line.startsWith('query_sms_deliver_status'));
      const since = formatDeviceTime(at.clock.now() + ahead - 30 * MINUTE);
      const day = formatDeviceTime(at.clock.now() + ahead - DAY);
      reaches.push(asked.includes(since) ? 'short' : asked.includes(day) ? 'long' : asked);
      for (let rounds = 0; rounds < 5; rounds += 1) await pass(at, MINUTE);
    }
    assert.deepEqual(reaches, ['long', ...Array(11).fill('short'), 'long', 'short']);
  });

  test('takes what it read before once more, up to the age of a week', async t => {
    const now = fakeClock().now();
    const sms = [received(5, now - 7 * DAY, 'a week'), received(6, now - 7 * DAY + 1000, 'less')];
    const answer = { error_code: 200, sn: 'a1', sms };
    const { heard } = await box(t, { inbox: 7 }, { '/api/query_incoming_sms': answer });
    assert.deepEqual(
      heard.inbound.map(({ text }) => text),
      ['less'],
    );
  });

  test('a push about a port begins the next round at once', async t => {
    const at = await box(t);
    at.asked();
    at.driver.hear('sms');
    assert.equal(at.clock.waiting, 1, 'a push of a message shows all there is');
    at.driver.hear('register');
    await turn();
    await at.rests();
    assert.equal(namesOf(at.asked())[0], 'get_port_info');
  });

  test('the inbox is read behind the last message, and all of it after a start of either side', async t => {
    const at = await box(t, { inbox: 7 });
    const idsAsked = () =>
      at.asked().flatMap(line => /^query_incoming_sms.*?incoming_sms_id\D+(\d+)/.exec(line)?.[1] ?? []);
    assert.deepEqual(idsAsked(), ['0']);
    const now = at.clock.now();
    at.answers['/api/query_incoming_sms'] = {
      ...{ error_code: 200, sn: 'a1' },
      sms: [received(9, now, 'new'), received(8, now - 8 * DAY, 'new, though it is old')],
    };
    await pass(at, MINUTE);
    assert.deepEqual(idsAsked(), ['0'], 'nothing was read behind 7 yet');
    assert.deepEqual(
      at.heard.inbound.map(({ text, at: when }) => [text, Math.round((when - now) / DAY)]),
      [
        ['new', 0],
        ['new, though it is old', -8],
      ],
    );
    assert.equal(at.heard.memory.get('inbox'), '9');
    await pass(at, MINUTE);
    assert.deepEqual(idsAsked(), ['9']);
    at.driver.hear('device');
    await turn();
    await at.rests();
    assert.deepEqual(idsAsked(), ['0']);
    assert.deepEqual(
      at.heard.inbound.slice(-1).map(({ text }) => text),
      ['new'],
      'what was read more than a week ago is not received anew',
    );
  });

  test('another serial number is another gateway: nothing more is asked until a person acts', async t => {
    const at = await box(t, { serialNumber: 'a1' });
    at.asked();
    at.answers['/api/get_port_info'] = { error_code: 200, sn: 'b2', info: [] };
    at.clock.advance(MINUTE);
    await at.heard.until(() => at.heard.states.length > 1);
    assert.deepEqual(at.heard.states.at(-1), [
      ...['refused', 'another gateway answers: serial number b2, not a1'],
    ]);
    const outcome = await at.driver.send(callOf(1, numbers, String), noSignal);
    assert.deepEqual([outcome.kind, 'fault' in outcome && outcome.fault], ['notTaken', 'gateway']);
    assert.equal((await at.driver.settle([1], noSignal)).kind, 'noAnswer');
    assert.equal((await at.driver.pass(client => client.querySmsInQueue())).ok, false);
    assert.deepEqual(namesOf(at.asked()), ['get_port_info']);
  });

  test('one that fails is down, and is asked again after one second, then two', async t => {
    const at = await box(t);
    const whole = at.answers['/api/get_port_info'] ?? {};
    at.answers['/api/get_port_info'] = { error_code: 500, sn: 'a1' };
    await pass(at, MINUTE);
    assert.equal(at.heard.states.at(-1)?.[0], 'down');
    await pass(at, 1000);
    at.asked();
    at.clock.advance(1999);
    assert.equal(at.clock.waiting, 1);
    at.answers['/api/get_port_info'] = whole;
    await pass(at, 1);
    assert.deepEqual(at.heard.states.at(-1), ['up', '']);
  });

  const outcomes: readonly (readonly [answer: object, kind: string, fault?: string])[] = [
    [{ error_code: 202, task_id: 5 }, 'taken'],
    [{ error_code: 400, error: 'param[0].number: must be a number' }, 'notTaken', 'message'],
    [{ error_code: 413 }, 'notTaken', 'message'],
    [{ error_code: 413, error: 'queue is full' }, 'notTaken', 'gateway'],
    [{ error_code: 550 }, 'notTaken', 'port'],
    [{ error_code: 500 }, 'inDoubt'],
    [{ error_code: 404 }, 'inDoubt'],
  ];
  for (const [answer, kind, fault] of outcomes)
    test(`a hand-off that is answered with ${JSON.stringify(answer)} is ${kind}`, async t => {
      const at = await box(t, {}, { '/api/send_sms': { sn: 'a1', ...answer } });
      const outcome = await at.driver.send(callOf(11, numbers, String), noSignal);
      assert.deepEqual([outcome.kind, 'fault' in outcome ? outcome.fault : undefined], [kind, fault]);
    });

  test('a hand-off that was broken off before is not asked for', async t => {
    const at = await box(t);
    at.asked();
    const outcome = await at.driver.send(callOf(11, numbers, String), AbortSignal.abort());
    assert.equal(outcome.kind, 'notTaken');
    assert.deepEqual(at.asked(), []);
  });

  test('results are by user id, and a missing one proves nothing', async t => {
    const row = { port: 0, number: '+4915110000001', time: '2026-01-31 08:00:00', count: 1, succ_count: 1 };
    const result = [
      { ...row, user_id: 11, status: 'SENT_OK', ref_id: 3 },
      { ...row, status: 'SENT_OK', ref_id: 4 },
    ];
    const at = await box(t, {}, { '/api/query_sms_result': { error_code: 200, sn: 'a1', result } });
    const answer = await at.driver.settle([11, 12], noSignal);
    assert.ok(answer.kind === 'answered');
    assert.deepEqual(
      answer.results.map(({ userId, status, refId }) => [userId, status, refId]),
      [[11, 'sent', 3]],
    );
    assert.equal(answer.missing, 'nothing');
  });

  test('may be asked for 32 results at once, and has done or lost a call after four times its limit', async t => {
    const { driver } = await box(t);
    assert.deepEqual(
      [driver.kind, driver.abilities],
      ['vendor', { repeatMs: 0, mostInCall: 16, calls: 1, mostInQuestion: 32, callMs: 120_000 }],
    );
  });

  test('a refused password of a call ends the session, and a broken one begins the next round', async t => {
    const at = await box(t, {}, { '/api/send_sms': {} });
    at.asked();
    const outcome = await at.driver.send(callOf(11, numbers, String), noSignal);
    assert.equal(outcome.kind, 'inDoubt');
    await at.rests();
    for (let turns = 0; turns < 50; turns += 1) await turn();
    assert.ok(namesOf(at.asked()).includes('get_port_info'));
  });

  const calls: [name: string, path: string, work: (driver: VendorDriver) => Promise<unknown>][] = [
    ['a hand-off', '/api/send_sms', driver => driver.send(callOf(11, numbers, String), noSignal)],
    ['a question', '/api/query_sms_result', driver => driver.settle([11], noSignal)],
    ['a call of a person', '/api/query_sms_in_queue', driver => driver.pass(one => one.querySmsInQueue())],
  ];
  for (const [name, path, work] of calls)
    test(`whose password is refused at ${name} is left alone from then on`, async t => {
      const at = await box(t, {}, { [path]: 401 });
      await work(at.driver);
      await at.heard.until(() => at.heard.states.length > 1);
      assert.deepEqual(at.heard.states.at(-1), ['refused', 'it does not accept user and password']);
      at.asked();
      assert.equal((await at.driver.settle([11], noSignal)).kind, 'noAnswer');
      assert.deepEqual(at.asked(), []);
    });

  test('status reports that a poll finds are handed on', async t => {
    const row = { port: 2, number: '4915110000001', time: '2026-01-31 08:00:00', ref_id: 3, status_code: 0 };
    const result = { error_code: 200, sn: 'a1', result: [row] };
    const { heard } = await box(t, {}, { '/api/query_sms_deliver_status': result });
    assert.deepEqual(
      heard.reports.map(({ port, number, refId, statusCode }) => [port, number, refId, statusCode]),
      [[2, '4915110000001', 3, 0]],
    );
  });

  test('the times of 512 hand-offs are known, to learn the clock by: those of the newest', async t => {
    const at = await box(t, {}, { '/api/send_sms': { error_code: 202, sn: 'a1', task_id: 1 } });
    await at.driver.send(callOf(0, Array(513).fill(numbers[0]), String), noSignal);
    const learnedFrom = async (userId: number | undefined) => {
      const time = formatDeviceTime(at.clock.now() + 7_200_000);
      const row = { port: 0, number: numbers[0], status: 'SENT_OK', time, count: 1, succ_count: 1 };
      const result = [{ ...row, ...(userId !== undefined && { user_id: userId }) }];
      at.answers['/api/query_sms_result'] = { error_code: 200, sn: 'a1', result };
      await at.driver.settle([1], noSignal);
      return at.heard.facts.clockOffsetMs;
    };
    assert.equal(await learnedFrom(0), undefined, 'the oldest one is forgotten');
    assert.equal(await learnedFrom(undefined), undefined, 'nobody knows what it is of');
    assert.equal(await learnedFrom(1), 7_200_500);
  });

  test('a long inbox is committed in parts of 500, and its cursor behind them', async t => {
    const commits: (number | string | undefined)[] = [];
    const at = await box(t);
    const { learned } = at.heard.listener;
    at.heard.listener.learned = async news => {
      commits.push(news.inbound?.length ?? news.remember?.inbox);
      await learned(news);
    };
    const now = at.clock.now();
    at.answers['/api/query_incoming_sms'] = {
      ...{ error_code: 200, sn: 'a1' },
      sms: Array.from({ length: 501 }, (_each, index) => received(index + 1, now, `${index}`)),
    };
    await pass(at, MINUTE);
    assert.deepEqual(commits, [500, 1, '501']);
    assert.equal(at.heard.inbound.length, 501);
  });

  test('the clock of a box is learned from results of what was handed over, and told when it moved by two seconds', async t => {
    const at = await box(t, {}, { '/api/send_sms': { error_code: 202, sn: 'a1', task_id: 1 } });
    const settle = async (ahead: number) => {
      const time = formatDeviceTime(at.clock.now() + ahead);
      const row = {
        port: 0,
        number: numbers[0],
        user_id: 11,
        status: 'SENT_OK',
        time,
        count: 1,
        succ_count: 1,
      };
      at.answers['/api/query_sms_result'] = { error_code: 200, sn: 'a1', result: [row] };
      const answer = await at.driver.settle([11], noSignal);
      assert.ok(answer.kind === 'answered');
      return answer.results[0]?.at;
    };
    await settle(7_200_000);
    assert.equal(at.heard.facts.clockOffsetMs, undefined, 'nothing was handed over yet');
    await at.driver.send(callOf(11, numbers, String), noSignal);
    const now = at.clock.now();
    const known = await settle(7_200_000);
    assert.equal(at.heard.facts.clockOffsetMs, 7_200_500);
    assert.equal(known, now - 500, 'times are by our clock from now on');
    await settle(7_201_000);
    assert.equal(at.heard.facts.clockOffsetMs, 7_200_500, 'a second more is not worth it');
    at.asked();
    for (let round = 0; round < 5; round += 1) await pass(at, MINUTE);
    const reports = at.asked().find(line => line.startsWith('query_sms_deliver_status'));
    assert.match(reports ?? '', /time_after/);
  });
});
