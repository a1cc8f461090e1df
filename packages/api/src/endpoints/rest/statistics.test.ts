import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Compile } from 'typebox/compile';
import { contract } from '../../contract.ts';

describe('counts over time', () => {
  const reply = Compile(contract.get_statistics.reply);
  const row = (count: number) => ({
    ...{ start: '2026-01-31T08:00:00.000Z', accepted: count, sent: count, delivered: count },
    ...{ failed: count, received: count, calls: count, signal: null },
  });

  test('may be none of anything, and never fewer', () => {
    assert.ok(reply.Check({ step: 60, rows: [row(0)] }));
    assert.ok(!reply.Check({ step: 60, rows: [row(-1)] }));
  });
});
