/** The first run without a modem: what to do, what was found, and the first port by one click. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import {
  type GatewayProcess,
  startGatewayProcess,
  user,
  writeGatewaySettings,
} from '../foreign/support/gateway-process.ts';
import { type SimulatorProcess, startSimulatorProcess } from '../foreign/support/simulator-process.ts';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';
import { buildConsole, launchBrowser } from './support/browser.ts';
import { desk, openPage, signIn, withoutBrowser } from './support/console.ts';

describe('the first run without a modem', { skip: withoutBrowser, timeout: 240_000 }, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let simulator: SimulatorProcess;
  let gateway: GatewayProcess;
  let browser: Browser;
  let url: string;

  before(async () => {
    await buildConsole();
    folder = await temporaryFolder('first-run');
    simulator = await startSimulatorProcess({ modems: 1, network: { airTime: 'instant' } });
    gateway = startGatewayProcess(
      await writeGatewaySettings(folder.path, { modems: [], more: { virtualPorts: 0 } }),
    );
    url = await gateway.listening;
    browser = await launchBrowser();
  });

  after(async () => {
    await browser?.close();
    await gateway?.program.end('SIGTERM', 30_000);
    await simulator?.end();
    await folder.remove();
  });

  test('the page says what to do; a modem is added by its address, and is ready', async () => {
    const visit = await openPage(browser, `${url}/`, desk, 'en');
    const { page } = visit;
    await signIn(visit, user.name, user.password);
    await page.getByRole('heading', { name: 'No modem yet' }).waitFor();
    await page.getByText('Stop ModemManager for this modem').waitFor();
    await page.getByRole('heading', { name: 'Devices of this machine' }).waitFor();
    const [first] = simulator.ports;
    await page.getByRole('textbox', { name: 'Another modem' }).fill(`${first?.host}:${first?.port}`);
    await page.getByRole('button', { name: 'Add as port 0', exact: true }).click();
    await page.getByRole('link', { name: /^Port 0.*Ready/ }).waitFor({ timeout: 60_000 });
    assert.deepEqual([visit.foreign, visit.errors], [[], []]);
    await page.context().close();
  });
});
