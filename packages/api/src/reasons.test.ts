import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import {
  alarmReasons,
  callReasons,
  deviceReasons,
  messageReasons,
  portReasons,
  renderReasons,
  reportReasons,
  ussdReasons,
} from './reasons.ts';

describe('reasons', () => {
  test('stand in their manual page as they are in the catalogue', () => {
    const page = readFileSync(new URL('../../../docs/reasons.md', import.meta.url), 'utf8');
    assert.equal(page, renderReasons(), 'run npm run docs');
  });

  const tables = [portReasons, ussdReasons, messageReasons, reportReasons, callReasons, alarmReasons];
  for (const [code, { title, causes, remedies }] of tables.flatMap(table => Object.entries(table)))
    test(`${code} has a title, causes and remedies in whole sentences`, () => {
      assert.match(code, /^[a-z]+(_[a-z]+)*$/);
      assert.match(title, /^[A-Z].*[^.]$/);
      assert.ok(causes.length > 0 && remedies.length > 0);
      for (const sentence of [...causes, ...remedies]) assert.match(sentence, /^[A-Z`].*\.$/);
    });

  for (const [code, { sendAgain }] of Object.entries(messageReasons))
    test(`${code} has an answer to "may it be sent again"`, () =>
      assert.ok(['no', 'afterRemedy', 'later', 'unsure'].includes(sendAgain)));

  for (const [code, { title, kind, remedies }] of Object.entries(deviceReasons))
    test(`${code} of a device has a title, and a remedy where it is a fault`, () => {
      assert.match(code, /^[a-z]+(_[a-z]+)*$/);
      assert.ok(title.length > 5 && (kind === 'well' || remedies.length > 0));
    });
});
