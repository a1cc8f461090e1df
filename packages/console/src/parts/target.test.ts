import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { targetWith } from './target.ts';

describe('the target of a download', () => {
  for (const [filter, target] of [
    [{}, '/v1/x'],
    [{ text: 'a&b', port: undefined, number: '' }, '/v1/x?text=a%26b'],
    [{ status: ['FAILED', 'SENT_OK'], port: [3] }, '/v1/x?status=FAILED%2CSENT_OK&port=3'],
  ] as const)
    test(target, () => assert.equal(targetWith('/v1/x', filter), target));
});
