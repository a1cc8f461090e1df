/** The daily work of an operator: look after sent messages, find out why one failed, try it again. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { control } from '../../end-to-end/support/gateway.ts';
import type { Shared } from '../support/console.ts';

/** Each of them refuses one message. */
const refusing = [0, 1, 2, 3, 4, 6, 7];

/** Tasks, failures, conversations, the journal, names, keys and the search. */
export function dailyWork(shared: Shared): void {
  describe('a task of which some fail', () => {
    before(async () => {
      // Operator determined barring: each modem refuses its first message (24.011 E-2).
      for (const modem of refusing)
        await control(`${shared.running.gateway.control}/modems/${modem}/send-fault`, 'PUT', {
          code: 8,
          times: 1,
        });
      const recipients = Array.from({ length: 20 }, (_, index) => ({ number: `+49170123450${index}` }));
      await shared.running.gateway.call('/v1/messages', { text: 'The shop is closed today.', recipients });
    });

    test('its page counts what arrived and what failed, and says why and what to do', async () => {
      const { page } = shared.visit;
      await shared.running.go(shared.visit, '/messages');
      await page.getByRole('link', { name: 'Sending tasks' }).click();
      await page.getByRole('link', { name: /The shop is closed today/ }).click();
      await page.getByRole('link', { name: 'delivered 13' }).waitFor();
      await page.getByRole('link', { name: 'failed 7' }).waitFor();
      const why = page.getByRole('region', { name: 'The operator bars the SIM from sending' });
      await why.getByText('The SIM has no credit, or its contract has ended.').waitFor();
      await why.getByText('Send it again once the cause is removed.').waitFor();
    });

    test('the failed ones are saved as a table that the composer reads again', async () => {
      const { page } = shared.visit;
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Save as CSV' }).click();
      const file = await download;
      assert.match(file.suggestedFilename(), /^task-\d+-failed\.csv$/);
      const path = await file.path();
      const lines = readFileSync(path, 'utf8').trim().split('\r\n');
      assert.equal(lines[0], 'number,text,reason_code,reason');
      assert.equal(lines.length, 1 + refusing.length);
      await page.getByRole('button', { name: 'New message' }).click();
      const drawer = page.getByRole('dialog', { name: 'New message' });
      await drawer.locator('input[type=file]').setInputFiles(path);
      await drawer.getByText('7 recipients', { exact: true }).waitFor();
      await drawer.getByRole('button', { name: 'Remove the file' }).click();
      await page.keyboard.press('Escape');
      await drawer.waitFor({ state: 'hidden' });
    });

    test('one message tells why it failed, is sent again, and arrives', async () => {
      const { page } = shared.visit;
      await page.getByRole('link', { name: 'failed 7' }).click();
      await page.getByRole('list', { name: 'Messages' }).getByRole('button').first().click();
      const story = page.getByRole('dialog', { name: /^Story of message/ });
      await story.getByRole('region', { name: 'Why it failed' }).getByText('Likely causes').waitFor();
      assert.match(page.url(), /[?&]id=\d+/);
      // Accepted, handed over, failed.
      assert.equal(await story.locator('time').count(), 3);
      await story.getByRole('button', { name: 'Send again' }).click();
      await story.getByRole('link', { name: 'Look at it' }).click();
      await page.getByRole('link', { name: 'delivered 1' }).waitFor();
    });
  });

  test('all that failed of a task is sent again by one button', async () => {
    const { page } = shared.visit;
    await shared.running.go(shared.visit, '/tasks');
    await page.getByRole('link', { name: /The shop is closed today.*7 failed/ }).click();
    await page.getByRole('button', { name: 'Send all that failed again' }).click();
    await page.getByText('7 messages are sent again').waitFor();
    await page.getByRole('status').getByRole('link', { name: 'Look at it' }).click();
    await page.getByRole('link', { name: 'delivered 7' }).waitFor();
  });

  test('a task that waits is paused, goes on, and is stopped', async () => {
    const { page } = shared.visit;
    const { gateway } = shared.running;
    await control(`${gateway.control}/air-time`, 'PUT', { minimum: 3000, maximum: 3000 });
    const recipients = Array.from({ length: 60 }, (_, index) => ({ number: `+4917012346${index}` }));
    const { task_id: task } = await gateway.call('/v1/messages', { text: 'Too early', recipients });
    await shared.running.go(shared.visit, `/tasks/${task}`);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Paused: nothing of it begins').waitFor();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('dialog').getByText('end as failed').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('region', { name: 'Stopped by a person' }).waitFor();
    await page.getByRole('link', { name: 'waiting 0' }).waitFor();
    await control(`${gateway.control}/air-time`, 'PUT', { minimum: 0, maximum: 0 });
  });

  test('a newcomer sends to a virtual phone, answers from it, and reads the answer', async () => {
    const { page } = shared.visit;
    await shared.running.go(shared.visit, '/');
    await page.getByRole('button', { name: 'New message' }).click();
    const drawer = page.getByRole('dialog', { name: 'New message' });
    await drawer.getByRole('textbox', { name: 'To' }).fill('+491701234567');
    await drawer.getByRole('textbox', { name: 'Text', exact: true }).fill('Are you there?');
    await drawer.getByRole('button', { name: 'Send' }).click();
    await drawer.getByRole('link', { name: 'Open its phone' }).click();
    await page.getByRole('region', { name: 'Messages of the phone' }).getByText('Are you there?').waitFor();
    await page.getByRole('textbox', { name: 'Text', exact: true }).fill('Yes, I am.');
    await page.getByRole('button', { name: 'Send from this phone' }).click();
    await page.getByRole('region', { name: 'Messages of the phone' }).getByText('Yes, I am.').waitFor();
    await page.getByRole('link', { name: 'Inbox' }).click();
    await page.getByRole('link', { name: /^\+491701234567/ }).click();
    const thread = page.getByRole('region', { name: 'Conversation with +491701234567' });
    await thread.getByText('Are you there?').waitFor();
    await thread.getByText('Yes, I am.').waitFor();
  });

  test('a newcomer sees why a message fails: the composer names a number that nobody has', async () => {
    const { page } = shared.visit;
    await page.getByRole('button', { name: 'New message' }).click();
    const drawer = page.getByRole('dialog', { name: 'New message' });
    await drawer.getByText('+491700000000 fails').waitFor();
    await drawer.getByRole('textbox', { name: 'To' }).fill('+491700000000');
    await drawer.getByRole('textbox', { name: 'Text', exact: true }).fill('To nobody');
    await drawer.getByRole('button', { name: 'Send' }).click();
    await drawer.getByRole('link', { name: 'Look at it' }).click();
    const why = page.getByRole('region', { name: 'The number does not exist' });
    await why.getByText('Check the number').waitFor();
  });

  test('a conversation is archived, and the archiving undone', async () => {
    const { page } = shared.visit;
    await shared.running.go(shared.visit, '/inbox');
    const conversation = page.getByRole('link', { name: /^\+491701234567/ });
    await page.getByRole('checkbox', { name: 'Select +491701234567' }).check();
    await page.getByRole('button', { name: 'Archive', exact: true }).click();
    await conversation.waitFor({ state: 'hidden' });
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await conversation.waitFor();
  });

  test('the journal is filtered, and an event shows all that programs are told', async () => {
    const { page } = shared.visit;
    await shared.running.go(shared.visit, '/events');
    await page.getByRole('group', { name: 'Events' }).getByText('Message received').click();
    await page.getByRole('list', { name: 'Events' }).getByRole('button').first().click();
    await page.getByRole('dialog').getByText('incoming_sms_id').waitFor();
    await page.keyboard.press('Escape');
    assert.match(page.url(), /#\/events\?kinds=sms$/);
  });

  test('a port gets a name, which stands on the board', async () => {
    const { page } = shared.visit;
    await shared.running.go(shared.visit, '/ports/6?tab=settings');
    const name = page.getByRole('region', { name: 'Name of the port' });
    await name.getByRole('textbox').fill('Till <b>upstairs</b>');
    await name.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Port 6 · Till <b>upstairs</b>' }).waitFor();
    await shared.running.go(shared.visit, '/');
    await page.getByRole('link', { name: /Till <b>upstairs<\/b>/ }).waitFor();
  });

  test('the search finds it by its name, and goes there by keyboard', async () => {
    const { page } = shared.visit;
    await page.keyboard.press('Control+k');
    const search = page.getByRole('combobox', { name: 'Search' });
    await search.fill('upstairs');
    await search.press('Enter');
    await page.getByRole('heading', { name: /^Port 6/ }).waitFor();
  });

  test('keys are listed, and one switch turns them off', async () => {
    const { page } = shared.visit;
    await page.locator('body').press('?');
    const keys = page.getByRole('dialog', { name: 'Keys' });
    await keys.getByRole('switch').uncheck({ force: true });
    await page.keyboard.press('Escape');
    await keys.waitFor({ state: 'hidden' });
    await page.locator('body').press('g');
    await page.locator('body').press('m');
    assert.match(page.url(), /#\/ports\/6$/);
    await page.evaluate(() => localStorage.removeItem('simgate.keys'));
  });

  test('the menu of a SIM is gone through as on a phone', async () => {
    const { page } = shared.visit;
    await shared.running.go(shared.visit, '/ports/1?tab=menu');
    const menu = page.getByRole('region', { name: 'SIM menu' });
    await menu.getByRole('button', { name: 'Information' }).click();
    await menu.getByRole('button', { name: 'Back' }).click();
    await menu.getByRole('button', { name: 'Balance', exact: true }).waitFor();
  });

  test('the signal of a port is drawn, and told in words', async () => {
    const { page } = shared.visit;
    await shared.running.go(shared.visit, '/ports/1');
    const signal = page.getByRole('region', { name: 'Signal' });
    await signal.getByText('24 hours').click();
    // It is measured once a minute, so a gateway that has just started may have nothing yet.
    await signal.getByText(/Latest -\d+ dBm|Nothing measured in this time yet/).waitFor();
  });

  test('what gateway and modem say is read along', async () => {
    const { page } = shared.visit;
    await shared.running.go(shared.visit, '/ports/1?tab=conversation');
    const lines = page.getByRole('region', { name: 'Lines' });
    await lines.getByText('Nothing was said yet').waitFor();
    await shared.running.gateway.call('/v1/messages', {
      text: 'Overheard',
      recipients: [{ number: '+491701234599' }],
      port: [1],
    });
    await lines
      .getByText(/AT\+CMGS/)
      .first()
      .waitFor();
    assert.doesNotMatch((await lines.textContent()) ?? '', /1701234599/);
  });

  test('a port is removed, and added again by the address of its modem', async () => {
    const { page } = shared.visit;
    await shared.running.go(shared.visit, '/ports/7?tab=settings');
    const modem = await page.getByRole('textbox', { name: 'Modem', exact: true }).inputValue();
    await page.getByRole('button', { name: 'Remove the port' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove the port' }).click();
    await page.getByRole('heading', { name: 'Ports', exact: true }).waitFor();
    await page.getByRole('link', { name: /^Port 7/ }).waitFor({ state: 'hidden' });
    await shared.running.go(shared.visit, '/settings?tab=devices');
    // The list above comes a moment later and moves what is below it: no click there, but Enter.
    await page.getByRole('main').getByRole('link', { name: 'Port 0' }).waitFor();
    await page.getByRole('textbox', { name: 'Another modem' }).fill(modem);
    await page.getByRole('button', { name: 'Add as port 7', exact: true }).waitFor();
    await page.getByRole('textbox', { name: 'Another modem' }).press('Enter');
    await page.getByRole('status').getByRole('link', { name: 'Port 7' }).click();
    await page.getByText('The port is on the network').waitFor({ timeout: 60_000 });
  });

  test('a backup is downloaded, and every setting says where it comes from', async () => {
    const { page } = shared.visit;
    await shared.running.go(shared.visit, '/settings?tab=about');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download a backup' }).click();
    const path = await (await download).path();
    assert.match(readFileSync(path, 'latin1').slice(0, 15), /^SQLite format 3/);
    await shared.running.go(shared.visit, '/settings?tab=all');
    await page.getByRole('textbox', { name: 'Search' }).fill('http.port');
    const setting = page.getByRole('listitem').filter({ hasText: 'http.port: 0' });
    await setting.getByText('environment').waitFor();
  });
}
