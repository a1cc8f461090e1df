/** The disk under the gateway is full while a person writes: what the page shows, and that all goes on when there is room again. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { failingDisk } from '../faults/disk-faults.ts';
import { missing } from '../foreign/support/foreign-program.ts';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';
import { startConsole, withoutBrowser } from './support/console.ts';

const NUMBER = '+491705550001';

describe('the console of a gateway whose disk is full', {
  skip: withoutBrowser || missing('cc'),
  timeout: 300_000,
}, () => {
  test('says so on every page, keeps the draft and sends it once there is room', async t => {
    const folder = await temporaryFolder('console-disk');
    t.after(() => folder.remove());
    const disk = await failingDisk(folder.path, join(folder.path, 'data'));
    const running = await startConsole(disk.environment, join(folder.path, 'data'));
    t.after(() => running.close());
    const visit = await running.visit();
    const { page } = visit;
    const banner = page.getByRole('status').getByText('its disk is full or fails');
    const drawer = page.getByRole('dialog', { name: 'New message' });
    const text = drawer.getByRole('textbox', { name: 'Text', exact: true });
    await page.getByText('Ready').nth(7).waitFor();

    await disk.fail('full');
    await page.getByRole('button', { name: 'New message' }).click();
    await drawer.getByRole('textbox', { name: 'To' }).fill(NUMBER);
    await text.fill('not lost');
    await drawer.getByRole('button', { name: 'Send' }).click();
    await drawer.getByRole('alert').getByText('the disk of the data folder is full; make room').waitFor();
    assert.equal(await text.inputValue(), 'not lost');
    await banner.waitFor();
    await page.keyboard.press('Escape');
    await page
      .getByRole('region', { name: 'What needs you' })
      .getByText('its disk is full or fails')
      .waitFor();
    await running.go(visit, '/settings');
    await page.getByRole('heading', { name: 'Settings', exact: true }).waitFor();
    await banner.waitFor();

    await disk.heal();
    await page.getByRole('button', { name: 'New message' }).click();
    assert.equal(await text.inputValue(), 'not lost');
    await drawer.getByRole('button', { name: 'Send' }).click();
    await drawer.getByText('Stored; it is being sent').waitFor();
    await banner.waitFor({ state: 'hidden' });
    await drawer.getByRole('link', { name: 'Look at it' }).click();
    await page.getByRole('link', { name: 'delivered 1' }).waitFor();
    assert.deepEqual(
      visit.errors.filter(error => !error.includes('status of 500')),
      [],
    );
  });
});
