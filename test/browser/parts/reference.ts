/** `GET /docs` and the manual below it: read without a network and without a sign-in. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { control } from '../../end-to-end/support/gateway.ts';
import type { Shared, Visit } from '../support/console.ts';
import { overflowOf, seriousFindings } from '../support/judge.ts';

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

  test('the page of the manual about a trouble is a press away, and reads well', async () => {
    const faults = `${shared.running.gateway.control}/modems/4/faults`;
    await control(faults, 'POST', { fault: 'noSim' });
    const visit = await shared.running.visit({ screen: { width: 390, height: 844, scheme: 'dark' } });
    await shared.running.go(visit, '/ports/4');
    const link = visit.page
      .getByRole('link', { name: 'More about this in the manual' })
      .and(visit.page.locator('[href="docs/symptoms/no-sim"]'));
    await link.waitFor();
    const opening = visit.page.context().waitForEvent('page');
    await link.click();
    const page = await opening;
    await page.getByRole('heading', { name: 'No SIM', level: 1 }).waitFor();
    await page.getByRole('link', { name: 'The port goes silent' }).click();
    await page.getByRole('heading', { name: 'The port goes silent', level: 1 }).waitFor();
    const manual: Visit = { ...visit, page };
    assert.deepEqual(await seriousFindings(manual), []);
    assert.ok((await overflowOf(manual)) <= 0);
    await page.getByRole('link', { name: 'By symptom' }).click();
    await page.getByRole('link', { name: 'The port is stopped' }).click();
    await page.getByRole('heading', { name: 'stopped: The port is stopped' }).waitFor();
    assert.deepEqual([...visit.foreign, ...visit.errors], []);
    await page.context().close();
    await control(faults, 'DELETE');
  });
}
