/** Troubles of a day: the gateway dies, a modem is pulled, lists are long, texts are hostile, clocks differ, two people act at once. */
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { before, describe, test } from 'node:test';
import { control, launcher, until } from '../../end-to-end/support/gateway.ts';
import { runProgram } from '../../foreign/support/child-program.ts';
import { desk, fullForm, type Shared } from '../support/console.ts';
import { overflowOf } from '../support/judge.ts';
import { show, telephone } from '../support/places.ts';

/** A conversation of 10,000 is what people have; a list of 100,000 takes its time to be accepted. */
const many = fullForm ? 102_400 : 10_240;
const A_REQUEST = 2048;
const NUMBER = '+491705550001';
const HOSTILE = '<img src=x onerror="document.title=1"> \u202Egnp.exe\u202C <b>bold</b>';

/** A command of the program on the data folder. */
async function run(command: 'backup' | 'restore', file: string, folder: string): Promise<void> {
  const { code, output } = await runProgram(process.execPath, [launcher, command, file, '-d', folder]);
  assert.equal(code, 0, output);
}

/** The last of it kills the gateway. */
export function badLuck(shared: Shared): void {
  test('a modem is pulled while its page is open: the page says so, and when it is back', async () => {
    const { page } = shared.visit;
    const modem = `${shared.running.gateway.control}/modems/4`;
    await shared.running.go(shared.visit, '/ports/4');
    await page.getByText('The port is on the network').waitFor();
    await control(`${modem}/unplug`, 'POST', { listener: 'closes' });
    await page.getByText('No answer').first().waitFor({ timeout: 30_000 });
    await page.getByText('What to do').first().waitFor();
    await control(`${modem}/plug`, 'POST', { milliseconds: 0 });
    await page.getByText('The port is on the network').waitFor({ timeout: 60_000 });
  });

  test('two people act on one port: what one does, the other sees at once', async () => {
    const { page } = shared.visit;
    const other = await shared.running.visit();
    await shared.running.go(shared.visit, '/ports/1');
    await shared.running.go(other, '/ports/1');
    await other.page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
    await other.page.getByText('A person has paused the port').waitFor();
    // The dialog of the other person is still open: to do it twice does no harm.
    await other.page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
    await other.page.getByRole('button', { name: 'Resume' }).click();
    await other.page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
    await page.getByText('The port is on the network').waitFor();
    assert.deepEqual(other.errors, []);
    await other.page.context().close();
  });

  test('markup and right-to-left marks in a message are shown as text', async () => {
    const { page } = shared.visit;
    const [modem] = (await control(`${shared.running.gateway.control}/modems`)) as { number: string }[];
    await control(`${shared.running.gateway.control}/messages`, 'POST', {
      from: NUMBER,
      to: modem?.number,
      text: HOSTILE,
    });
    await shared.running.go(shared.visit, '/inbox');
    await page.getByRole('link', { name: new RegExp(`^\\${NUMBER}`) }).click();
    const bubble = page.locator('.turn .message-text').first();
    await bubble.waitFor();
    assert.equal(await bubble.textContent(), HOSTILE);
    assert.equal(await page.locator('main img').count(), 0);
    assert.match(await page.title(), /simgate$/);
  });

  test('a name of two hundred characters widens nothing', async () => {
    const { page } = shared.visit;
    await show(shared.visit, telephone);
    await shared.running.go(shared.visit, '/');
    const name = 'W'.repeat(200);
    await page.getByRole('button', { name: 'New message' }).click();
    const drawer = page.getByRole('dialog', { name: 'New message' });
    await drawer.locator('input[type=file]').setInputFiles({
      name: `${name}.csv`,
      mimeType: 'text/csv',
      buffer: Buffer.from(`number,${name}\n${NUMBER},value\n`),
    });
    await drawer.getByText('1 recipient', { exact: true }).waitFor();
    assert.ok((await overflowOf(shared.visit)) <= 0);
    const wider = await drawer.evaluate(
      element =>
        [...element.querySelectorAll('*')].filter(part => part.getBoundingClientRect().right > innerWidth + 1)
          .length,
    );
    assert.equal(wider, 0);
    await drawer.getByRole('button', { name: 'Remove the file' }).click();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    await show(shared.visit, desk);
  });

  test('a part of the page that is wanted first while the gateway is away comes when it is back', async () => {
    const visit = await shared.running.visit();
    const { page } = visit;
    await page.getByText('Live', { exact: true }).waitFor();
    await page.context().setOffline(true);
    await page.getByText('The gateway does not answer since').waitFor();
    await page.getByRole('button', { name: 'New message' }).click();
    await page.getByRole('link', { name: 'Inbox' }).click();
    await page.getByRole('heading', { name: 'Ports', exact: true }).waitFor();
    await page.context().setOffline(false);
    await page.getByRole('dialog', { name: 'New message' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Inbox', exact: true }).waitFor();
    await page.context().close();
  });

  describe(`a list and a conversation of ${many} messages`, () => {
    before(async () => {
      // They wait: what is long is the list, whatever became of the messages.
      await shared.running.gateway.call('/v1/ports/7/actions', { action: 'block' });
      const recipients = Array.from({ length: A_REQUEST }, () => ({ number: NUMBER }));
      for (let sent = 0; sent < many; sent += A_REQUEST)
        await shared.running.gateway.call('/v1/messages', {
          text: 'One of many',
          recipients,
          port: [7],
          encoding: 'auto',
        });
    });

    test('the list holds only the rows that are seen, at its end too', async () => {
      const { page } = shared.visit;
      await shared.running.go(shared.visit, '/messages');
      const rows = page.getByRole('list', { name: 'Messages' }).getByRole('button');
      await rows.first().waitFor();
      for (let step = 0; step < 5; step += 1) {
        await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
        await page.waitForFunction(() => document.querySelectorAll('main .virtual > li').length > 10);
      }
      assert.ok((await rows.count()) < 100);
    });

    test('the conversation shows its newest part, and earlier ones when they are wanted', async () => {
      const { page } = shared.visit;
      await shared.running.go(shared.visit, `/inbox?with=${encodeURIComponent(NUMBER)}`);
      await page.locator('.turn').nth(99).waitFor();
      assert.ok((await page.locator('.turn').count()) < 150);
      await page.getByRole('button', { name: 'Show earlier messages' }).click();
      await page.locator('.turn').nth(199).waitFor();
      assert.ok((await page.locator('.turn').count()) < 250);
      // The answer is within reach, however long the conversation is.
      await page.getByRole('textbox', { name: 'Answer' }).waitFor();
    });
  });

  test('a file of 5,000 lines becomes one task, with one progress', async () => {
    const { page } = shared.visit;
    await shared.running.go(shared.visit, '/');
    await page.getByRole('button', { name: 'New message' }).click();
    const drawer = page.getByRole('dialog', { name: 'New message' });
    const lines = Array.from({ length: 5000 }, (_, index) => `+4917${10_000_000 + index},Guest ${index}`);
    await drawer.locator('input[type=file]').setInputFiles({
      name: 'guests.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`number,name\n${lines.join('\n')}\n`),
    });
    await drawer.getByText('5000 recipients', { exact: true }).waitFor();
    await drawer.getByRole('textbox', { name: 'Text', exact: true }).fill('Dear {name}, we are open.');
    // The port is paused: they wait.
    await drawer.getByRole('combobox', { name: 'Sent by' }).selectOption('7');
    await drawer.getByRole('button', { name: 'Send' }).click();
    await drawer.getByRole('link', { name: 'Look at it' }).click();
    await page.getByRole('link', { name: 'waiting 5,000' }).waitFor();
    await page.getByRole('link', { name: 'Its messages' }).click();
    await page.getByText('Dear Guest 4999, we are open.').waitFor();
  });

  test('the clock of the browser is three days ahead: times are those of the gateway', async () => {
    const ahead = await shared.running.visit({
      script: () => {
        const { now } = Date;
        Date.now = () => now() + 3 * 86_400_000;
      },
    });
    const { page } = ahead;
    await page.getByText('Ready').first().waitFor();
    await shared.running.go(ahead, '/settings?tab=about');
    await page.getByText('The clock of this browser differs by 4320 minutes').waitFor();
    await shared.running.go(ahead, '/');
    await page.getByRole('region', { name: 'Messages of the last 24 hours' }).waitFor();
    assert.deepEqual(ahead.errors, []);
    await page.context().close();
  });

  test('the gateway dies and comes back from a backup: one banner, the draft and the session are kept, the board is whole', async () => {
    const { page } = shared.visit;
    const backup = `${shared.running.folder}-copy`;
    await run('backup', backup, shared.running.folder);
    await shared.running.go(shared.visit, '/');
    await page.getByRole('button', { name: 'New message' }).click();
    const drawer = page.getByRole('dialog', { name: 'New message' });
    await drawer.getByRole('textbox', { name: 'To' }).fill(NUMBER);
    await drawer.getByRole('textbox', { name: 'Text', exact: true }).fill('written before');
    await shared.running.restart(async () => {
      await page.getByText('The gateway does not answer since').waitFor({ timeout: 30_000 });
      assert.equal(await page.getByText('The gateway does not answer since').count(), 1);
      assert.equal(await drawer.getByRole('button', { name: 'Send' }).isDisabled(), true);
      await run('restore', backup, shared.running.folder);
      await rm(backup);
    });
    await page.getByText('Live', { exact: true }).waitFor({ timeout: 60_000 });
    assert.equal(
      await drawer.getByRole('textbox', { name: 'Text', exact: true }).inputValue(),
      'written before',
    );
    await until(
      () => drawer.getByRole('button', { name: 'Send' }).isEnabled(),
      enabled => enabled,
    );
    await page.keyboard.press('Escape');
    await until(
      () => page.locator('.card').count(),
      count => count === 8,
    );
    await page.getByText('Ready').nth(6).waitFor({ timeout: 60_000 });
  });

  test('what waited at the time of the backup is held until a person decides', async () => {
    const { page } = shared.visit;
    await shared.running.go(shared.visit, '/messages');
    const held = page.getByRole('region', { name: 'Held since the backup was restored' });
    await held
      .getByRole('button', { name: /^Do not send: / })
      .first()
      .click();
    await held.getByRole('button', { name: 'Send none' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Send none' }).click();
    await held.waitFor({ state: 'hidden' });
    const { held: left } = await shared.running.gateway.call('/v1/held-messages');
    assert.equal(left, 0);
  });
}
