import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type AirMessage, type FleetVerdict, judgeFleetRun, type RunFacts } from './judge.ts';

const sent: AirMessage = { text: 'm1', fate: 'sent', deliveredAt: 5, reports: [0] };
const right: RunFacts = {
  accepted: [{ id: 'a', text: 'm1' }],
  said: [{ id: 'a', text: 'm1', state: 'delivered' }],
  air: [sent],
  mayRepeat: () => false,
  outside: [{ text: 'in1' }],
  saidInbound: [{ text: 'in1' }],
};

function inState(state: string, ...air: readonly AirMessage[]): Partial<RunFacts> {
  return { said: [{ id: 'a', text: 'm1', state }], air };
}

describe('the verdict over a run of the fleet', () => {
  const rows: readonly [
    title: string,
    facts: Partial<RunFacts>,
    found: Partial<FleetVerdict>,
    violation?: RegExp,
  ][] = [
    ['all is right', {}, {}],
    [
      'delivered, and nobody got it',
      inState('delivered', { ...sent, deliveredAt: 0 }),
      { wronglyReported: 1 },
      /nobody got it/,
    ],
    [
      'delivered, and refused by the network',
      inState('delivered', { ...sent, fate: 'refused' }),
      { wronglyReported: 1 },
      /nobody/,
    ],
    ['sent, and on the air', inState('sent', { ...sent, deliveredAt: 0, reports: [] }), {}],
    ['sent, and never on the air', inState('sent'), { wronglyReported: 1 }, /never on the air/],
    [
      'sent, and dropped by a restart',
      inState('sent', { ...sent, fate: 'dropped' }),
      { wronglyReported: 1 },
      /never on the air/,
    ],
    ['undelivered by a report', inState('undelivered', { ...sent, deliveredAt: 0, reports: [65] }), {}],
    ['undelivered without one', inState('undelivered', sent), { wronglyReported: 1 }, /no report says so/],
    ['failed, and refused by the network', inState('failed', { ...sent, fate: 'refused' }), {}],
    ['failed, and on the air', inState('failed', sent), { wronglyReported: 1 }, /it was on the air/],
    [
      'cancelled, and on the air',
      inState('cancelled', { ...sent, fate: 'onAir' }),
      { wronglyReported: 1 },
      /it was on the air/,
    ],
    ['unknown, and on the air', inState('unknown', sent), { unknownSent: 1 }],
    ['unknown, and not on the air', inState('unknown'), { unknownNotSent: 1 }],
    ['still waiting', inState('queued'), { lost: 1 }, /still queued/],
    ['forgotten by the server', { said: [] }, { lost: 1 }, /does not know it/],
    ['twice on the air', { air: [sent, sent] }, { sentTwice: 1 }, /2 times on the air/],
    ['twice on the air by the rule', { air: [sent, sent], mayRepeat: () => true }, { repeatedByRule: 1 }],
    ['once on the air and once dropped', { air: [sent, { ...sent, fate: 'dropped' }] }, {}],
    [
      'accepted twice',
      { accepted: [...right.accepted, ...right.accepted] },
      { sentTwice: 1 },
      /accepted 2 times, as a, a/,
    ],
    [
      'on the air, and never accepted',
      { air: [sent, { ...sent, text: 'm2' }] },
      { wronglyReported: 1 },
      /m2: on the air/,
    ],
    ['inbound lost', { saidInbound: [] }, { inboundLost: 1 }, /in1: received/],
    [
      'inbound twice',
      { saidInbound: [{ text: 'in1' }, { text: 'in1' }] },
      { inboundTwice: 1 },
      /in1: 2 times/,
    ],
  ];
  const nothing = {
    lost: 0,
    sentTwice: 0,
    wronglyReported: 0,
    repeatedByRule: 0,
    inboundLost: 0,
    inboundTwice: 0,
    unknownSent: 0,
    unknownNotSent: 0,
  };
  for (const [title, facts, found, violation] of rows) {
    test(title, () => {
      const { violations, states, ...counts } = judgeFleetRun({ ...right, ...facts });
      assert.deepEqual(counts, { ...nothing, ...found });
      if (violation === undefined) assert.deepEqual(violations, []);
      else assert.match(violations.join('\n'), violation);
      assert.equal(
        Object.values(states).reduce((sum, count) => sum + count, 0),
        (facts.said ?? right.said).length,
      );
    });
  }
});
