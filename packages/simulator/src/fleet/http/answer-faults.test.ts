/** Which answers go wrong, and how often. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type AnswerFault, takeFault } from './answer-faults.ts';

const SEND = '/api/send_sms';

/** The faults of these requests in turn. */
function taken(faults: AnswerFault[], paths: readonly string[], chance = 0) {
  return paths.map(path => takeFault(faults, path, { random: () => chance })?.kind);
}

describe('a fault of answers', () => {
  test('meets so many requests, and then none', () => {
    const faults: AnswerFault[] = [{ kind: 'lost', times: 2 }];
    assert.deepEqual(taken(faults, [SEND, SEND, SEND]), ['lost', 'lost', undefined]);
    assert.deepEqual(faults, []);
  });

  test('without a number of times meets all requests', () =>
    assert.deepEqual(taken([{ kind: 'html' }], [SEND, '/api/query_sms_result']), ['html', 'html']));

  test('meets the requests of its path alone', () => {
    const faults: AnswerFault[] = [{ kind: 'empty', path: '/api/send', times: 1 }];
    assert.deepEqual(taken(faults, ['/api/query_sms_result', SEND, SEND]), [undefined, 'empty', undefined]);
  });

  test('stands behind those that were asked for before it', () => {
    const faults: AnswerFault[] = [
      { kind: 'lost', times: 1 },
      { kind: 'slow', times: 1 },
    ];
    assert.deepEqual(taken(faults, [SEND, SEND]), ['lost', 'slow']);
  });

  for (const [chance, kind] of [
    [0.249, 'error'],
    [0.25, undefined],
  ] as const)
    test(`of 250 in a thousand: ${kind ?? 'none'} at a chance of ${chance}`, () =>
      assert.deepEqual(taken([{ kind: 'error', inThousand: 250 }], [SEND], chance), [kind]));
});
