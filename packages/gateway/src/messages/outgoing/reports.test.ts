import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { SubmitOutcome } from '../../modem/modem.ts';
import { type Bench, collect, openBench, type ReportFields, simOf, statusReport } from '../testing.ts';

async function statuses(bench: Bench): Promise<string[]> {
  return (await collect(bench.messages.results({}))).map(row => row.status);
}

function kinds(bench: Bench): string[] {
  return bench.journal().map(event => (event.kind === 'sms_result' ? event.status : event.kind));
}

const NUMBER = '+491700000001';

function report(
  bench: Bench,
  fields: Omit<ReportFields, 'centreTime'> & { centreTime?: number },
): Promise<void> {
  return bench.receive(0, statusReport({ centreTime: bench.clock.now(), ...fields }));
}

const doubt: SubmitOutcome = { kind: 'inDoubt', reason: 'silence', late: Promise.resolve(undefined) };

describe('a status report', () => {
  test('makes its message DELIVERED, and is a row and an event of its own', async t => {
    const bench = await openBench(t);
    await bench.send([{ number: '00491700000001', userId: 5 }]);
    await bench.quiet();
    const time = bench.clock.now();
    await bench.pass(20);
    await report(bench, { reference: 1, recipient: NUMBER, centreTime: time });
    assert.deepEqual(await statuses(bench), ['DELIVERED']);
    const row = { port: 0, number: '00491700000001', time, refId: 1, statusCode: 0, imsi: '262010000000000' };
    assert.deepEqual(await collect(bench.messages.reports({})), [row]);
    assert.deepEqual(kinds(bench), ['SENT_OK', 'sms_deliver_status', 'DELIVERED']);
    assert.deepEqual(bench.journal()[1], { kind: 'sms_deliver_status', messageId: 1, ...row });
  });

  test('of every segment is needed', async t => {
    const bench = await openBench(t);
    await bench.send([NUMBER], { text: 'x'.repeat(400) });
    await bench.quiet();
    for (const reference of [3, 1]) await report(bench, { reference });
    assert.deepEqual(await statuses(bench), ['SENT_OK']);
    await report(bench, { reference: 2 });
    assert.deepEqual(await statuses(bench), ['DELIVERED']);
  });

  test('that says the message failed leaves SENT_OK', async t => {
    const bench = await openBench(t);
    await bench.send([NUMBER]);
    await bench.quiet();
    await report(bench, { reference: 1, status: 0x46 });
    assert.deepEqual(await statuses(bench), ['SENT_OK']);
    assert.deepEqual(
      (await collect(bench.messages.reports({}))).map(row => row.statusCode),
      [0x46],
    );
  });

  test('that is temporary is a row too, and does not undo a final one', async t => {
    const bench = await openBench(t);
    await bench.send([NUMBER]);
    await bench.quiet();
    const centreTime = bench.clock.now();
    for (const [status, discharged] of [
      [0x20, 1],
      [0, 2],
      [0x20, 3],
    ] as const)
      await report(bench, { reference: 1, status, centreTime, discharged: centreTime + discharged * 60_000 });
    assert.deepEqual(await statuses(bench), ['DELIVERED']);
    assert.deepEqual(
      (await collect(bench.messages.reports({}))).map(row => row.statusCode),
      [0x20, 0, 0x20],
    );
  });

  test('that the network repeats is one row and one event', async t => {
    const bench = await openBench(t);
    await bench.send([NUMBER]);
    await bench.quiet();
    const centreTime = bench.clock.now();
    for (let n = 0; n < 3; n += 1) await report(bench, { reference: 1, centreTime });
    assert.deepEqual(kinds(bench), ['SENT_OK', 'sms_deliver_status', 'DELIVERED']);
  });

  test('that is faster than the answer to the submit waits for it', async t => {
    const bench = await openBench(t);
    bench.port(0).answer = async () => {
      await report(bench, { reference: 9 });
      return { kind: 'accepted', reference: 9 };
    };
    await bench.send([NUMBER]);
    await bench.quiet();
    assert.deepEqual(await statuses(bench), ['DELIVERED']);
    assert.deepEqual(kinds(bench), ['SENT_OK', 'sms_deliver_status', 'DELIVERED']);
  });

  test('speaks of the newest message with its TP-MR and number whose time agrees', async t => {
    const bench = await openBench(t);
    bench.port(0).answer = () => ({ kind: 'accepted', reference: 7 });
    const sentAt: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      sentAt.push(bench.clock.now());
      await bench.send([NUMBER]);
      await bench.skip(1800);
    }
    await report(bench, { reference: 7, centreTime: sentAt[1] ?? 0 });
    assert.deepEqual(await statuses(bench), ['SENT_OK', 'DELIVERED', 'SENT_OK']);
    await report(bench, { reference: 7, centreTime: sentAt[2] ?? 0 });
    assert.deepEqual(await statuses(bench), ['SENT_OK', 'DELIVERED', 'DELIVERED']);
  });

  test('is matched by SIM, whatever port the SIM is in by now', async t => {
    const bench = await openBench(t, { ports: 2 });
    await bench.send([NUMBER], { ports: [0] });
    await bench.quiet();
    const mine = statusReport({ reference: 1, centreTime: bench.clock.now() });
    const other = statusReport({
      reference: 1,
      centreTime: bench.clock.now(),
      discharged: bench.clock.now() + 60_000,
    });
    await bench.receive(1, other);
    assert.deepEqual(await statuses(bench), ['SENT_OK']);
    await bench.listener.received(bench.port(1), bench.port(0).sim, mine);
    assert.deepEqual(await statuses(bench), ['DELIVERED']);
  });

  test('of a service centre with a wrong clock is matched, and teaches its offset', async t => {
    const bench = await openBench(t);
    const wrong = 26 * 3600_000;
    bench.port(0).answer = () => ({ kind: 'accepted', reference: 7 });
    await bench.send([NUMBER]);
    await bench.quiet();
    await report(bench, { reference: 7, centreTime: bench.clock.now() + wrong });
    assert.deepEqual(await statuses(bench), ['DELIVERED']);
    await bench.pass(30);
    const second = bench.clock.now();
    await bench.send([NUMBER]);
    await bench.quiet();
    await bench.skip(300);
    await bench.send([NUMBER]);
    await bench.quiet();
    await report(bench, { reference: 7, centreTime: second + wrong });
    assert.deepEqual(await statuses(bench), ['DELIVERED', 'DELIVERED', 'SENT_OK']);
  });

  test('of nobody here is kept, and told after a minute without a message', async t => {
    const bench = await openBench(t);
    await report(bench, { reference: 200, recipient: '+4930123' });
    assert.deepEqual(kinds(bench), []);
    await bench.pass(30);
    assert.deepEqual(kinds(bench), []);
    await bench.pass(30);
    const [event] = bench.journal();
    assert.ok(event?.kind === 'sms_deliver_status');
    assert.deepEqual([event.messageId, event.number, event.refId], [0, '+4930123', 200]);
    assert.deepEqual(
      (await collect(bench.messages.reports({}))).map(row => row.number),
      ['+4930123'],
    );
    await bench.pass(90);
    assert.equal(bench.journal().length, 1);
  });
});

describe('a report for a segment in doubt', () => {
  test('settles it: it was sent, and delivered', async t => {
    const bench = await openBench(t);
    bench.port(0).answer = () => doubt;
    await bench.send([NUMBER]);
    await bench.quiet();
    await report(bench, { reference: 140 });
    const [row] = await collect(bench.messages.results({}));
    assert.deepEqual([row?.status, row?.succCount, row?.refId], ['DELIVERED', 1, 140]);
    assert.deepEqual(kinds(bench), ['sms_deliver_status', 'SENT_OK', 'DELIVERED']);
  });

  test('settles it also when the report was first', async t => {
    const bench = await openBench(t);
    bench.port(0).answer = async () => {
      await report(bench, { reference: 140 });
      return doubt;
    };
    await bench.send([NUMBER]);
    await bench.quiet();
    assert.deepEqual(await statuses(bench), ['DELIVERED']);
  });

  test('corrects a message that had ended FAILED', async t => {
    const bench = await openBench(t, { sms: { inDoubtAge: 60 } });
    bench.port(0).answer = () => doubt;
    const centreTime = bench.clock.now();
    await bench.send([NUMBER]);
    await bench.pass(120);
    assert.deepEqual(await statuses(bench), ['FAILED']);
    await report(bench, { reference: 140, centreTime });
    assert.deepEqual(await statuses(bench), ['DELIVERED']);
    assert.deepEqual(kinds(bench), ['FAILED', 'sms_deliver_status', 'SENT_OK', 'DELIVERED']);
  });

  const rows: [string, { recipient?: string; late?: number; port?: number }, string][] = [
    ['of another number', { recipient: '+49301234567' }, 'SENDING'],
    ['of another SIM', { port: 1 }, 'SENDING'],
    ['from before the hand-over', { late: -3600 }, 'SENDING'],
    ['from after the deadline', { late: 3600 }, 'SENDING'],
    ['from within the time', { late: 70 }, 'DELIVERED'],
  ];
  for (const [name, { recipient = NUMBER, late = 0, port = 0 }, expected] of rows)
    test(`must agree in SIM, address and time: ${name}`, async t => {
      const bench = await openBench(t, { ports: 2 });
      bench.port(0).answer = () => doubt;
      const centreTime = bench.clock.now() + late * 1000;
      await bench.send([NUMBER], { ports: [0] });
      await bench.skip(4000);
      await bench.receive(port, statusReport({ reference: 1, recipient, centreTime }));
      assert.deepEqual(await statuses(bench), [expected]);
    });

  test('settles two segments of one message once both reports are there, whichever fits which', async t => {
    const bench = await openBench(t);
    bench.port(0).answer = () => doubt;
    await bench.send([NUMBER], { text: 'a'.repeat(200) });
    await bench.quiet();
    await report(bench, { reference: 8 });
    assert.deepEqual(await statuses(bench), ['SENDING']);
    await report(bench, { reference: 7 });
    const [row] = await collect(bench.messages.results({}));
    assert.deepEqual([row?.status, row?.succCount, row?.refId], ['DELIVERED', 2, 7]);
    assert.equal(kinds(bench).filter(kind => kind === 'sms_deliver_status').length, 2);
  });

  test('waits while two could be meant, until another report takes one of them', async t => {
    const bench = await openBench(t);
    const send = async (): Promise<number> => {
      const time = bench.clock.now();
      await bench.send([NUMBER]);
      await bench.quiet();
      return time;
    };
    // The first one teaches the service centre's clock.
    await report(bench, { reference: 1, centreTime: await send() });
    bench.port(0).answer = () => doubt;
    const second = await send();
    await bench.skip(5);
    const third = await send();
    await report(bench, { reference: 3, centreTime: third });
    assert.deepEqual(await statuses(bench), ['DELIVERED', 'SENDING', 'SENDING']);
    await report(bench, { reference: 2, centreTime: second });
    assert.deepEqual(await statuses(bench), ['DELIVERED', 'DELIVERED', 'DELIVERED']);
  });

  test('settles nothing while two could be meant', async t => {
    const bench = await openBench(t);
    bench.port(0).answer = () => doubt;
    await bench.send([NUMBER, NUMBER]);
    await bench.quiet();
    await report(bench, { reference: 1 });
    assert.deepEqual(await statuses(bench), ['SENDING', 'SENDING']);
    assert.equal((await collect(bench.messages.reports({}))).length, 1);
  });

  test('leaves alone the one behind which the SIM sent to others, whose time is over', async t => {
    const bench = await openBench(t);
    const send = async (number: string): Promise<number> => {
      const time = bench.clock.now();
      await bench.send([number]);
      await bench.quiet();
      return time;
    };
    // The first one teaches the service centre's clock.
    await report(bench, { reference: 1, centreTime: await send(NUMBER) });
    const accepts = bench.port(0).answer;
    bench.port(0).answer = () => doubt;
    await send(NUMBER);
    bench.port(0).answer = accepts;
    await bench.skip(40);
    await send('+491700000002');
    await bench.skip(10);
    // No segment of ours has this TP-MR: perhaps another program sent to the number.
    await report(bench, { reference: 77, recipient: NUMBER, centreTime: bench.clock.now() });
    assert.deepEqual(await statuses(bench), ['DELIVERED', 'SENDING', 'SENT_OK']);
  });

  test('reaches its segment after one submit that took long', async t => {
    const bench = await openBench(t);
    const send = async (): Promise<number> => {
      const time = bench.clock.now();
      await bench.send([NUMBER]);
      await bench.quiet();
      return time;
    };
    await report(bench, { reference: 1, centreTime: await send() });
    const slow = await send();
    await bench.skip(70);
    await report(bench, { reference: 2, centreTime: slow + 62_000 });
    bench.port(0).answer = () => doubt;
    await send();
    bench.port(0).answer = () => ({ kind: 'accepted', reference: 9 });
    await bench.skip(4);
    await report(bench, { reference: 9, centreTime: await send() });
    assert.deepEqual(await statuses(bench), ['DELIVERED', 'DELIVERED', 'SENDING', 'DELIVERED']);
  });

  for (const [what, imsi] of [
    ['not known yet', ''],
    ['another one than it was taken for', '262019999999999'],
  ] as const)
    for (const [end, outcome, isFirst] of [
      ['before the end of the wait', doubt, true],
      ['behind the end of the wait', doubt, false],
      ['before the answer that gives its TP-MR', { kind: 'accepted', reference: 29 }, true],
      ['behind the answer that gives its TP-MR', { kind: 'accepted', reference: 29 }, false],
    ] as const)
      test(`settles it where its SIM is ${what}, ${end}`, async t => {
        const bench = await openBench(t);
        // The first one teaches the service centre's clock.
        const taught = bench.clock.now();
        await bench.send([NUMBER]);
        await bench.quiet();
        await report(bench, { reference: 1, centreTime: taught });
        const centreTime = bench.clock.now();
        const { promise, resolve } = Promise.withResolvers<SubmitOutcome>();
        bench.port(0).answer = () => promise;
        await bench.send([NUMBER]);
        await bench.quiet();
        const receive = () =>
          bench.listener.received(bench.port(0), simOf(imsi), statusReport({ reference: 29, centreTime }));
        if (isFirst) await receive();
        resolve(outcome);
        await bench.quiet();
        if (!isFirst) await receive();
        await bench.quiet();
        assert.deepEqual(await statuses(bench), ['DELIVERED', 'DELIVERED']);
      });

  test('settles it after a report whose stamp is of long ago', async t => {
    const bench = await openBench(t);
    const send = async (): Promise<number> => {
      const time = bench.clock.now();
      await bench.send([NUMBER]);
      await bench.quiet();
      return time;
    };
    await report(bench, { reference: 1, centreTime: await send() });
    await send();
    await report(bench, { reference: 2, centreTime: Date.UTC(2000, 0, 1) });
    bench.port(0).answer = () => doubt;
    await report(bench, { reference: 3, centreTime: await send() });
    assert.deepEqual(await statuses(bench), ['DELIVERED', 'DELIVERED', 'DELIVERED']);
  });
});
