import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatsOf } from './formats.ts';

describe('times are those of the gateway', () => {
  const now = () => Date.parse('2026-11-29T01:00:00Z');
  const moscow = formatsOf('en', 'Europe/Moscow', now);

  test('today: the time alone, in its zone', () =>
    assert.equal(moscow.when('2026-11-29T00:30:05.000Z').replace(/\s/g, ' '), '3:30:05 AM'));

  test('the day of the gateway decides what is today', () =>
    assert.match(formatsOf('en', 'America/New_York', now).when('2026-11-28T06:00:00.000Z'), /^1:00:00/));

  test('another day is named', () => assert.match(moscow.when('2026-11-27T12:00:00.000Z'), /Nov 27/));

  test('in full: with the zone', () => assert.match(moscow.full('2026-11-29T00:30:05.000Z'), /GMT\+3/));

  test('numbers are grouped as the language does', () =>
    assert.equal(formatsOf('de', 'UTC').count(12345), '12.345'));
});
