/** Names and keys that a gateway makes once and keeps. */
import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { loadConfig } from './config/load.ts';
import { serialNumberOf } from './identity.ts';
import { temporaryStore } from './port-management/testing.ts';

const plain = loadConfig(undefined, {});

function settingsOf(context: TestContext) {
  return temporaryStore(context).store.settings;
}

describe('the serial number', () => {
  test('is made at the first start and kept over the next', async context => {
    const { store, reopen } = temporaryStore(context);
    const made = await serialNumberOf(plain, store.settings);
    assert.match(made, /^[0-9a-f]{4}(-[0-9a-f]{4}){3}$/);
    assert.equal(await serialNumberOf(plain, reopen().settings), made);
  });

  test('differs from gateway to gateway', async context => {
    const [one, other] = [settingsOf(context), settingsOf(context)];
    assert.notEqual(await serialNumberOf(plain, one), await serialNumberOf(plain, other));
  });

  test('of the settings stands above the kept one, and does not replace it', async context => {
    const settings = settingsOf(context);
    const made = await serialNumberOf(plain, settings);
    const serialNumber = 'da00-0030-1901-2817';
    assert.equal(await serialNumberOf({ ...plain, serialNumber }, settings), serialNumber);
    assert.equal(await serialNumberOf(plain, settings), made);
  });
});
