import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import type { CallRecord } from './calls.ts';
import { partyOf } from './hangup.ts';
import { type BenchSettings, type CallBench, callBench } from './testing.ts';

let bench: CallBench;
function begin(settings?: BenchSettings): CallBench {
  bench = callBench(settings);
  return bench;
}

async function recordsOf({ service }: CallBench, filter = {}): Promise<CallRecord[]> {
  const records: CallRecord[] = [];
  for await (const page of service.calls.records(filter)) records.push(...page);
  return records;
}

async function dialled(number = '0170'): Promise<CallRecord> {
  const answer = await bench.service.calls.dial({ number, port: 0 });
  assert.ok(answer.ok);
  return answer.call;
}

/** The call with this id as its modem reports it. */
function mine(id: number) {
  return { direction: 'outgoing', number: '0170', reference: id } as const;
}

describe('calls above a port', () => {
  afterEach(() => bench.close());

  describe('an outgoing call', () => {
    test('is stored before it is dialled', async () => {
      begin();
      const { id } = await dialled();
      assert.deepEqual(bench.port.asked, [`dial 0170 as ${id}`]);
      assert.partialDeepStrictEqual(bench.service.calls.find(id), {
        ...{ id, port: 0, imsi: '001010000000000', direction: 'outgoing', stage: 'dialing' },
        ...{ source: '+88200000', destination: '0170', answered: null, ended: null },
      });
    });

    test('leaves a record with every key, and its event in the same commit', async () => {
      const { clock } = begin();
      const { id, started } = await dialled();
      bench.phase({ ...mine(id), phase: 'alerting' });
      clock.advance(4000);
      bench.phase({ ...mine(id), phase: 'active', answered: true });
      bench.notice({
        kind: 'cell',
        call: { ...mine(id), key: 1, phase: 'active', answered: true, missing: 0 },
        bcch: '62',
      });
      clock.advance(11_900);
      bench.end({ ...mine(id), answered: true }, 16);
      await bench.written();
      const [record] = await recordsOf(bench);
      assert.deepEqual(record, {
        ...{ id, port: 0, imsi: '001010000000000', direction: 'outgoing' },
        ...{ source: '+88200000', destination: '0170', stage: 'ended' },
        ...{ started, answered: started + 4000, ended: started + 15_900, duration: 11 },
        ...{
          hangup: 'called',
          cause: 16,
          bcch: '62',
          address: '',
          codec: '',
          reason: '',
          reasonCode: '',
          interrupted: false,
        },
      });
      assert.deepEqual(bench.events(), [
        {
          ...{ kind: 'cdr', callId: id, port: 0, start: started, answer: started + 4000, duration: 11 },
          ...{
            sourceNumber: '+88200000',
            destinationNumber: '0170',
            direction: 'ip->gsm',
            ip: '',
            codec: '',
          },
          ...{ hangup: 'called', gsmCode: 16, bcch: '62', imsi: '001010000000000' },
        },
      ]);
    });

    test('counts its seconds on the monotonic clock', async () => {
      const { clock } = begin();
      const { id } = await dialled();
      bench.phase({ ...mine(id), phase: 'active', answered: true });
      clock.jump(-3600_000);
      clock.advance(5000);
      bench.end({ ...mine(id), answered: true }, 16);
      await bench.written();
      assert.equal((await recordsOf(bench))[0]?.duration, 5);
    });

    test('that nobody answers makes a record and no event', async () => {
      begin();
      const { id } = await dialled();
      bench.end(mine(id), 17);
      await bench.written();
      assert.partialDeepStrictEqual(await recordsOf(bench), [{ answered: null, duration: 0, cause: 17 }]);
      assert.deepEqual(bench.events(), []);
    });

    test('that the modem refuses is recorded with the reason', async () => {
      const { port, service } = begin();
      port.answer = { kind: 'refused', text: 'the modem refused it: +CME ERROR: 30' };
      assert.deepEqual(await service.calls.dial({ number: '0170', port: 0 }), {
        ...{ ok: false, code: 503, error: 'port: the modem refused it: +CME ERROR: 30.' },
      });
      assert.partialDeepStrictEqual(await recordsOf(bench), [
        { hangup: 'gateway', reason: 'the modem refused it: +CME ERROR: 30', reasonCode: 'not_taken' },
      ]);
    });

    test('takes the first port that is free', async () => {
      const { port, service } = begin();
      port.snapshotDifferences = { callstate: 'Active' };
      const answer = await service.calls.dial({ number: '0170' });
      assert.equal(answer.ok && answer.call.port, 1);
    });
  });

  describe('a call is refused', () => {
    const refusals: readonly [
      what: string,
      prepare: (bench: CallBench) => void,
      request: { port?: number; number: string },
      code: number,
      error: string,
    ][] = [
      [
        'to 112',
        () => {},
        { number: '112' },
        400,
        'number: 112 is an emergency number, which a setting must allow.',
      ],
      [
        'to +112',
        () => {},
        { number: '+112' },
        400,
        'number: +112 is an emergency number, which a setting must allow.',
      ],
      [
        'to an emergency number of the SIM',
        ({ port }) => port.emergency.push('888'),
        { number: '888' },
        400,
        'number: 888 is an emergency number, which a setting must allow.',
      ],
      [
        'on a port there is not',
        () => {},
        { number: '0170', port: 9 },
        400,
        'port: this gateway has no port 9.',
      ],
      [
        'on a port that is away',
        ({ port }) => {
          port.snapshotDifferences = { canSend: false, trouble: 'no SIM' };
        },
        { number: '0170', port: 0 },
        503,
        'port: no SIM.',
      ],
      [
        'when no port is free',
        ({ ports }) => {
          for (const port of ports) port.snapshotDifferences = { callstate: 'Ringing' };
        },
        { number: '0170' },
        503,
        'port: no port is free for a call.',
      ],
    ];
    for (const [what, prepare, request, code, error] of refusals)
      test(what, async () => {
        prepare(begin());
        assert.deepEqual(await bench.service.calls.dial(request), { ok: false, code, error });
        assert.deepEqual(
          bench.ports.flatMap(({ asked }) => asked),
          [],
        );
      });

    test('by a limit of the SIM, which is told of each call that was made', async () => {
      const counted: unknown[] = [];
      let refusal = '';
      begin({
        limits: {
          refusal: () => refusal,
          countCall: (_database, imsi, seconds) => counted.push([imsi, seconds]),
        },
      });
      const { id } = await dialled();
      bench.end(mine(id), 17);
      await bench.written();
      refusal = 'its calls of today are used up';
      assert.partialDeepStrictEqual(await bench.service.calls.dial({ number: '0170', port: 0 }), {
        ...{ code: 503, error: 'port: its calls of today are used up.' },
      });
      assert.deepEqual(counted, [['001010000000000', 0]]);
    });

    test('to an emergency number no more once a setting allows it', async () => {
      begin({ calls: { emergencyNumbers: true } });
      assert.equal((await dialled('112')).destination, '112');
    });
  });

  test('a call ends at the limit of its SIM’s call time', async () => {
    begin({ limits: { secondsLeft: () => 60 } });
    const { id } = await dialled();
    bench.phase({ ...mine(id), phase: 'active', answered: true });
    bench.clock.advance(59_000);
    assert.equal(bench.port.asked.length, 1);
    bench.clock.advance(1000);
    assert.deepEqual(bench.port.asked.slice(1), ['hang up 1']);
    bench.end({ ...mine(id), answered: true }, 16);
    await bench.written();
    assert.partialDeepStrictEqual(await recordsOf(bench), [
      {
        hangup: 'gateway',
        reason: 'the limit of call time is reached',
        reasonCode: 'limit_reached',
        duration: 60,
      },
    ]);
  });

  describe('an incoming call', () => {
    test('that rings in vain is missed', async () => {
      begin();
      bench.phase({});
      bench.phase({ number: '0171' });
      bench.end({ number: '0171' }, 16);
      await bench.written();
      const [record] = await recordsOf(bench);
      assert.partialDeepStrictEqual(record, {
        ...{ direction: 'incoming', source: '0171', destination: '+88200000', hangup: 'calling' },
      });
      assert.deepEqual(bench.events(), [
        {
          ...{ kind: 'missed_call', callId: record?.id, time: record?.started, port: 0, number: '0171' },
          imsi: '001010000000000',
        },
      ]);
    });

    test('rings on, where that is the rule', async () => {
      begin();
      bench.phase({});
      await bench.written();
      assert.deepEqual(bench.port.asked, []);
    });

    test('is refused once it is stored, where that is the rule, and is then not missed', async () => {
      begin({ calls: { incoming: 'refuse' } });
      bench.phase({});
      assert.deepEqual(bench.port.asked, []);
      await bench.written();
      assert.deepEqual(bench.port.asked, ['hang up 1']);
      bench.end({}, 16);
      await bench.written();
      assert.partialDeepStrictEqual(await recordsOf(bench), [{ hangup: 'gateway' }]);
      assert.deepEqual(bench.events(), []);
    });

    test('is answered and hung up after a while, where that is the rule of its port', async () => {
      begin({ portConfigs: [{ port: 0, incomingCalls: 'answerAndHangUp' }], calls: { answeredFor: 8 } });
      bench.phase({});
      await bench.written();
      bench.phase({ phase: 'active', answered: true });
      bench.clock.advance(7999);
      assert.deepEqual(bench.port.asked, ['answer 1']);
      bench.clock.advance(1);
      assert.deepEqual(bench.port.asked, ['answer 1', 'hang up 1']);
    });

    test('is hung up again until it is over: the modem may not have heard it', async () => {
      begin({ calls: { incoming: 'refuse' } });
      bench.phase({});
      await bench.written();
      bench.clock.advance(4999);
      assert.deepEqual(bench.port.asked, ['hang up 1']);
      bench.clock.advance(1);
      bench.end({}, 16);
      bench.clock.advance(20_000);
      assert.deepEqual(bench.port.asked, ['hang up 1', 'hang up 1']);
    });

    test('is answered, given tones and hung up by a person', async () => {
      const { service } = begin();
      bench.phase({});
      await bench.written();
      const id = service.calls.list({ limit: 1 })[0]?.id ?? 0;
      assert.ok((await service.calls.answer(id)).ok);
      assert.ok((await service.calls.sendTones(id, '1#')).ok);
      assert.ok((await service.calls.hangUp(id)).ok);
      bench.end({ answered: true }, 16);
      await bench.written();
      assert.deepEqual(bench.port.asked, ['answer 1', 'tones 1 1#', 'hang up 1']);
      assert.equal(service.calls.find(id)?.hangup, 'called');
      assert.partialDeepStrictEqual(await service.calls.hangUp(id), { ok: false, code: 409 });
      assert.partialDeepStrictEqual(await service.calls.hangUp(99), { ok: false, code: 404 });
    });
  });

  describe('two calls of a port', () => {
    const one = { key: 1, number: '0171', answered: true } as const;
    const other = { key: 2, number: '0172' } as const;
    const both = async (): Promise<readonly [first: number, second: number]> => {
      begin();
      bench.phase({ ...one, phase: 'active' });
      bench.clock.advance(3000);
      bench.phase({ ...other, phase: 'waiting' });
      await bench.written();
      const [second, first] = bench.service.calls.list({ limit: 2 });
      return [first?.id ?? 0, second?.id ?? 0];
    };

    test('are held and retrieved by their ids', async () => {
      const [first, second] = await both();
      const { calls } = bench.service;
      assert.ok((await calls.answer(second)).ok);
      assert.ok((await calls.retrieve(first)).ok);
      bench.port.answer = { kind: 'refused', text: 'the modem cannot hold calls: it has no +CHLD=2' };
      assert.deepEqual(await calls.hold(first), {
        ...{ ok: false, code: 409, error: 'call_id: the modem cannot hold calls: it has no +CHLD=2.' },
      });
      assert.deepEqual(bench.port.asked, ['answer 2', 'retrieve 1', 'hold 1']);
    });

    test('each have their own record; time on hold counts', async () => {
      await both();
      bench.phase({ ...one, phase: 'held' });
      bench.phase({ ...other, phase: 'active', answered: true });
      bench.clock.advance(5000);
      bench.phase({ ...other, phase: 'held', answered: true });
      bench.phase({ ...one, phase: 'active' });
      bench.clock.advance(2000);
      bench.end({ ...other, phase: 'held', answered: true }, 16);
      bench.clock.advance(1000);
      bench.end({ ...one, phase: 'active' }, 31);
      await bench.written();
      const records = await recordsOf(bench);
      assert.deepEqual(
        records.map(({ source, duration, cause }) => [source, duration, cause]),
        [
          ['0171', 11, 31],
          ['0172', 7, 16],
        ],
      );
    });
  });

  describe('who hung up', () => {
    for (const [direction, wish, lost, party] of [
      ['outgoing', undefined, false, 'called'],
      ['incoming', undefined, false, 'calling'],
      ['outgoing', 'person', false, 'calling'],
      ['incoming', 'person', false, 'called'],
      ['outgoing', 'rule', false, 'gateway'],
      ['incoming', undefined, true, 'gateway'],
    ] as const)
      test(`${direction}, ended by ${wish ?? (lost ? 'a loss' : 'the other side')}: ${party}`, () => {
        begin();
        assert.equal(partyOf(direction, wish, lost), party);
      });
  });

  describe('what does not end by itself', () => {
    test('a call that goes with its modem is marked interrupted', async () => {
      begin();
      const { id } = await dialled();
      bench.phase(mine(id));
      bench.end(mine(id), 127, true);
      await bench.written();
      assert.partialDeepStrictEqual(await recordsOf(bench), [
        {
          hangup: 'gateway',
          cause: 127,
          interrupted: true,
          reason: 'the modem was lost',
          reasonCode: 'modem_lost',
        },
      ]);
    });

    test('a call that a crash cut is closed at the next start, once', async () => {
      begin();
      const { id } = await dialled();
      bench.phase({ ...mine(id), phase: 'active', answered: true });
      await bench.written();
      bench = bench.crash();
      bench.service.start();
      await bench.written();
      assert.partialDeepStrictEqual(await recordsOf(bench), [
        {
          id,
          interrupted: true,
          hangup: 'gateway',
          reason: 'the gateway was restarted',
          reasonCode: 'restarted',
          duration: 0,
        },
      ]);
      assert.equal(bench.events().length, 1);
      bench = bench.crash();
      bench.service.start();
      await bench.written();
      assert.equal(bench.events().length, 1);
    });

    test('a stop hangs up, and waits until that is done', async () => {
      const { service } = begin();
      const { id } = await dialled();
      bench.phase(mine(id));
      const stopped = service.stop();
      assert.deepEqual(bench.port.asked.slice(1), ['hang up 1']);
      bench.end(mine(id), 16);
      await stopped;
      await bench.written();
      assert.partialDeepStrictEqual(service.calls.find(id), {
        reason: 'the gateway is being stopped',
        reasonCode: 'stopping',
      });
      assert.partialDeepStrictEqual(await service.calls.dial({ number: '1' }), { ok: false, code: 503 });
    });
  });

  describe('reading calls', () => {
    const made = async (count: number): Promise<void> => {
      for (let key = 1; key <= count; key += 1) {
        bench.clock.advance(1000);
        bench.phase({ key });
        if (key < count) bench.end({ key }, 16);
      }
      await bench.written();
    };

    test('by port and time, both ends included; a call that goes on has no record', async () => {
      const { clock } = begin();
      const start = clock.now();
      await made(4);
      const startsOf = async (filter: object) =>
        (await recordsOf(bench, filter)).map(({ started }) => started - start);
      assert.deepEqual(await startsOf({}), [1000, 2000, 3000]);
      assert.deepEqual(await startsOf({ after: start + 1000 }), [1000, 2000, 3000]);
      assert.deepEqual(await startsOf({ after: start + 1001 }), [2000, 3000]);
      assert.deepEqual(await startsOf({ after: start + 2000, before: start + 3000 }), [2000, 3000]);
      assert.deepEqual(await startsOf({ after: start + 3000, before: start + 2000 }), []);
      assert.deepEqual(await startsOf({ ports: [1] }), []);
    });

    test('in pages of many', async () => {
      begin();
      await made(1201);
      assert.equal((await recordsOf(bench)).length, 1200);
    });

    test('for people, newest first, in pages', async () => {
      const { service } = begin();
      await made(3);
      const idsOf = (filter: object) => service.calls.list({ limit: 2, ...filter }).map(({ id }) => id);
      assert.deepEqual(idsOf({}), [3, 2]);
      assert.deepEqual(idsOf({ before: 2 }), [1]);
      assert.deepEqual(idsOf({ ongoing: true }), [3]);
      assert.deepEqual(idsOf({ ongoing: false }), [2, 1]);
      assert.deepEqual(idsOf({ ports: [1] }), []);
    });

    test('old ones are removed with their legs', async () => {
      begin();
      await made(3);
      bench.clock.advance(91 * 24 * 3600_000);
      bench.service.start();
      await bench.written();
      await bench.written();
      assert.deepEqual(
        bench.service.calls.list({ limit: 9 }).map(({ id }) => id),
        [3],
      );
    });
  });
});
