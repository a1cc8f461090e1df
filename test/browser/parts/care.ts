/** The care for ports and for oneself: alarms, the PIN and the restart of a modem, its conversation and recordings, one's own password. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { control } from '../../end-to-end/support/gateway.ts';
import { type Shared, signIn } from '../support/console.ts';

const PIN = '4321';

/** The rarer cares of a person; the balance of port 0 was asked for before. */
export function care(shared: Shared): void {
  test('an alarm stands among what needs a person, until one has seen it', async () => {
    const { page } = shared.visit;
    await shared.running.go(shared.visit, '/');
    const needs = page.getByRole('region', { name: 'What needs you' });
    // The gateway judges every 15 seconds, and the page asks every ten.
    await needs.getByText('The balance of a SIM is low').waitFor({ timeout: 60_000 });
    await needs.getByRole('button', { name: 'I have seen it' }).click();
    await needs.getByText('The balance of a SIM is low').waitFor({ state: 'hidden' });
    const { alarms } = (await shared.running.gateway.call('/v1/alarms?open=true')) as unknown as {
      alarms: { kind: string; acknowledged_by: string }[];
    };
    const low = alarms.find(({ kind }) => kind === 'balance_low');
    assert.equal(low?.acknowledged_by, shared.running.gateway.user);
  });

  test('the modems that no port uses are asked for their state', async () => {
    const { page } = shared.visit;
    await shared.running.go(shared.visit, '/settings?tab=devices');
    await page.getByRole('button', { name: 'Ask the modems' }).click();
    // Which devices a machine has differs; those of the ports are left alone.
    const answered = page.getByRole('list', { name: 'What they answered' });
    await answered.or(page.getByText('No device that may be a modem')).first().waitFor({ timeout: 120_000 });
    assert.equal(await page.getByRole('alert').count(), 0);
  });

  test('a modem is asked one command by hand; one that changes something is refused in words', async () => {
    const { page } = shared.visit;
    await shared.running.go(shared.visit, '/ports/3?tab=conversation');
    const section = page.getByRole('region', { name: 'Ask the modem' });
    await section.getByRole('button', { name: 'Signal' }).click();
    await section
      .getByRole('region', { name: 'Answer to AT+CSQ' })
      .getByText(/^\+CSQ: \d+/)
      .waitFor();
    await section.getByRole('textbox', { name: 'AT command' }).fill('AT+CFUN=0');
    await section.getByRole('button', { name: 'Ask', exact: true }).click();
    await section.getByRole('alert').getByText('only commands that read').waitFor();
    shared.visit.errors.length = 0;
  });

  test('a conversation is recorded, saved as a file, and removed', async () => {
    const { page } = shared.visit;
    await shared.running.go(shared.visit, '/ports/3?tab=conversation');
    const recordings = page.getByRole('region', { name: 'Recordings' });
    await recordings.getByRole('button', { name: 'Record the conversation' }).click();
    const file = recordings.getByRole('listitem').filter({ hasText: 'port-3.at' });
    await file.waitFor();
    const section = page.getByRole('region', { name: 'Ask the modem' });
    await section.getByRole('button', { name: 'Operator' }).click();
    await section.getByRole('region', { name: 'Answer to AT+COPS?' }).waitFor();
    await recordings.getByRole('button', { name: 'Stop recording' }).click();
    const download = page.waitForEvent('download');
    await file.getByRole('button', { name: 'Save as file' }).click();
    const path = await (await download).path();
    assert.match(readFileSync(path, 'utf8'), /AT\+COPS\?/);
    await file.getByRole('button', { name: 'Delete' }).click();
    await file.waitFor({ state: 'hidden' });
  });

  test('a modem is restarted, and the outcome stands on its page', async () => {
    const { page } = shared.visit;
    await shared.running.go(shared.visit, '/ports/4');
    await page.getByRole('button', { name: 'Restart the modem' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Restart the modem' }).click();
    await page.getByText(/^Last action: reset, .*, done/).waitFor({ timeout: 60_000 });
    await page.getByText('The port is on the network').waitFor({ timeout: 60_000 });
  });

  test('a SIM that asks for its PIN gets it from a person', async () => {
    const { page } = shared.visit;
    const faults = `${shared.running.gateway.control}/modems/4/faults`;
    await control(faults, 'POST', { fault: 'pinAsked', pin: PIN });
    await page.getByRole('button', { name: 'Restart the modem' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Restart the modem' }).click();
    await page.getByText('The SIM asks for its PIN').first().waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Enter the PIN' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('input').fill(PIN);
    await dialog.getByRole('button', { name: 'Enter the PIN' }).click();
    await page.getByText('The port is on the network').waitFor({ timeout: 60_000 });
    await control(faults, 'DELETE');
  });

  test('a person changes the own password, and signs in with the new one', async () => {
    const { gateway } = shared.running;
    await gateway.call('/v1/users', { name: 'berta', password: 'the first one', role: 'operator' });
    const guest = await shared.running.open();
    const { page } = guest;
    await signIn(guest, 'berta', 'the first one');
    await shared.running.go(guest, '/settings?tab=security');
    await page.getByLabel('Password until now').fill('not the first');
    await page.getByLabel('New password').fill('the second one');
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Password until now').fill('the first one');
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByText('Your session has ended').waitFor();
    await page.locator('input[name=password]').fill('the second one');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Your password' }).waitFor();
    await page.context().close();
  });
}
