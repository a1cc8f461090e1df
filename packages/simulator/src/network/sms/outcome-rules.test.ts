import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readOutcomeRules } from './outcome-rule-reader.ts';
import { createOutcomeRules, type OutcomeMatch } from './outcome-rules.ts';

const parties = { to: '+491701234567', fromImsi: '001010000000001', fromNumber: '+88201000001' };

describe('which submits a rule is for', () => {
  const cases: readonly [match: OutcomeMatch | undefined, to: string, matches: boolean][] = [
    [undefined, '+491701234567', true],
    [{}, '+491701234567', true],
    [{ to: '+491701234567' }, '+491701234567', true],
    [{ to: '+491701234567' }, '491701234567', true],
    [{ to: '00491701234567' }, '+491701234567', true],
    [{ to: '491701234567' }, '+491701234567', true],
    [{ to: '+49170' }, '+491701234567', false],
    [{ toPrefix: '+49170' }, '+491701234567', true],
    [{ toPrefix: '+49170' }, '491701234567', true],
    [{ toPrefix: '+49171' }, '+491701234567', false],
    [{ from: '001010000000001' }, '12', true],
    [{ from: '+88201000001' }, '12', true],
    [{ from: '+88201000002' }, '12', false],
    [{ from: '+88201000001', to: '13' }, '12', false],
  ];
  for (const [match, to, matches] of cases) {
    test(`${JSON.stringify(match)} to ${to}: ${matches}`, () => {
      const rules = createOutcomeRules();
      rules.set([{ ...(match && { match }), delivery: { kind: 'never' } }]);
      assert.equal(rules.take({ ...parties, to }).delivery?.kind === 'never', matches);
    });
  }
});

test('the first rule that matches decides, and a counted one ends', () => {
  const rules = createOutcomeRules();
  rules.set([
    { times: 0, answer: { kind: 'refuse', cause: 1 } },
    { times: 2, answer: { kind: 'refuse', cause: 38 } },
    { answer: { kind: 'refuse', cause: 21 } },
  ]);
  const causes = [1, 2, 3, 4].map(() => rules.take(parties).answer);
  assert.deepEqual(
    causes.map(answer => answer?.kind === 'refuse' && answer.cause),
    [38, 38, 21, 21],
  );
  assert.equal(rules.list().length, 1);
});

describe('rules from JSON', () => {
  test('every form is read as it is', () => {
    const rules = [
      {
        match: { to: '+49', toPrefix: '+4', from: '001' },
        times: 3,
        answer: { kind: 'refuse', cause: 21, failureCause: 0xc5 },
      },
      { answer: { kind: 'silence', carried: true }, delivery: { kind: 'late', milliseconds: 60_000 } },
      { answer: { kind: 'acknowledge' }, delivery: { kind: 'never' }, reports: [] },
      {
        delivery: { kind: 'deliver' },
        reports: [
          { status: 0x20, when: 'before-answer' },
          { status: 0, when: 'delivered' },
          { status: 0x46, when: { afterMilliseconds: 5000 } },
        ],
      },
    ];
    assert.deepEqual(readOutcomeRules(rules), { ok: true, rules });
  });

  const refused: readonly [value: unknown, error: string][] = [
    [{}, 'rules: {} is not a list'],
    [[7], 'rules[0]: 7 is not an object'],
    [[{ anwser: {} }], 'rules[0].anwser: no such member; there are match, times, answer, delivery, reports'],
    [[{ times: -1 }], 'rules[0].times: -1 is not an integer from 0 to 9007199254740991'],
    [[{ match: { to: '' } }], 'rules[0].match.to: "" is not a text'],
    [[{ match: { to: 49 } }], 'rules[0].match.to: 49 is not a text'],
    [[{ answer: { kind: 'no' } }], 'rules[0].answer.kind: "no" is not one of acknowledge, refuse, silence'],
    [[{ answer: 'refuse' }], 'rules[0].answer.kind: nothing is not one of acknowledge, refuse, silence'],
    [
      [{ answer: { kind: 'acknowledge', cause: 1 } }],
      'rules[0].answer.cause: no such member; there are kind',
    ],
    [
      [{}, { answer: { kind: 'refuse', cause: 300 } }],
      'rules[1].answer.cause: 300 is not an integer from 1 to 127',
    ],
    [
      [{ answer: { kind: 'refuse', cause: 1, failureCause: 5 } }],
      'rules[0].answer.failureCause: 5 is not an integer from 128 to 255',
    ],
    [[{ answer: { kind: 'silence' } }], 'rules[0].answer.carried: nothing is not true or false'],
    [
      [{ delivery: { kind: 'late', milliseconds: '1' } }],
      'rules[0].delivery.milliseconds: "1" is not a number of milliseconds from 0',
    ],
    [
      [{ delivery: { kind: 'never', milliseconds: 1 } }],
      'rules[0].delivery.milliseconds: no such member; there are kind',
    ],
    [[{ reports: {} }], 'rules[0].reports: {} is not a list'],
    [
      [{ reports: [{ status: 256, when: 'delivered' }] }],
      'rules[0].reports[0].status: 256 is not an integer from 0 to 255',
    ],
    [
      [{ reports: [{ status: 0, when: 'later' }] }],
      'rules[0].reports[0].when: "later" is not "before-answer", "delivered" or an object',
    ],
    [
      [{ reports: [{ status: 0, when: {} }] }],
      'rules[0].reports[0].when.afterMilliseconds: nothing is not a number of milliseconds from 0',
    ],
  ];
  for (const [value, error] of refused) {
    test(error, () => assert.deepEqual(readOutcomeRules(value), { ok: false, error }));
  }
});
