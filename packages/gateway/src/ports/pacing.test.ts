import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { gapOf } from './pacing.ts';

describe('the gap between two messages of a port', () => {
  const ports = [{ port: 1, tcp: 'modem:1', record: false, gap: 2 }];
  const rows: readonly [what: string, gap: number, jitter: number, port: number, milliseconds: number][] = [
    ['none', 0, 0.2, 0, 0],
    ['of all ports', 10, 0, 0, 10_000],
    ['of the port itself', 10, 0, 1, 2000],
    ['longer by jitter', 10, 0.5, 0, 12_500],
    ['of the port itself, longer by jitter', 10, 1, 1, 3000],
  ];
  for (const [what, gap, jitter, port, milliseconds] of rows)
    test(what, () => {
      assert.equal(
        gapOf({ ports, pacing: { gap, jitter } }, () => 0.5, port),
        milliseconds,
      );
    });
});
