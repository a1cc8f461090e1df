import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { SubmitOutcome } from '../../modem/modem.ts';
import { accepts, collect, openBench } from '../testing.ts';

function refusal(permanent: boolean, source: 'cms' | 'link' = 'cms'): SubmitOutcome {
  return {
    kind: 'refused',
    refusal: {
      source,
      code: permanent ? 1 : 38,
      text: permanent ? 'unassigned number' : 'out of order',
      permanent,
    },
  };
}

async function statuses(bench: Awaited<ReturnType<typeof openBench>>): Promise<string[]> {
  return (await collect(bench.messages.results({}))).map(row => row.status);
}

describe('a message that is accepted', () => {
  test('is handed to a port with what the request asked for', async t => {
    const bench = await openBench(t);
    const answer = await bench.send([{ number: '+491700000001', userId: 42 }], { text: 'Grüße' });
    assert.deepEqual(answer, { ok: true, taskId: 1, inQueue: 1 });
    await bench.quiet();
    const [segment] = bench.carried;
    assert.equal(bench.carried.length, 1);
    assert.equal(segment?.text, 'Grüße');
    assert.deepEqual(segment?.tpdu.destination, {
      typeOfNumber: 'international',
      numberingPlan: 1,
      digits: '491700000001',
    });
    assert.equal(segment?.tpdu.statusReportRequest, true);
    assert.equal(segment?.moreFollow, false);
    assert.equal(bench.messages.inQueue(), 0);
  });

  test('is SENT_OK once the network took it, with its TP-MR, and is told', async t => {
    const bench = await openBench(t);
    bench.port(0).answer = () => ({ kind: 'accepted', reference: 77 });
    await bench.send([{ number: '0170', userId: '9' }]);
    await bench.quiet();
    const row = {
      port: 0,
      userId: '9',
      number: '0170',
      time: bench.clock.now(),
      status: 'SENT_OK',
      count: 1,
      succCount: 1,
      refId: 77,
      imsi: '262010000000000',
    };
    assert.deepEqual(await collect(bench.messages.results({})), [row]);
    assert.deepEqual(bench.journal(), [{ kind: 'sms_result', messageId: 1, ...row, reason: '' }]);
  });

  test('is a row without a port while none has begun it', async t => {
    const bench = await openBench(t);
    bench.port(0).canSend = false;
    const accepted = bench.clock.now();
    await bench.send(['0170']);
    await bench.pass(60);
    assert.deepEqual(await collect(bench.messages.results({})), [
      {
        port: 255,
        userId: null,
        number: '0170',
        time: accepted,
        status: 'SENDING',
        count: 1,
        succCount: 0,
        refId: 0,
        imsi: '',
      },
    ]);
    assert.equal(bench.messages.inQueue(), 1);
    bench.port(0).canSend = true;
    bench.listener.changed(bench.port(0));
    await bench.quiet();
    assert.deepEqual(await statuses(bench), ['SENT_OK']);
    assert.equal(bench.messages.inQueue(), 0);
  });
});

describe('routing', () => {
  test('spreads a batch over every idle port', async t => {
    const bench = await openBench(t, { ports: 4 });
    await bench.send(['01', '02', '03', '04']);
    await bench.quiet();
    assert.deepEqual(bench.carried.map(segment => segment.port).sort(), [0, 1, 2, 3]);
    assert.deepEqual(bench.carried.map(segment => segment.number).sort(), ['01', '02', '03', '04']);
  });

  test('gives the next message to the port that carried least lately', async t => {
    const bench = await openBench(t, { ports: 3 });
    for (let n = 0; n < 6; n += 1) {
      await bench.send([`0${n}`]);
      await bench.quiet();
    }
    assert.deepEqual(
      bench.carried.map(segment => segment.port),
      [0, 1, 2, 0, 1, 2],
    );
  });

  test('lets messages wait for their named ports without holding up others', async t => {
    const bench = await openBench(t, { ports: 3 });
    bench.port(1).canSend = false;
    await bench.send(['01', '02'], { ports: [1] });
    await bench.send(['03'], { ports: [1, 2] });
    await bench.send(['04']);
    await bench.quiet();
    assert.deepEqual(
      bench.carried.map(({ port, number }) => [port, number]),
      [
        [2, '03'],
        [0, '04'],
      ],
    );
    assert.equal(bench.messages.inQueue(), 2);
    bench.port(1).canSend = true;
    bench.listener.changed(bench.port(1));
    await bench.quiet();
    assert.deepEqual(
      bench.carried.slice(2).map(({ port, number }) => [port, number]),
      [
        [1, '01'],
        [1, '02'],
      ],
    );
  });

  test('takes ports of a recipient where the request names none', async t => {
    const bench = await openBench(t, { ports: 3 });
    await bench.send([
      { number: '01', ports: [2] },
      { number: '02', ports: [1] },
    ]);
    await bench.quiet();
    assert.deepEqual(bench.carried.map(({ port, number }) => [number, port]).sort(), [
      ['01', 2],
      ['02', 1],
    ]);
  });

  test('sends the oldest first', async t => {
    const bench = await openBench(t, { start: false });
    for (const number of ['01', '02', '03']) await bench.send([number]);
    await bench.send(['04'], { ports: [0] });
    bench.start();
    await bench.quiet();
    assert.deepEqual(
      bench.carried.map(segment => segment.number),
      ['01', '02', '03', '04'],
    );
    // The relay link stays open while more is ready (27.005 3.5.6).
    assert.deepEqual(
      bench.carried.map(segment => segment.moreFollow),
      [true, true, true, false],
    );
  });
});

describe('a long message', () => {
  const text = 'x'.repeat(400);

  test('goes through one port in order, under one reference', async t => {
    const bench = await openBench(t, { ports: 2 });
    await bench.send(['01', '02'], { text });
    await bench.quiet();
    for (const number of ['01', '02']) {
      const segments = bench.carried.filter(segment => segment.number === number);
      assert.equal(new Set(segments.map(segment => segment.port)).size, 1);
      const elements = segments.map(segment => [...(segment.tpdu.userData.header[0]?.data ?? [])]);
      const reference = number === '01' ? 1 : 2;
      assert.deepEqual(elements, [
        [reference, 3, 1],
        [reference, 3, 2],
        [reference, 3, 3],
      ]);
      assert.equal(segments.map(segment => segment.text).join(''), text);
    }
  });

  test('goes on with the same SIM when its port went away in the middle, wherever that SIM is then', async t => {
    const bench = await openBench(t, { ports: 2 });
    const [first, second] = [bench.port(0), bench.port(1)];
    const sim = first.sim;
    second.canSend = false;
    first.answer = (_tpdu, count) => {
      first.canSend = false;
      return { kind: 'accepted', reference: count };
    };
    await bench.send(['01'], { text });
    await bench.quiet();
    second.canSend = true;
    bench.listener.changed(second);
    await bench.quiet();
    assert.equal(bench.carried.length, 1, 'another SIM does not take it over');
    second.sim = sim;
    bench.listener.changed(second);
    await bench.quiet();
    assert.deepEqual(
      bench.carried.map(segment => segment.port),
      [0, 1, 1],
    );
    assert.equal(bench.carried.map(segment => segment.text).join(''), text);
    assert.deepEqual(await statuses(bench), ['SENT_OK']);
  });

  test('shows how much of it was sent while it is being sent', async t => {
    const bench = await openBench(t);
    let release = (_outcome: SubmitOutcome): void => {};
    bench.port(0).answer = (_tpdu, count) =>
      count === 1 ? { kind: 'accepted', reference: 5 } : new Promise(resolve => (release = resolve));
    await bench.send(['01'], { text });
    await bench.quiet();
    const [row] = await collect(bench.messages.results({}));
    assert.deepEqual([row?.status, row?.count, row?.succCount, row?.refId], ['SENDING', 3, 1, 5]);
    release({ kind: 'accepted', reference: 6 });
    await bench.quiet();
    release({ kind: 'accepted', reference: 7 });
    await bench.quiet();
    const [sent] = await collect(bench.messages.results({}));
    assert.deepEqual([sent?.status, sent?.succCount, sent?.refId], ['SENT_OK', 3, 5]);
  });

  test('ends FAILED when a segment is refused for good, with what was sent counted', async t => {
    const bench = await openBench(t);
    bench.port(0).answer = (_tpdu, count) =>
      count === 2 ? refusal(true) : { kind: 'accepted', reference: count };
    await bench.send(['01'], { text });
    await bench.quiet();
    const [row] = await collect(bench.messages.results({}));
    assert.deepEqual([row?.status, row?.succCount], ['FAILED', 1]);
    assert.equal(bench.carried.length, 2);
  });
});

describe('a refusal', () => {
  test('that is permanent ends the message at once, with the reason', async t => {
    const bench = await openBench(t);
    bench.port(0).answer = () => refusal(true);
    await bench.send(['01']);
    await bench.skip(3600);
    assert.equal(bench.carried.length, 1);
    const [event] = bench.journal();
    assert.ok(event?.kind === 'sms_result');
    assert.deepEqual([event.status, event.reason, event.port], ['FAILED', 'unassigned number', 0]);
  });

  test('that is temporary is tried again with growing delay, at most as often as set', async t => {
    const bench = await openBench(t, { sms: { attempts: 4, retryDelay: 20 } });
    const times: number[] = [];
    const start = bench.clock.monotonic();
    bench.port(0).answer = () => {
      times.push((bench.clock.monotonic() - start) / 1000);
      return refusal(false);
    };
    await bench.send(['01']);
    await bench.quiet();
    // With the random number at one half a delay is three quarters of its full length.
    for (let n = 0; n < 300; n += 1) await bench.pass(1);
    assert.deepEqual(times, [0, 15, 45, 105]);
    const [event] = bench.journal();
    assert.ok(event?.kind === 'sms_result');
    assert.equal(event.reason, 'refused 4 times, at last: out of order');
  });

  test('that is temporary leaves the message to any other port it may use', async t => {
    const bench = await openBench(t, { ports: 2 });
    bench.port(0).answer = () => {
      bench.port(0).canSend = false;
      return refusal(false);
    };
    await bench.send(['01']);
    await bench.quiet();
    assert.equal(bench.messages.inQueue(), 1);
    assert.equal((await collect(bench.messages.results({})))[0]?.port, 255);
    await bench.pass(30);
    assert.deepEqual(
      bench.carried.map(segment => segment.port),
      [0, 1],
    );
    assert.deepEqual(await statuses(bench), ['SENT_OK']);
  });

  test('because the device went away does not count, and the port rests instead of spinning', async t => {
    const bench = await openBench(t, { sms: { attempts: 1 } });
    bench.port(0).answer = () => refusal(false, 'link');
    await bench.send(['01']);
    await bench.quiet();
    assert.equal(bench.carried.length, 1);
    await bench.pass(600);
    assert.ok(bench.carried.length > 3 && bench.carried.length < 15, String(bench.carried.length));
    assert.deepEqual(await statuses(bench), ['SENDING']);
    bench.port(0).answer = () => ({ kind: 'accepted', reference: 1 });
    await bench.pass(180);
    assert.deepEqual(await statuses(bench), ['SENT_OK']);
  });

  test('because the device went away leaves the message to another port at once', async t => {
    const bench = await openBench(t, { ports: 2 });
    bench.port(0).answer = () => refusal(false, 'link');
    await bench.send(['01']);
    await bench.quiet();
    assert.deepEqual(
      bench.carried.map(segment => segment.port),
      [0, 1],
    );
    assert.deepEqual(await statuses(bench), ['SENT_OK']);
  });

  test('of a modem that is still starting does not count: the message is put back and sent later', async t => {
    const bench = await openBench(t, { sms: { attempts: 1 } });
    bench.port(0).answer = () => ({
      kind: 'refused',
      refusal: { source: 'cms', code: 512, text: 'starting', permanent: false, notYet: true },
    });
    await bench.send(['01']);
    await bench.pass(120);
    assert.ok(bench.carried.length > 2 && bench.carried.length < 10, String(bench.carried.length));
    assert.deepEqual(await statuses(bench), ['SENDING']);
    assert.equal(bench.messages.inQueue(), 1);
    bench.port(0).answer = accepts;
    await bench.pass(120);
    assert.deepEqual(await statuses(bench), ['SENT_OK']);
  });

  test('by one bad port does not use up the tries of all messages', async t => {
    const bench = await openBench(t, { ports: 1 });
    bench.port(0).answer = () => refusal(false);
    await bench.send(Array.from({ length: 50 }, (_, n) => `01${n}`));
    await bench.quiet();
    assert.equal(bench.carried.length, 3, 'the port rests after some refusals in a row');
  });
});

describe('a message in doubt', () => {
  const doubt = (late: Promise<number | undefined> = Promise.resolve(undefined)): SubmitOutcome => ({
    kind: 'inDoubt',
    reason: 'silence',
    late,
  });

  test('is never sent again and ends FAILED after the set age', async t => {
    const bench = await openBench(t, { sms: { inDoubtAge: 600 } });
    bench.port(0).answer = () => doubt();
    await bench.send(['01']);
    await bench.skip(590);
    assert.deepEqual(await statuses(bench), ['SENDING']);
    await bench.pass(60);
    assert.deepEqual(await statuses(bench), ['FAILED']);
    const [event] = bench.journal();
    assert.ok(event?.kind === 'sms_result' && event.reason === 'in doubt');
    assert.equal(bench.carried.length, 1);
  });

  test('ends sooner where no report was asked for that could settle it', async t => {
    const bench = await openBench(t, { sms: { inDoubtAge: 86400, inDoubtAgeWithoutReport: 60 } });
    bench.port(0).answer = () => doubt();
    await bench.send(['01'], { statusReport: false });
    await bench.pass(120);
    assert.deepEqual(await statuses(bench), ['FAILED']);
  });

  test('is settled by a late answer', async t => {
    const bench = await openBench(t);
    let answer = (_reference: number | undefined): void => {};
    const late = new Promise<number | undefined>(resolve => (answer = resolve));
    bench.port(0).answer = () => doubt(late);
    await bench.send(['01']);
    await bench.quiet();
    assert.deepEqual(await statuses(bench), ['SENDING']);
    answer(33);
    await bench.quiet();
    const [row] = await collect(bench.messages.results({}));
    assert.deepEqual([row?.status, row?.refId], ['SENT_OK', 33]);
  });

  test('goes on with its other segments', async t => {
    const bench = await openBench(t);
    bench.port(0).answer = (_tpdu, count) => (count === 1 ? doubt() : { kind: 'accepted', reference: count });
    await bench.send(['01'], { text: 'x'.repeat(400) });
    await bench.quiet();
    assert.equal(bench.carried.length, 3);
    const [row] = await collect(bench.messages.results({}));
    assert.deepEqual([row?.status, row?.succCount], ['SENDING', 2]);
  });

  test('is what a port that throws leaves behind', async t => {
    const bench = await openBench(t);
    bench.port(0).answer = () => Promise.reject(new Error('broken'));
    await bench.send(['01']);
    await bench.pass(600);
    assert.equal(bench.carried.length, 1);
    assert.deepEqual(await statuses(bench), ['SENDING']);
  });
});

describe('waiting', () => {
  test('ends FAILED after the set age', async t => {
    const bench = await openBench(t, { sms: { waitingAge: 3600 } });
    bench.port(0).canSend = false;
    await bench.send(['01', '02']);
    await bench.skip(3570);
    assert.equal(bench.messages.inQueue(), 2);
    await bench.pass(60);
    assert.deepEqual(await statuses(bench), ['FAILED', 'FAILED']);
    assert.equal(bench.messages.inQueue(), 0);
    const [event] = bench.journal();
    assert.ok(event?.kind === 'sms_result');
    assert.equal(event.reason, 'no port could send it within 3600 s');
  });

  test('is not ended by a clock that jumps', async t => {
    const bench = await openBench(t, { sms: { waitingAge: 3600 } });
    bench.port(0).canSend = false;
    await bench.send(['01']);
    bench.clock.jump(50 * 365 * 86_400_000);
    await bench.pass(120);
    assert.deepEqual(await statuses(bench), ['SENDING']);
  });

  test('ends for the rest of a message whose SIM stays away', async t => {
    const bench = await openBench(t, { sms: { waitingAge: 3600 } });
    bench.port(0).answer = (_tpdu, count) => {
      bench.port(0).canSend = false;
      return { kind: 'accepted', reference: count };
    };
    await bench.send(['01'], { text: 'x'.repeat(400) });
    await bench.skip(3660);
    const [row] = await collect(bench.messages.results({}));
    assert.deepEqual([row?.status, row?.succCount], ['FAILED', 1]);
  });
});

describe('stop_sms', () => {
  test('ends what no port has begun, completes what one has, and tells', async t => {
    const bench = await openBench(t);
    let release = (_outcome: SubmitOutcome): void => {};
    bench.port(0).answer = () => new Promise(resolve => (release = resolve));
    await bench.send(['01', '02', '03']);
    await bench.send(['04']);
    await bench.quiet();
    assert.equal(await bench.messages.stop(1), 'stopped');
    assert.equal(bench.messages.inQueue(), 1);
    assert.deepEqual(await statuses(bench), ['SENDING', 'FAILED', 'FAILED', 'SENDING']);
    release({ kind: 'accepted', reference: 1 });
    await bench.quiet();
    assert.deepEqual(
      bench.carried.map(segment => segment.number),
      ['01', '04'],
    );
    const told = bench
      .journal()
      .map(event => (event.kind === 'sms_result' ? [event.number, event.reason] : []));
    assert.deepEqual(told, [
      ['02', 'stopped'],
      ['03', 'stopped'],
      ['01', ''],
    ]);
  });

  test('knows finished tasks and does not know others', async t => {
    const bench = await openBench(t);
    await bench.send(['01']);
    await bench.quiet();
    assert.equal(await bench.messages.stop(1), 'stopped');
    assert.deepEqual(await statuses(bench), ['SENT_OK']);
    assert.equal(await bench.messages.stop(2), 'unknown');
  });

  test('ends a message that waits for its next try', async t => {
    const bench = await openBench(t);
    bench.port(0).answer = () => refusal(false);
    await bench.send(['01']);
    await bench.quiet();
    await bench.messages.stop(1);
    await bench.pass(120);
    assert.equal(bench.carried.length, 1);
    assert.equal(bench.messages.inQueue(), 0);
    assert.deepEqual(await statuses(bench), ['FAILED']);
  });
});
