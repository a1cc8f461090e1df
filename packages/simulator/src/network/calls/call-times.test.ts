/** Calls by the clock, by their rules, and as they stand in the record. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { CallFromNetwork } from '../../radio.ts';
import type { NetworkOptions } from '../options.ts';
import { aliceSim, attachTestModule, bobSim, createTestNetwork } from '../test-module.ts';
import { type CallOutcome, type CallRule, createCallRules } from './call-rules.ts';

const OUTSIDE = '+491701';
const start = Date.UTC(2025, 0, 1);

function bench(options: Partial<NetworkOptions> = {}) {
  const { clock, network } = createTestNetwork(options);
  const [ann, bob] = [attachTestModule(network, aliceSim), attachTestModule(network, bobSim)];
  return { clock, network, ann, bob };
}

function last(messages: readonly CallFromNetwork[]): string | undefined {
  const message = messages.at(-1);
  return message?.kind === 'released' ? `released ${message.cause}` : message?.kind;
}

describe('a phone outside', () => {
  const rows: readonly [outcome: CallOutcome, waits: number, until: string, then: string][] = [
    [{ kind: 'answer' }, 3000, 'alerting', 'connected'],
    [{ kind: 'answer', milliseconds: 500 }, 500, 'alerting', 'connected'],
    [{ kind: 'answer', milliseconds: 1 }, 1, 'alerting', 'connected'],
    [{ kind: 'answer', milliseconds: 500, talk: 4000 }, 4500, 'connected', 'released 16'],
    [{ kind: 'answer', milliseconds: 500, drop: 4000 }, 4500, 'connected', 'released 41'],
    [{ kind: 'answer', talk: 9000, drop: 4000 }, 7000, 'connected', 'released 41'],
    [{ kind: 'noAnswer' }, 30_000, 'alerting', 'released 19'],
    [{ kind: 'noAnswer', milliseconds: 700 }, 700, 'alerting', 'released 19'],
    [{ kind: 'reject' }, 3000, 'alerting', 'released 21'],
    [{ kind: 'reject', milliseconds: 700 }, 700, 'alerting', 'released 21'],
  ];
  for (const [outcome, waits, until, then] of rows)
    test(`${JSON.stringify(outcome)}: ${then} after ${waits} ms`, async () => {
      const { clock, network, ann } = bench();
      network.setCallRules([{ outcome }]);
      ann.attachment.dial(OUTSIDE);
      await setImmediate();
      await clock.advance(waits - 1);
      assert.equal(last(ann.calls), until);
      await clock.advance(1);
      assert.equal(last(ann.calls), then);
    });

  test('answers at once where no time is to pass', async () => {
    const { network, ann } = bench();
    network.setCallRules([{ outcome: { kind: 'answer', milliseconds: 0, talk: 0 } }]);
    ann.attachment.dial(OUTSIDE);
    await setImmediate();
    assert.equal(last(ann.calls), 'released 16');
  });

  test('that calls rings for a minute at most, and hangs up so long after the answer', async () => {
    const { clock, network, ann, bob } = bench();
    network.callFromOutside({ from: OUTSIDE, to: aliceSim.number });
    network.callFromOutside({ from: OUTSIDE, to: bobSim.number, ringFor: 61_000, talk: 3000 });
    await clock.advance(50_000);
    bob.attachment.answerCall(2);
    await clock.advance(2999);
    assert.equal(last(bob.calls), 'connected');
    await clock.advance(1);
    assert.equal(last(bob.calls), 'released 16');
    await clock.advance(6999);
    assert.equal(last(ann.calls), 'incoming');
    await clock.advance(1);
    assert.equal(last(ann.calls), 'released 19');
  });
});

describe('between modems', () => {
  test('a call rings for a minute, and reaches the other side in the time of the air', async () => {
    const { clock, ann, bob } = bench({ airTime: { minimum: 800, maximum: 800 } });
    ann.attachment.dial(bobSim.number);
    await setImmediate();
    await clock.advance(799);
    assert.equal(bob.calls.length, 0);
    await clock.advance(1);
    assert.deepEqual([last(bob.calls), last(ann.calls)], ['incoming', 'alerting']);
    await clock.advance(59_999);
    assert.deepEqual([last(bob.calls), last(ann.calls)], ['incoming', 'alerting']);
    await clock.advance(1);
    assert.deepEqual([last(bob.calls), last(ann.calls)], ['released 19', 'released 19']);
  });

  test('only who is called may answer, and tones pass while both speak', async () => {
    const { clock, network, ann, bob } = bench();
    const id = ann.attachment.dial(bobSim.number) ?? 0;
    await setImmediate();
    ann.attachment.answerCall(id);
    ann.attachment.sendTone(id, '1');
    assert.equal(last(ann.calls), 'alerting');
    await clock.advance(700);
    bob.attachment.answerCall(id);
    bob.attachment.answerCall(id);
    for (const [module, tone] of [
      [ann, '2'],
      [bob, '3'],
    ] as const)
      module.attachment.sendTone(id, tone);
    await clock.advance(1300);
    ann.attachment.releaseCall(id, 16);
    ann.attachment.releaseCall(id, 17);
    ann.attachment.sendTone(id, '4');
    assert.deepEqual(network.calls(), [
      {
        ...{ id: 1, from: aliceSim.number, to: bobSim.number, state: 'ended', tones: '23' },
        ...{ startedAt: start, answeredAt: start + 700, endedAt: start + 2000, cause: 16, endedBy: 'origin' },
      },
    ]);
    assert.deepEqual(
      bob.calls.map(({ kind }) => kind),
      ['incoming', 'connected', 'released'],
    );
    assert.equal(clock.pendingTimers, 0);
    network.clear();
    assert.deepEqual(network.calls(), []);
  });

  test('one that is given up on its way rings nowhere', async () => {
    const { clock, network, ann, bob } = bench({ airTime: { minimum: 800, maximum: 800 } });
    ann.attachment.releaseCall(ann.attachment.dial(bobSim.number) ?? 0, 16);
    await setImmediate();
    const id = ann.attachment.dial(bobSim.number) ?? 0;
    await setImmediate();
    await clock.advance(799);
    ann.attachment.releaseCall(id, 16);
    await clock.advance(800);
    assert.deepEqual([bob.calls.some(({ kind }) => kind === 'incoming'), clock.pendingTimers], [false, 0]);
    assert.deepEqual(
      network.calls().map(({ state }) => state),
      ['ended', 'ended'],
    );
  });

  test('one that is refused at once never rings', async () => {
    const { ann, bob } = bench();
    bob.terminal.call = message => bob.attachment.releaseCall(message.call, 21);
    ann.attachment.dial(bobSim.number);
    await setImmediate();
    assert.deepEqual(
      ann.calls.map(({ kind }) => kind),
      ['released'],
    );
  });

  test('one to a subscriber whose module is away does not ring', async () => {
    const { ann, bob } = bench();
    bob.attachment.detach();
    ann.attachment.dial(bobSim.number);
    await setImmediate();
    assert.equal(last(ann.calls), 'released 27');
  });

  test('a module that goes loses its own calls and no others', async () => {
    const { network, ann, bob } = bench();
    ann.attachment.dial(OUTSIDE);
    network.callFromOutside({ from: OUTSIDE, to: bobSim.number });
    await setImmediate();
    ann.attachment.detach();
    assert.deepEqual(
      network.calls().map(({ state, endedBy, cause }) => [state, endedBy, cause]),
      [
        ['ended', 'network', 41],
        ['ringing', undefined, undefined],
      ],
    );
    network.setRegistration(bobSim.imsi, 2);
    assert.equal(last(bob.calls), 'released 41');
  });

  test('is forwarded five times at most', async () => {
    const { network, ann } = bench();
    const chain = [2, 3, 4, 5, 6, 7, 8].map(at => ({
      imsi: `00101000000000${at}`,
      number: `+8820100000${at}`,
    }));
    const modules = chain.map(subscriber => attachTestModule(network, subscriber));
    for (const [at, { imsi }] of chain.entries())
      network.setForwarding(imsi, 'unconditional', chain[at + 1]?.number);
    ann.attachment.dial(chain[0]?.number ?? '');
    await setImmediate();
    assert.deepEqual(
      modules.map(({ calls }) => calls.length),
      [0, 0, 0, 0, 0, 1, 0],
    );
  });
});

describe('a rule for calls', () => {
  const [from, to] = ['+88201000001', '+491701'];
  const busy = { kind: 'busy' } as const;
  const fits: readonly [match: CallRule['match'], fits: boolean][] = [
    [{}, true],
    [{ to }, true],
    [{ to: '491701' }, true],
    [{ to: '00491701' }, true],
    [{ to: '+49170' }, false],
    [{ toPrefix: '+4917' }, true],
    [{ toPrefix: '917' }, false],
    [{ from }, true],
    [{ from: '88201000001' }, false],
    [{ to, toPrefix: '+49', from }, true],
    [{ to, toPrefix: '+48', from }, false],
    [{ to, from: '+1' }, false],
    [{ to: '+1', from }, false],
  ];
  for (const [match, expected] of fits)
    test(`with ${JSON.stringify(match)} ${expected ? 'fits' : 'does not fit'}`, () => {
      const rules = createCallRules();
      rules.set([{ ...(match && { match }), outcome: busy }]);
      assert.deepEqual(rules.outcome(from, to), expected ? busy : { kind: 'answer' });
    });

  test('is for so many calls', () => {
    const rules = createCallRules();
    rules.set([{ times: 2, outcome: busy }]);
    const left = () => rules.list().map(({ times }) => times);
    const seen = [1, 2, 3].map(() => [rules.outcome(from, to).kind, left()]);
    assert.deepEqual(seen, [
      ['busy', [1]],
      ['busy', [0]],
      ['answer', [0]],
    ]);
  });
});
