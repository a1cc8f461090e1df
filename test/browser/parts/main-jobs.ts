/** Each page does its main job, in a browser, on a real gateway and a virtual network. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { control, until } from '../../end-to-end/support/gateway.ts';
import { type Shared, signIn, type Visit } from '../support/console.ts';

/** Signs in and out, and does on each page what the page is for. */
export function mainJobs(shared: Shared): void {
  test('a wrong password is refused in words, and where the first one stands is named', async () => {
    const { page } = shared.visit;
    await page.getByRole('textbox', { name: 'User' }).fill('nobody');
    await page.getByRole('textbox', { name: 'Password' }).fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').filter({ hasText: 'simgate gateway reset-password' }).waitFor();
    const { gateway } = shared.running;
    await signIn(shared.visit, gateway.user, gateway.password);
    await page.getByText('Ready').nth(7).waitFor();
  });

  test('a message: characters that make it longer are replaced, it is sent, and its story is told', async () => {
    const { page } = shared.visit;
    await page.getByRole('button', { name: 'New message' }).click();
    const drawer = page.getByRole('dialog', { name: 'New message' });
    await drawer.getByRole('textbox', { name: 'To' }).fill('+491701234567');
    const text = drawer.getByRole('textbox', { name: 'Text', exact: true });
    await text.fill(`It’s <b>bold</b> ${'x'.repeat(100)}`);
    await drawer.getByText('make this 2 segments instead of 1').waitFor();
    await drawer.getByRole('button', { name: "Replace by '" }).click();
    await drawer.getByText('1 segment · GSM 7-bit').waitFor();
    await text.press('Control+Enter');
    await drawer.getByRole('link', { name: 'Look at it' }).click();
    await page.getByRole('link', { name: 'Its messages' }).click();
    const row = page.getByRole('list', { name: 'Messages' }).getByRole('button').first();
    await row.filter({ hasText: "It's <b>bold</b>" }).waitFor();
    await row.click();
    const story = page.getByRole('dialog', { name: /^Story of message/ });
    await story.getByText('Report: delivered').waitFor();
    await story.getByText('Delivered to the telephone').waitFor();
    // Accepted, handed over, reported, arrived: each with its time.
    assert.equal(await story.locator('time').count(), 4);
    await page.keyboard.press('Escape');
    const phone = await control(`${shared.running.gateway.control}/phones/%2B491701234567/inbox`);
    assert.match(JSON.stringify(phone), /It's <b>bold<\/b>/);
  });

  test('a telephone writes: its conversation is read and answered from the same SIM', async () => {
    const { page } = shared.visit;
    const { control: network } = shared.running.gateway;
    const [modem] = (await control(`${network}/modems`)) as { number: string }[];
    await control(`${network}/messages`, 'POST', {
      from: '+491709876543',
      to: modem?.number,
      text: 'Is it <i>open</i>?',
    });
    await shared.running.go(shared.visit, '/inbox');
    await page.getByRole('link', { name: /^\+491709876543/ }).click();
    const thread = page.getByRole('region', { name: 'Conversation with +491709876543' });
    await thread.getByText('Is it <i>open</i>?').waitFor();
    await page.getByText('Sent by port 0').waitFor();
    await page.getByRole('textbox', { name: 'Answer' }).fill('Until six.');
    await page.getByRole('textbox', { name: 'Answer' }).press('Control+Enter');
    await thread.getByText('Until six.').waitFor();
    const inbox = () => control(`${network}/phones/%2B491709876543/inbox`);
    await until(inbox, answer => JSON.stringify(answer).includes('Until six.'));
  });

  test('a filter stands in the address and can be sent to a colleague', async () => {
    const { page } = shared.visit;
    await shared.running.go(shared.visit, '/messages?status=FAILED&number=%2B4917012345');
    await page.getByText('No message is like that.').waitFor();
    await page.getByRole('group', { name: 'State' }).getByText('Delivered').click();
    await page.getByRole('list', { name: 'Messages' }).getByRole('button').first().waitFor();
    assert.match(page.url(), /status=FAILED%2CDELIVERED/);
  });

  test('a port is paused and goes on', async () => {
    const { page } = shared.visit;
    await shared.running.go(shared.visit, '/ports/1');
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('dialog').getByText('It takes no new work').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
    await page.getByText('A person has paused the port').waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
    await page.getByText('The port is on the network').waitFor();
  });

  test('a SIM that is pulled is what needs you, with causes and remedies', async () => {
    const { page } = shared.visit;
    await control(`${shared.running.gateway.control}/modems/5/faults`, 'POST', { fault: 'noSim' });
    await shared.running.go(shared.visit, '/');
    const needs = page.getByRole('region', { name: 'What needs you' });
    await needs.getByText('Port 5').waitFor({ timeout: 30_000 });
    await needs.getByRole('link', { name: 'Read again: Port 5' }).click();
    await page.getByText('There is no SIM in the slot').waitFor();
    await page.getByText('What to do').waitFor();
    await control(`${shared.running.gateway.control}/modems/5/faults`, 'DELETE');
  });

  test('a USSD dialogue', async () => {
    const { page } = shared.visit;
    await shared.running.go(shared.visit, '/ussd?port=2');
    const asked = page.getByRole('textbox', { name: 'Code' });
    await asked.fill('*100#');
    await asked.press('Enter');
    const dialogue = page.getByRole('region', { name: 'Newest dialogue' });
    await dialogue.getByText(/^network ·/).waitFor();
    await dialogue.getByRole('button', { name: '*100#' }).waitFor();
  });

  test('a call is dialled, and stands in the list when it has ended', async () => {
    const { page } = shared.visit;
    await shared.running.go(shared.visit, '/calls');
    await page.getByRole('textbox', { name: 'Number' }).fill('+491701234567');
    await page.getByRole('button', { name: 'Dial' }).click();
    await page.getByRole('button', { name: 'Hang up' }).click();
    await page.getByText('No call goes on.').waitFor();
    await page.getByRole('list', { name: 'Ended' }).getByText('+491701234567').waitFor();
  });

  test('a push target is added, tested, and deleted', async () => {
    const { page } = shared.visit;
    await shared.running.go(shared.visit, '/push');
    await page.getByRole('button', { name: 'Add a target' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('shop');
    await dialog.getByRole('textbox', { name: 'URL' }).fill('http://127.0.0.1:9/sms');
    await dialog.getByRole('checkbox', { name: 'Sign what is sent' }).check();
    await dialog.getByText(/^whsec_/).waitFor();
    await dialog.getByRole('button', { name: 'Add' }).click();
    const target = page.getByRole('region', { name: 'shop' });
    await target.getByRole('button', { name: 'Test' }).click();
    await target.getByText('Not taken').waitFor();
    await target.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No target yet.').waitFor();
  });

  test('a setting is changed, and its source is named', async () => {
    const { page } = shared.visit;
    await shared.running.go(shared.visit, '/settings');
    await page.getByRole('textbox', { name: 'Tries until a message has failed' }).fill('7');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    await page.getByText('changed here').waitFor();
    const settings = await shared.running.gateway.call('/v1/settings');
    assert.equal((settings.sms as { attempts: number }).attempts, 7);
  });

  describe('somebody else', () => {
    let guest: Visit;

    before(async () => {
      guest = await shared.running.visit();
    });
    after(() => guest.page.context().close());

    test('a session that has ended: sign in, and be where you were', async () => {
      const { page } = guest;
      await shared.running.go(guest, '/ports/3');
      await page.getByText('The port is on the network').waitFor();
      await page.context().clearCookies();
      await page.getByRole('button', { name: 'Pause' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
      await page.getByText('Your session has ended').waitFor();
      await page.locator('input[name=password]').fill(shared.running.gateway.password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('heading', { name: 'Port 3' }).waitFor();
    });

    test('a viewer is added; he sees ports and no texts, and cannot send', async () => {
      const { page } = shared.visit;
      await shared.running.go(shared.visit, '/settings?tab=users');
      await page.getByRole('textbox', { name: 'User' }).fill('anna');
      await page.getByRole('textbox', { name: 'Password' }).fill('a long password');
      await page.getByRole('combobox', { name: 'Role' }).selectOption('viewer');
      await page.getByRole('button', { name: 'Add user' }).click();
      await page.getByRole('cell', { name: 'anna', exact: true }).waitFor();
      await guest.page.getByRole('button', { name: 'Signed in as admin' }).click();
      await guest.page.getByRole('menuitem', { name: 'Sign out' }).click();
      await signIn(guest, 'anna', 'a long password');
      await shared.running.go(guest, '/messages');
      const row = guest.page.getByRole('list', { name: 'Messages' }).getByRole('button').first();
      await row.waitFor();
      assert.equal(await guest.page.getByRole('button', { name: 'New message' }).count(), 0);
      assert.doesNotMatch((await row.textContent()) ?? '', /bold|1701234567/);
      await shared.running.go(guest, '/inbox');
      const conversation = guest.page.getByRole('main').getByRole('link').first();
      await conversation.waitFor();
      assert.doesNotMatch((await conversation.textContent()) ?? '', /open|1709876543/);
    });
  });

  test('the network of this computer is away and comes back: one banner, the draft is kept', async () => {
    const { page } = shared.visit;
    await page.getByRole('button', { name: 'New message' }).click();
    const drawer = page.getByRole('dialog', { name: 'New message' });
    await drawer.getByRole('textbox', { name: 'To' }).fill('+491701234567');
    await drawer.getByRole('textbox', { name: 'Text', exact: true }).fill('kept');
    await page.context().setOffline(true);
    await page.getByText('The gateway does not answer since').waitFor();
    assert.equal(await drawer.getByRole('button', { name: 'Send' }).isDisabled(), true);
    await page.context().setOffline(false);
    await page.getByText('Live', { exact: true }).waitFor();
    assert.equal(await drawer.getByRole('textbox', { name: 'Text', exact: true }).inputValue(), 'kept');
    await until(
      () => drawer.getByRole('button', { name: 'Send' }).isEnabled(),
      enabled => enabled,
    );
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
  });

  test('by keyboard alone: a message is opened and closed, and the focus comes back', async () => {
    const { page } = shared.visit;
    await shared.running.go(shared.visit, '/');
    await page.getByRole('heading', { name: 'Ports', exact: true }).waitFor();
    await page.locator('body').press('g');
    await page.locator('body').press('m');
    const row = page.getByRole('list', { name: 'Messages' }).getByRole('button').first();
    await row.focus();
    await row.press('Enter');
    await page.getByRole('dialog', { name: /^Story/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: /^Story/ }).waitFor({ state: 'hidden' });
    await until(
      () => row.evaluate(element => element === document.activeElement),
      focused => focused,
    );
  });
}
