/** The driver for original hardware against the virtual fleet, which was written from the document by another hand. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type FleetProgramOptions, type RunningFleet, startFleetProgram } from '@simgate/simulator';
import { VendorDriver } from '../../packages/server/src/gateways/vendor/vendor-driver.ts';
import {
  callOf,
  type Heard,
  noSignal,
  recordedContext,
} from '../../packages/server/src/testing/recorded-driver.ts';
import { control } from '../end-to-end/support/gateway.ts';

const noAir = { airTime: { minimum: 0, maximum: 0 }, deliveryTime: { minimum: 0, maximum: 0 } };
const numbers = ['+4915110000001', '+4915110000002', '+4915110000003'];

interface Bench extends AsyncDisposable {
  readonly fleet: RunningFleet;
  readonly driver: VendorDriver;
  readonly heard: Heard;
  /** Texts that reached the air, in their order. */
  sent(): string[];
}

async function bench(options: FleetProgramOptions = {}, password = 'admin'): Promise<Bench> {
  const fleet = await startFleetProgram({ ports: 4, air: noAir, controlPort: 0, ...options });
  const [address = ''] = fleet.gateways;
  const { context, heard } = recordedContext({ address, user: 'admin', password });
  const driver = new VendorDriver(context);
  return {
    fleet,
    driver,
    heard,
    sent: () =>
      fleet.fleet.world.record
        .messages()
        .filter(({ fate }) => fate === 'sent')
        .map(({ text }) => text),
    async [Symbol.asyncDispose]() {
      await driver.close();
      await fleet.close();
    },
  };
}

function isUp({ states }: Heard): boolean {
  return states.at(-1)?.[0] === 'up';
}

/** Asks until every message is as far as wanted. */
async function settled(driver: VendorDriver, userIds: readonly number[], status: string): Promise<void> {
  for (;;) {
    const answer = await driver.settle(userIds, noSignal);
    assert.equal(answer.kind, 'answered');
    if (answer.kind !== 'answered') return;
    assert.equal(answer.missing, 'nothing');
    const done = answer.results.filter(result => result.status === status);
    if (done.length === userIds.length) return;
  }
}

describe('original hardware', { timeout: 120_000 }, () => {
  for (const quirkSet of ['2021', '2017', '2014', 'document'] as const)
    test(`of ${quirkSet}: ports and SIMs are learned, a batch is sent with its own texts, and asked for by user_id`, async () => {
      await using at = await bench({ quirkSet });
      await at.heard.until(() => isUp(at.heard));
      assert.equal(at.heard.ports.length, 4);
      assert.ok(at.heard.ports.every(({ sends, iccid, imsi }) => sends && iccid !== '' && imsi !== ''));
      const call = callOf(11, numbers, place => `Text ${place}`);
      assert.deepEqual(await at.driver.send(call, noSignal), { kind: 'taken', task: 1 });
      await settled(at.driver, [11, 12, 13], 'delivered');
      assert.deepEqual(at.sent().toSorted(), ['Text 0', 'Text 1', 'Text 2']);
    });

  const hard: [name: string, quirks: NonNullable<FleetProgramOptions['quirks']>][] = [
    ['that ends its lists with a comma', { trailingCommas: true }],
    ['that checks its nonces', { nonceUnchecked: false }],
    ['that counts requests without credentials as failed logins', { probesCount: true, banAfter: 3 }],
    ['that gives user ids back as they came', { userIdAsInteger: false }],
    ['that knows Basic alone', { auth: 'basic' }],
    ['that tells no serial number', { serialInAnswers: false }],
    ['that keeps connections open', { connectionCloses: false }],
  ];
  for (const [name, quirks] of hard)
    test(`a box ${name} is served as any other`, async () => {
      await using at = await bench({ quirks });
      await at.heard.until(() => isUp(at.heard));
      assert.deepEqual(
        await at.driver.send(
          callOf(101, numbers, place => `Text ${place}`),
          noSignal,
        ),
        { kind: 'taken', task: 1 },
      );
      await settled(at.driver, [101, 102, 103], 'delivered');
      at.driver.hear('register');
      await at.heard.until(() => at.heard.reports.length >= 3 || at.heard.states.length > 1);
      assert.deepEqual(at.heard.states, [['up', '']]);
    });

  test('a restart loses results: nothing is proved by an empty answer, and the box is found again', async () => {
    await using at = await bench();
    await at.heard.until(() => isUp(at.heard));
    await at.driver.send(
      callOf(111, numbers, () => 'a'),
      noSignal,
    );
    await settled(at.driver, [111, 112, 113], 'delivered');
    await control(`${at.fleet.control}/gateways/all/restart`, 'POST', { milliseconds: 10 });
    at.driver.hear('device');
    for (;;) {
      const answer = await at.driver.settle([111, 112, 113], noSignal);
      if (answer.kind !== 'answered') continue;
      assert.deepEqual(answer, { kind: 'answered', results: [], missing: 'nothing' });
      break;
    }
  });

  test('what the default alphabet cannot say arrives as it was written', async () => {
    await using at = await bench();
    await at.heard.until(() => isUp(at.heard));
    assert.deepEqual(
      await at.driver.send(
        callOf(21, numbers.slice(0, 1), () => 'Привет'),
        noSignal,
      ),
      { kind: 'taken', task: 1 },
    );
    await settled(at.driver, [21], 'delivered');
    assert.deepEqual(at.sent(), ['Привет']);
  });

  test('over HTTPS its certificate is pinned; nothing is said to another one, and it waits for a person', async () => {
    await using at = await bench({ tls: true, quirks: { handshakeTime: 50 } });
    await at.heard.until(() => isUp(at.heard) && at.heard.facts.certificate !== undefined);
    assert.match(at.heard.facts.certificate ?? '', /^[0-9a-f]{64}$/);
    assert.deepEqual(
      await at.driver.send(
        callOf(121, numbers, () => 'a'),
        noSignal,
      ),
      { kind: 'taken', task: 1 },
    );
    await control(`${at.fleet.control}/gateways/all/certificate`, 'POST', {});
    const outcome = await at.driver.send(
      callOf(131, numbers, () => 'b'),
      noSignal,
    );
    assert.equal(outcome.kind, 'notTaken');
    await at.heard.until(() => at.heard.states.at(-1)?.[0] === 'refused');
    assert.match(at.heard.states.at(-1)?.[1] ?? '', /certificate is another one/);
    const later = await at.driver.send(
      callOf(141, numbers, () => 'c'),
      noSignal,
    );
    assert.equal(later.kind, 'notTaken');
    assert.ok(!at.sent().includes('b'));
  });

  test('a wrong password is tried once: the box does not ban the server', async () => {
    await using at = await bench({}, 'wrong');
    await at.heard.until(() => at.heard.states.length > 0);
    assert.deepEqual(at.heard.states, [['refused', 'it does not accept user and password']]);
    const outcome = await at.driver.send(
      callOf(31, numbers, () => 'a'),
      noSignal,
    );
    assert.equal(outcome.kind, 'notTaken');
    assert.equal(at.fleet.fleet.world.gateways.length, 1);
  });

  test('a lost answer leaves the call in doubt, and the gateway knows what became of it', async () => {
    await using at = await bench();
    await at.heard.until(() => isUp(at.heard));
    const fault = [{ kind: 'lost', path: '/api/send_sms', times: 1 }];
    await control(`${at.fleet.control}/gateways/all/faults`, 'PUT', fault);
    const outcome = await at.driver.send(
      callOf(41, numbers, () => 'Lost'),
      noSignal,
    );
    assert.equal(outcome.kind, 'inDoubt');
    await settled(at.driver, [41, 42, 43], 'delivered');
    assert.equal(at.sent().length, 3);
  });

  for (const kind of ['empty', 'html', 'garbage', 'error', 'unread'] as const)
    test(`an answer that is ${kind} proves nothing`, async () => {
      await using at = await bench();
      await at.heard.until(() => isUp(at.heard));
      await control(`${at.fleet.control}/gateways/all/faults`, 'PUT', [
        { kind, path: '/api/send_sms', times: 1 },
      ]);
      const outcome = await at.driver.send(
        callOf(51, numbers, () => 'a'),
        noSignal,
      );
      assert.equal(outcome.kind, 'inDoubt');
    });

  test('a box that refuses connections surely took nothing, and is down until it is back', async () => {
    await using at = await bench();
    await at.heard.until(() => isUp(at.heard));
    await control(`${at.fleet.control}/gateways/all/line`, 'PUT', { line: 'refuses' });
    const outcome = await at.driver.send(
      callOf(61, numbers, () => 'a'),
      noSignal,
    );
    assert.equal(outcome.kind, 'notTaken');
    await at.heard.until(() => at.heard.states.at(-1)?.[0] === 'down');
    await control(`${at.fleet.control}/gateways/all/line`, 'PUT', { line: 'up' });
    await at.heard.until(() => isUp(at.heard));
  });

  test('a banned server waits', async () => {
    await using at = await bench();
    await at.heard.until(() => isUp(at.heard));
    await control(`${at.fleet.control}/gateways/all/bans`, 'POST', {
      address: '127.0.0.1',
      milliseconds: 60_000,
    });
    const outcome = await at.driver.send(
      callOf(71, numbers, () => 'a'),
      noSignal,
    );
    assert.equal(outcome.kind, 'notTaken');
    await at.heard.until(() => at.heard.states.at(-1)?.[0] === 'down');
    assert.match(at.heard.states.at(-1)?.[1] ?? '', /shuts this server out \(HTTP 403\)/);
  });

  test('the inbox is read behind the cursor, and from the beginning after a start; its clock is learned from results', async () => {
    const ahead = 25.5 * 3_600_000;
    await using at = await bench({ quirks: { clockOffset: ahead } });
    await at.heard.until(() => isUp(at.heard));
    const text = { from: '+4915120000001', gateway: 0, port: 2, text: 'Hello' };
    await at.driver.send(
      callOf(81, numbers, () => 'a'),
      noSignal,
    );
    await settled(at.driver, [81, 82, 83], 'delivered');
    assert.ok(Math.abs((at.heard.facts.clockOffsetMs ?? 0) - ahead) < 60_000);
    await control(`${at.fleet.control}/incoming`, 'POST', [text]);
    at.driver.hear('register');
    await at.heard.until(() => at.heard.inbound.length > 0);
    const [message] = at.heard.inbound;
    assert.deepEqual([message?.port, message?.sender, message?.text], [2, text.from, 'Hello']);
    assert.ok(Math.abs((message?.at ?? 0) - Date.now()) < 120_000);
    at.driver.hear('device');
    await at.heard.until(() => at.heard.inbound.length > 1);
    assert.equal(new Set(at.heard.inbound.map(({ dedupe }) => dedupe)).size, 1);
  });
});
