import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clockDifference, gatewayNow, setGatewayTime } from './clock.ts';

describe('the clock of the gateway', () => {
  test('is that of the browser with the difference that a snapshot showed', () => {
    setGatewayTime('2026-01-04T00:00:00.000Z', Date.parse('2026-01-01T00:00:00Z'));
    assert.equal(gatewayNow(Date.parse('2026-01-01T00:00:05Z')), Date.parse('2026-01-04T00:00:05Z'));
    assert.equal(clockDifference(), 3 * 24 * 60);
  });

  test('a time that cannot be read changes nothing', () => {
    setGatewayTime('2026-01-01T00:00:00.000Z', Date.parse('2026-01-01T00:00:00Z'));
    setGatewayTime('soon', 0);
    assert.equal(gatewayNow(7), 7);
  });

  test('a minute is not worth a word', () => {
    setGatewayTime('2026-01-01T00:01:00.000Z', Date.parse('2026-01-01T00:00:00Z'));
    assert.equal(clockDifference(), 0);
  });
});
