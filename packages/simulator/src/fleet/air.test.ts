/** The fate of a message by rule or by chance. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { airSettings, planFor } from './air.ts';
import type { AirRule, AirSettings } from './air-settings.ts';
import type { SentMessage } from './state/model.ts';
import { drawn } from './state/world.ts';

const message: SentMessage = {
  ...{ id: 1, gateway: 3, task: 1, number: '491701', text: 'a', encoding: 'gsm-7bit', userId: 7, ports: 0 },
  ...{ wantsReport: true, acceptedAt: 0, run: 1, count: 1, succeeded: 0, port: 255, imsi: '', reference: 0 },
  ...{ status: 'SENDING', fate: 'waiting', handedAt: 0, cause: 0, deliveredAt: 0, reports: [] },
};

/** The plans of so many messages of port 2, at this chance. */
function plans(air: AirSettings, count = 1, chance = 0.5) {
  return Array.from({ length: count }, () => planFor({ air, random: () => chance }, message, 2));
}

const usual = { refuse: 0, status: 0, reports: 1, delay: 3000 };

test('without rules: accepted, and delivered after one to five seconds', () => {
  assert.deepEqual(
    [0, 0.5, 0.9999].map(chance => plans(airSettings(), 1, chance)[0]),
    [{ ...usual, delay: 1000 }, usual, { ...usual, delay: 5000 }],
  );
  const { airTime } = airSettings();
  assert.deepEqual(
    [0, 0.9999].map(chance => drawn({ random: () => chance }, airTime)),
    [1000, 4000],
  );
});

describe('by chance, of a thousand messages', () => {
  const rows: readonly [settings: Partial<AirSettings>, becomes: object][] = [
    [{ refusedInThousand: 250 }, { refuse: 41 }],
    [{ undeliveredInThousand: 250 }, { status: 65 }],
    [{ unreportedInThousand: 250 }, { reports: 0 }],
    [{ reportedTwiceInThousand: 250 }, { reports: 2 }],
    [{ unreportedInThousand: 250, reportedTwiceInThousand: 250 }, { reports: 0 }],
  ];
  for (const [settings, becomes] of rows)
    test(JSON.stringify(settings), () => {
      const at = (chance: number) => ({ ...plans(airSettings(settings), 1, chance)[0], delay: 0 });
      assert.deepEqual(at(0.2499), { ...usual, delay: 0, ...becomes });
      assert.deepEqual(at(0.25), { ...usual, delay: 0 });
    });
});

describe('a rule', () => {
  const fits: readonly [match: AirRule['match'], fits: boolean][] = [
    [undefined, true],
    [{}, true],
    [{ to: '491701' }, true],
    [{ to: '49170' }, false],
    [{ toPrefix: '4917' }, true],
    [{ toPrefix: '917' }, false],
    [{ gateway: 3 }, true],
    [{ gateway: 0 }, false],
    [{ port: 2 }, true],
    [{ port: 0 }, false],
    [{ to: '491701', toPrefix: '49', gateway: 3, port: 2 }, true],
    [{ to: '491701', toPrefix: '49', gateway: 3, port: 1 }, false],
    [{ to: '1', toPrefix: '49', gateway: 3, port: 2 }, false],
  ];
  for (const [match, expected] of fits)
    test(`with ${JSON.stringify(match) ?? 'nothing'} ${expected ? 'fits' : 'does not fit'}`, () => {
      const rule: AirRule = match === undefined ? { refuse: 38 } : { match, refuse: 38 };
      assert.equal(plans(airSettings({ rules: [rule] }))[0]?.refuse, expected ? 38 : 0);
    });

  test('stands above chance, and the first that fits decides alone', () => {
    const chances = {
      ...{ refusedInThousand: 1000, undeliveredInThousand: 1000, unreportedInThousand: 1000 },
      reportedTwiceInThousand: 1000,
    };
    const rules: AirRule[] = [
      { match: { port: 1 }, status: 99 },
      { refuse: 38, status: 70, report: true, delay: 9 },
    ];
    assert.deepEqual(plans(airSettings({ ...chances, rules: [...rules, { status: 1 }] })), [
      { refuse: 38, status: 70, reports: 2, delay: 9 },
    ]);
    assert.equal(plans(airSettings({ rules: [{ report: false }] }))[0]?.reports, 0);
  });

  test('is used so many times, then the next one has its turn', () => {
    const air = airSettings({
      rules: [{ times: 0, status: 1 }, { times: 2, status: 2 }, { times: 1, status: 3 }, { status: 4 }],
    });
    assert.deepEqual(
      plans(air, 5).map(({ status }) => status),
      [2, 2, 3, 4, 4],
    );
  });
});
