/** Ports and their SIMs: USSD, toolkit, calls, restarts. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createFleetRecord } from '../record.ts';
import { type TestFleet, testFleet } from '../test-fleet.ts';
import { placeCall } from './calls.ts';
import { goTo, viewOf } from './toolkit.ts';

const MENU = '/GetSTKView?port=0';

async function portOf(bench: TestFleet) {
  const port = bench.fleet.world.gateways[0]?.ports[0];
  assert.ok(port);
  return port;
}

describe('USSD', () => {
  const services = [
    { code: '*1*', reply: 'all of them', delay: 50 },
    { code: '*', reply: 'the star' },
    { code: '*2#', reply: '' },
  ];
  const replies: readonly [code: string, reply: string, after: number][] = [
    ['*1*', 'all of them', 50],
    ['*1*7#', 'all of them', 50],
    ['*17#', 'all of them', 50],
    ['*21#', 'Unknown application', 500],
    ['*', 'the star', 500],
    ['**', 'Unknown application', 500],
    ['*2#', '', 500],
  ];
  test('is answered after half a second, or as the service has it', async () => {
    await using bench = await testFleet();
    await bench.control('PUT', '/ussd-services', services);
    const port = await portOf(bench);
    for (const [code, reply, time] of replies) {
      await bench.ask('/api/send_ussd', { port: [0], text: code });
      await bench.clock.advance(time - 1);
      assert.deepEqual([port.ussdOpen, port.ussdReply], [true, ''], code);
      await bench.clock.advance(1);
      assert.deepEqual([port.ussdOpen, port.ussdReply], [false, reply], code);
    }
  });

  test('the services of a network that has just started', async () => {
    await using bench = await testFleet();
    const seen: string[] = [];
    for (const text of ['*100#', '*125#', '1', '2']) {
      await bench.ask('/api/send_ussd', { port: [0], text });
      await bench.clock.advance(500);
      seen.push((await portOf(bench)).ussdReply);
    }
    assert.deepEqual(seen, [
      'Your balance is 5.00 EUR.',
      '1 Balance\n2 Number',
      'Your balance is 5.00 EUR.',
      'Your number is in the port information.',
    ]);
  });

  test('cancel: 503 for a port that is not usable, 200 where nothing waits', async () => {
    await using bench = await testFleet({ ports: 2 });
    await bench.control('PATCH', '/gateways/0/ports/1', { registration: 'NO_SIM' });
    const { result } = await bench.ask('/api/send_ussd', { port: [0, 1, 2], command: 'cancel' });
    const statuses = (result as { status: number }[]).map(({ status }) => status);
    assert.deepEqual([statuses, (await portOf(bench)).ussdReply], [[200, 503, 503], '']);
  });

  test('an answer that comes after a restart, or after a cancel, is none of this session', async () => {
    await using bench = await testFleet();
    const port = await portOf(bench);
    await bench.ask('/api/send_ussd', { port: [0], text: '*100#' });
    await bench.control('POST', '/gateways/0/restart', { milliseconds: 100 });
    await bench.clock.advance(100);
    await bench.ask('/api/send_ussd', { port: [0], text: '*125#' });
    await bench.clock.advance(400);
    assert.deepEqual([port.ussdOpen, port.ussdReply], [true, '']);
    await bench.ask('/api/send_ussd', { port: [0], command: 'cancel' });
    await bench.clock.advance(100);
    assert.equal(port.ussdReply, 'USSD terminated by network');
  });

  test('a message waits while a port is asking, and begins then', async () => {
    await using bench = await testFleet({ ports: 1 });
    await bench.ask('/api/send_ussd', { port: [0], text: '*100#' });
    await bench.ask('/api/send_sms', { text: 'a', param: [{ number: '1' }] });
    const busy = await bench.ask('/api/send_ussd', { port: [0], text: '*100#' });
    assert.deepEqual(busy.result, [{ port: 0, status: 486 }]);
    assert.equal((await bench.ask('/api/query_sms_in_queue')).in_queue, 1);
    await bench.clock.advance(500);
    assert.equal((await bench.ask('/api/query_sms_in_queue')).in_queue, 0);
  });
});

describe('the toolkit', () => {
  const walk: readonly [step: object, view: object][] = [
    [{}, { text: '', item: ['Offers', 'Balance', 'Transfer'] }],
    [{ item: 1 }, { text: '', item: ['Day pack', 'Week pack'] }],
    [{ item: 2 }, { text: 'Week pack is ordered', item: undefined }],
    [{ action: 'home' }, { text: '', item: ['Offers', 'Balance', 'Transfer'] }],
    [{ item: 2 }, { text: 'Your balance is 5.00 EUR.', item: undefined }],
    [{}, { text: '', item: ['Offers', 'Balance', 'Transfer'] }],
    [{ item: 3 }, { text: 'Number to transfer to', item: undefined }],
    [{ param: '1'.repeat(20) }, { text: `Transfer to ${'1'.repeat(20)} is under way`, item: undefined }],
  ];
  test('shows each view with its texts', async () => {
    await using bench = await testFleet();
    for (const [step, expected] of walk) {
      assert.equal((await bench.ask('/STKGo', { port: 0, ...step })).error_code, 200);
      const { title, text, item } = await bench.ask(MENU);
      const items = item as { item_id: number; item_string: string }[] | undefined;
      assert.deepEqual({ text, item: items?.map(each => each.item_string) }, expected, JSON.stringify(step));
      assert.equal(title, 'Operator services');
      assert.deepEqual(
        items?.map(each => each.item_id),
        items?.map((_, at) => at + 1),
      );
    }
  });

  test('refuses items that a view has not, and texts where none is asked for', async () => {
    await using bench = await testFleet();
    const go = async (step: object) => (await bench.ask('/STKGo', { port: 0, ...step })).error_code;
    const codes: unknown[] = [];
    for (const step of [{ item: 0 }, { item: 4 }, { param: '1' }, { item: 256 }]) codes.push(await go(step));
    assert.equal(await go({ item: 1 }), 200);
    for (const step of [{ item: 0 }, { item: 3 }, { param: '1' }]) codes.push(await go(step));
    assert.equal(await go({ item: 1 }), 200);
    for (const step of [{ item: 1 }, { item: 2 }, { item: 3 }]) codes.push(await go(step));
    assert.deepEqual(codes, Array(10).fill(400));
    await go({ action: 'home' });
    await go({ item: 3 });
    assert.equal(await go({ param: '1'.repeat(21) }), 400);
  });

  test('counts its views to 1000 and begins again', async () => {
    await using bench = await testFleet();
    const port = await portOf(bench);
    const step = { item: undefined, param: undefined, action: undefined };
    for (let frame = 2; frame <= 1000; frame += 1) goTo(port, step);
    assert.equal(viewOf(port).frame_id, 1000);
    goTo(port, step);
    assert.equal(viewOf(port).frame_id, 1);
  });

  const locked: readonly [registration: string, locked: boolean][] = [
    ['NO_SIM', true],
    ['POWER_OFF', true],
    ['PIN_REQUIRE', true],
    ['PUK_REQUIRE', true],
    ['UNREGISTER', false],
    ['SEARCHING_NETWORK', false],
  ];
  test('is locked without a SIM that is open', async () => {
    await using bench = await testFleet();
    for (const [registration, isLocked] of locked) {
      await bench.control('PATCH', '/gateways/0/ports/0', { registration });
      const { frame_id } = await bench.ask('/GetSTKCurrFrameIndex?port=0');
      const { input_type } = await bench.ask(MENU);
      assert.deepEqual([frame_id, input_type], isLocked ? [0, 12] : [1, 1], registration);
    }
  });
});

describe('calls', () => {
  const start = '2025-01-01 11:59:50';
  const end = '2025-01-01 12:00:00';
  const rows: readonly [call: object, record: Readonly<Record<string, unknown>>][] = [
    [
      {},
      {
        ...{ start_date: start, answer_date: start, duration: 10, source_number: '4917', gsm_code: 16 },
        ...{ destination_number: '+8820300000000', direction: 'gsm->ip', ip: '', reason: 'NORMAL HANG UP' },
      },
    ],
    [
      { to: '4918', cause: 31 },
      { destination_number: '4918', gsm_code: 31, reason: 'NORMAL HANG UP' },
    ],
    [{ direction: 'ip->gsm' }, { direction: 'ip->gsm', ip: '127.0.0.1' }],
    [{ direction: 'callback' }, { direction: 'callback', ip: '' }],
    [
      { answered: false, seconds: 5 },
      { start_date: end, answer_date: '', duration: 0, gsm_code: 16, reason: 'NO ANSWER' },
    ],
    [
      { answered: false, cause: 17 },
      { gsm_code: 17, reason: 'USER BUSY' },
    ],
    [
      { answered: false, cause: 18 },
      { gsm_code: 18, reason: 'NO ANSWER' },
    ],
  ];
  test('are recorded as they were placed', async () => {
    await using bench = await testFleet();
    for (const [call, record] of rows) {
      await bench.control('POST', '/gateways/0/ports/0/calls', { from: '4917', ...call });
      const { cdr } = await bench.ask('/api/get_cdr', {});
      const found = (cdr as Record<string, unknown>[]).at(-1) ?? {};
      const seen = Object.fromEntries(Object.keys(record).map(key => [key, found[key]]));
      assert.deepEqual(seen, record, JSON.stringify(call));
    }
  });

  test('of 2,000 the last 1,000 stay', async () => {
    await using bench = await testFleet();
    const kept: number[] = [];
    const { world } = bench.fleet;
    const [gateway] = world.gateways;
    assert.ok(gateway);
    for (let call = 1; call <= 2000; call += 1) {
      if (call >= 1999) kept.push(gateway.calls.length);
      placeCall(world, gateway, await portOf(bench), { from: `${call}` });
    }
    const { calls } = gateway;
    assert.deepEqual([...kept, calls.length, calls[0]?.source], [1998, 1999, 1000, '1001']);
  });
});

test('a freeze is in the record', async () => {
  await using bench = await testFleet();
  await bench.control('POST', '/gateways/0/freeze', { milliseconds: 70 });
  const [event] = bench.fleet.world.record.events();
  assert.deepEqual([event?.gateway, event?.kind, event?.detail], [0, 'freeze', { milliseconds: 70 }]);
});

test('the record keeps its newest entries, and counts all', () => {
  const record = createFleetRecord(2);
  for (const from of ['1', '2', '3']) record.addIncoming({ gateway: 0, port: 0, from, text: '', sentAt: 7 });
  for (let event = 0; event < 10_001; event += 1) record.addEvent(0, 1, 'x');
  const entry = { gateway: 0, port: 0, text: '', sentAt: 7, storedAt: 0, incomingSmsId: 0 };
  assert.deepEqual(record.incoming(), [
    { ...entry, id: 2, from: '2' },
    { ...entry, id: 3, from: '3' },
  ]);
  assert.equal(record.counters.incoming, 3);
  assert.deepEqual([record.events().length, record.events()[0]?.id], [10_000, 2]);
  assert.deepEqual(record.events()[0]?.detail, {});
  assert.deepEqual([record.nextMessageId(), record.nextMessageId()], [1, 2]);
});
