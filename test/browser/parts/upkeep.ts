/** The less frequent work of an operator: many ports at once, the balance of a SIM, programs that refuse an event. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { control, until } from '../../end-to-end/support/gateway.ts';
import type { Shared } from '../support/console.ts';

/** Several ports, balances, and the attempts of a push. */
export function upkeep(shared: Shared): void {
  test('several ports are paused at once, and go on', async () => {
    const { page } = shared.visit;
    await shared.running.go(shared.visit, '/');
    for (const [action, state] of [
      ['Pause', 'Paused'],
      ['Resume', 'Ready'],
    ] as const) {
      await page.getByRole('button', { name: 'Several ports at once' }).click();
      const dialog = page.getByRole('dialog', { name: 'Several ports at once' });
      for (const port of [2, 3]) await dialog.getByRole('checkbox', { name: `Port ${port}` }).check();
      await dialog.getByRole('combobox', { name: 'What they shall do' }).selectOption({ label: action });
      await dialog.getByRole('button', { name: action, exact: true }).click();
      await dialog.getByText('2 ports were told').waitFor();
      await dialog.getByRole('button', { name: 'Close' }).last().click();
      await dialog.waitFor({ state: 'hidden' });
      for (const port of [2, 3])
        await page.getByRole('link', { name: new RegExp(`^Port ${port}.*${state}`) }).waitFor();
      assert.equal(await page.getByRole('link', { name: /^Port 4.*Paused/ }).count(), 0);
    }
  });

  test('the balance of a SIM is asked for, and stands beside it', async () => {
    const { page } = shared.visit;
    await shared.running.go(shared.visit, '/ports/0');
    const sim = page.getByRole('region', { name: 'SIM', exact: true });
    await sim.getByRole('button', { name: 'Ask now' }).click();
    await sim.getByText('12.50 EUR').waitFor();
  });

  test('a SIM that no rule can ask says so', async () => {
    const { page } = shared.visit;
    await shared.running.go(shared.visit, '/ports/1');
    await page
      .getByRole('region', { name: 'SIM', exact: true })
      .getByRole('button', { name: 'Ask now' })
      .click();
    await page.getByRole('alert').getByText('Refused').waitFor();
    shared.visit.errors.length = 0;
  });

  test('each attempt to push is shown with its outcome', async () => {
    const { page } = shared.visit;
    const { gateway } = shared.running;
    const { id } = await gateway.call('/v1/push-targets', {
      name: 'away',
      url: 'http://127.0.0.1:9/sms',
      kinds: ['sms'],
    });
    const [modem] = (await control(`${gateway.control}/modems`)) as { number: string }[];
    await control(`${gateway.control}/messages`, 'POST', {
      from: '+491709876543',
      to: modem?.number,
      text: 'Does anybody hear me?',
    });
    await shared.running.go(shared.visit, '/push');
    const target = page.getByRole('region', { name: 'away' });
    await target.getByRole('button', { name: 'Show the last attempts' }).click();
    await target
      .getByRole('listitem')
      .filter({ hasText: /sms \d+ · no answer/ })
      .first()
      .waitFor();
    await gateway.call(`/v1/push-targets/${id}`, undefined, 'DELETE');
    await target.waitFor({ state: 'hidden' });
  });

  test('a port is switched off and on', async () => {
    const { page } = shared.visit;
    await shared.running.go(shared.visit, '/ports/6');
    for (const [action, state] of [
      ['Switch off', 'A person has switched the port off'],
      ['Switch on', 'The port is on the network'],
    ] as const) {
      await page.getByRole('button', { name: action }).click();
      await page.getByRole('dialog').getByRole('button', { name: action }).click();
      await page.getByText(state).first().waitFor();
    }
  });

  test('a modem with several SIMs takes another one', async () => {
    const { page } = shared.visit;
    await shared.running.go(shared.visit, '/ports/6');
    const number = page.getByRole('region', { name: 'SIM', exact: true }).locator('.fact').first();
    const before = (await number.textContent()) ?? '';
    await page.getByRole('button', { name: 'Change the SIM' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Slot' }).fill('1');
    await page.getByRole('dialog').getByRole('button', { name: 'Change the SIM' }).click();
    await page.getByText('The port is on the network').waitFor();
    await until(
      async () => (await number.textContent()) ?? '',
      text => /\+\d{6}/.test(text) && text !== before,
    );
  });

  test('a call that comes in is answered, and hung up', async () => {
    const { page } = shared.visit;
    const { gateway } = shared.running;
    await shared.running.go(shared.visit, '/calls');
    await control(`${gateway.control}/modems/4/calls`, 'POST', { from: '+491705550009', ringFor: 60_000 });
    await page.getByRole('button', { name: 'Answer' }).click();
    await page.getByText('Speaks').waitFor();
    await page.getByRole('button', { name: 'Hang up' }).click();
    await page.getByText('No call goes on.').waitFor();
    await page.getByRole('list', { name: 'Ended' }).getByText('+491705550009').waitFor();
  });

  test('a token is made, serves a program, and ends', async () => {
    const { page } = shared.visit;
    await shared.running.go(shared.visit, '/settings?tab=security');
    await page.getByRole('textbox', { name: 'Name' }).fill('cash desk');
    await page.getByRole('button', { name: 'Make a token' }).click();
    const token = await page.getByRole('status').locator('code').textContent();
    const ask = async () => {
      const answer = await fetch(`${shared.running.gateway.url}/v1/ports`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return answer.status;
    };
    assert.equal(await ask(), 200);
    await page.getByRole('button', { name: /: cash desk$/ }).click();
    await page.getByRole('cell', { name: 'cash desk', exact: true }).waitFor({ state: 'hidden' });
    assert.equal(await ask(), 401);
  });

  test('by keyboard alone: a message is written, sent, and looked at', async () => {
    const { page } = shared.visit;
    await shared.running.go(shared.visit, '/');
    await page.getByRole('heading', { name: 'Ports', exact: true }).waitFor();
    await page.locator('body').press('c');
    const drawer = page.getByRole('dialog', { name: 'New message' });
    await drawer.getByRole('textbox', { name: 'To' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.type('+491701234567');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await drawer.getByRole('textbox', { name: 'Text', exact: true }).and(page.locator(':focus')).waitFor();
    await page.keyboard.type('No hand on a mouse');
    await page.keyboard.press('Control+Enter');
    const look = drawer.getByRole('link', { name: 'Look at it' });
    await look.waitFor();
    for (
      let step = 0;
      step < 20 && !(await look.evaluate(link => link === document.activeElement));
      step += 1
    )
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^Task/ }).waitFor();
  });
}
