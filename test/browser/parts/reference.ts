/** `GET /docs`: the reference of the API, read without a network and without a sign-in. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Shared } from '../support/console.ts';

/** The reader of the API's document is a program of its own, which the gateway serves beside the console. */
export function reference(shared: Shared): void {
  test('the reference of the API shows every chapter and group from the gateway alone', async () => {
    const { page, foreign, errors } = await shared.running.open('docs');
    await page.getByRole('heading', { name: '2. Sending SMS' }).first().waitFor();
    await page.getByRole('heading', { name: 'Push targets' }).first().waitFor();
    // Redoc shows a picture of its makers from their own server; the policy of the page forbids it before it leaves.
    const wrong = [...foreign, ...errors].filter(text => !text.includes('cdn.redoc.ly'));
    assert.deepEqual(wrong, []);
    await page.context().close();
  });
}
