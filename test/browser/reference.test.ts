/** `GET /docs`: the reference of the API, read without a network and without a sign-in. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Console, startConsole, withoutBrowser } from './support/console.ts';

describe('the reference of the API', { timeout: 120_000, skip: withoutBrowser }, () => {
  let running: Console;

  before(async () => {
    running = await startConsole();
  });
  after(() => running.close());

  test('shows every chapter and group from the gateway alone', async () => {
    const { page, foreign, errors } = await running.visit();
    await page.goto(new URL('/docs', page.url()).href);
    await page.getByRole('heading', { name: '2. Sending SMS' }).first().waitFor({ timeout: 60_000 });
    await page.getByRole('heading', { name: 'Push targets' }).first().waitFor();
    // Redoc shows a picture of its makers from their own server; the policy of the page forbids it before it leaves.
    const wrong = [...foreign, ...errors].filter(text => !text.includes('cdn.redoc.ly'));
    assert.deepEqual(wrong, []);
  });
});
