import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { CallFromNetwork } from '../../radio.ts';
import { createNetwork } from '../network.ts';
import { createTestClock } from '../test-clock.ts';
import { attachTestModule } from '../test-module.ts';
import type { CallOutcome } from './call-rules.ts';

const annSim = { imsi: '001010000000001', number: '+88201000001' };
const bobSim = { imsi: '001010000000002', number: '+88201000002' };

function bench() {
  const clock = createTestClock();
  const network = createNetwork({ clock, random: () => 0.5, airTime: 'instant' });
  const ann = attachTestModule(network, annSim);
  const bob = attachTestModule(network, bobSim);
  return { clock, network, ann, bob };
}

/** Messages to a module, as `alerting`, `released 17`, `incoming +49`. */
function heard(messages: readonly CallFromNetwork[]): string[] {
  return messages.map(message => {
    if (message.kind === 'incoming') return `incoming ${message.number}`;
    return message.kind === 'released' ? `released ${message.cause}` : message.kind;
  });
}

describe('a call to a phone outside', () => {
  const rows: readonly [outcome: CallOutcome, heard: string[], endedBy: string | undefined][] = [
    [{ kind: 'answer' }, ['alerting', 'connected'], undefined],
    [{ kind: 'answer', talk: 5000 }, ['alerting', 'connected', 'released 16'], 'destination'],
    [{ kind: 'answer', drop: 5000 }, ['alerting', 'connected', 'released 41'], 'network'],
    [{ kind: 'busy' }, ['released 17'], 'destination'],
    [{ kind: 'noAnswer', milliseconds: 20_000 }, ['alerting', 'released 19'], 'network'],
    [{ kind: 'reject' }, ['alerting', 'released 21'], 'destination'],
    [{ kind: 'unreachable' }, ['released 27'], 'network'],
    [{ kind: 'refuse', cause: 34 }, ['released 34'], 'network'],
  ];
  for (const [outcome, messages, endedBy] of rows)
    test(JSON.stringify(outcome), async () => {
      const { clock, network, ann } = bench();
      network.setCallRules([{ match: { toPrefix: '+4917' }, outcome }]);
      ann.attachment.dial('00491701');
      await setImmediate();
      await clock.advance(30_000);
      assert.deepEqual(heard(ann.calls), messages);
      const [call] = network.calls();
      assert.deepEqual([call?.from, call?.to, call?.endedBy], [annSim.number, '+491701', endedBy]);
    });

  test('follows the first rule that matches and is not used up', async () => {
    const { network, ann } = bench();
    network.setCallRules([{ times: 1, outcome: { kind: 'busy' } }, { outcome: { kind: 'unreachable' } }]);
    ann.attachment.dial('+491701');
    ann.attachment.dial('+491701');
    await setImmediate();
    assert.deepEqual(heard(ann.calls), ['released 17', 'released 27']);
    assert.equal(network.callRules()[0]?.times, 0);
  });
});

describe('a call between two modems', () => {
  const ringing = async () => {
    const it = bench();
    const id = it.ann.attachment.dial(bobSim.number) ?? 0;
    await setImmediate();
    return { ...it, id };
  };

  test('is answered, carries tones, and ends on both sides', async () => {
    const { network, ann, bob, id } = await ringing();
    bob.attachment.answerCall(id);
    ann.attachment.sendTone(id, '5');
    bob.attachment.releaseCall(id, 16);
    assert.deepEqual(heard(ann.calls), ['alerting', 'connected', 'released 16']);
    assert.deepEqual(heard(bob.calls), [`incoming ${annSim.number}`, 'connected']);
    assert.partialDeepStrictEqual(network.calls(), [{ state: 'ended', tones: '5', endedBy: 'destination' }]);
  });

  test('rings a minute at most', async () => {
    const { clock, ann, bob } = await ringing();
    await clock.advance(60_000);
    assert.deepEqual([heard(ann.calls).at(-1), heard(bob.calls).at(-1)], ['released 19', 'released 19']);
  });

  test('reaches nobody who is not registered', async () => {
    const { network, ann } = bench();
    network.setRegistration(bobSim.imsi, 0);
    ann.attachment.dial(bobSim.number);
    await setImmediate();
    assert.deepEqual(heard(ann.calls), ['released 27']);
  });

  test('is lost with either module', async () => {
    const { ann, bob } = await ringing();
    ann.attachment.detach();
    assert.deepEqual(heard(bob.calls), [`incoming ${annSim.number}`, 'released 41']);
  });

  test('is nothing a third may answer or end', async () => {
    const { network, ann, id } = await ringing();
    const eve = attachTestModule(network, { imsi: '001010000000003', number: '+88201000003' });
    eve.attachment.answerCall(id);
    eve.attachment.releaseCall(id, 16);
    assert.deepEqual(heard(ann.calls), ['alerting']);
  });

  test('needs service', () => {
    const { network, ann } = bench();
    network.setRegistration(annSim.imsi, 2);
    assert.equal(ann.attachment.dial(bobSim.number), undefined);
  });
});

describe('a call from a phone outside', () => {
  test('gives up after its time', async () => {
    const { clock, network, ann } = bench();
    assert.deepEqual(network.callFromOutside({ from: '+491702', to: annSim.number, ringFor: 8000 }), {
      ok: true,
      id: 1,
    });
    await clock.advance(8000);
    assert.deepEqual(heard(ann.calls), ['incoming +491702', 'released 16']);
  });

  test('hangs up so long after the answer, or when it is told to', async () => {
    const { clock, network, ann } = bench();
    network.callFromOutside({ from: '', to: annSim.number, talk: 3000 });
    await clock.advance(30_000);
    ann.attachment.answerCall(1);
    await clock.advance(3000);
    network.callFromOutside({ from: '', to: annSim.number });
    ann.attachment.answerCall(2);
    assert.ok(network.hangUpOutside(2));
    assert.ok(!network.hangUpOutside(2));
    const course = ['incoming ', 'connected', 'released 16'];
    assert.deepEqual(heard(ann.calls), [...course, ...course]);
  });

  test('reaches subscribers only', () => {
    const { network } = bench();
    assert.partialDeepStrictEqual(network.callFromOutside({ from: '1', to: '+499' }), { ok: false });
  });
});
