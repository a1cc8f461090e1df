import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { alarmReasons } from './alarm-reasons.ts';
import { portReasons, renderReasons, ussdReasons } from './reasons.ts';

describe('reasons', () => {
  test('stand in their manual page as they are in the catalogue', () => {
    const page = readFileSync(new URL('../../../docs/reasons.md', import.meta.url), 'utf8');
    assert.equal(page, renderReasons(), 'run npm run docs');
  });

  for (const [code, { title, causes, remedies }] of Object.entries({
    ...portReasons,
    ...ussdReasons,
    ...alarmReasons,
  }))
    test(`${code} has a title, causes and remedies in whole sentences`, () => {
      assert.match(code, /^[a-z]+(_[a-z]+)*$/);
      assert.match(title, /^[A-Z].*[^.]$/);
      assert.ok(causes.length > 0 && remedies.length > 0);
      for (const sentence of [...causes, ...remedies]) assert.match(sentence, /^[A-Z].*\.$/);
    });
});
