/** The first visit to a gateway that has no modem yet, behind nginx under a path; and in a frame as Home Assistant's side bar has it. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { type ChildProgram, startProgram } from '../foreign/support/child-program.ts';
import { missing, pathOf } from '../foreign/support/foreign-program.ts';
import {
  type GatewayProcess,
  startGatewayProcess,
  user,
  writeGatewaySettings,
} from '../foreign/support/gateway-process.ts';
import { openPseudoTerminal } from '../foreign/support/pseudo-terminal.ts';
import { type SimulatorProcess, startSimulatorProcess } from '../foreign/support/simulator-process.ts';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';
import { buildConsole, launchBrowser } from './support/browser.ts';
import { openPage, signIn } from './support/console.ts';

/** A port that is free now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const INGRESS = '/api/hassio_ingress/abc';

function settingsOf(folder: string, port: number, gateway: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    name => `${name}_temp_path ${folder}/${name};`,
  );
  const pass = `proxy_pass ${gateway}/; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_set_header Host $http_host; proxy_set_header X-Forwarded-For $remote_addr;`;
  return `daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log stderr notice;
events { worker_connections 64; }
http {
  access_log off; ${temporary.join(' ')}
  server { listen 127.0.0.1:${port};
    location /sms/ { ${pass} }
    location ${INGRESS}/ { ${pass} proxy_set_header X-Ingress-Path ${INGRESS}; }
    location = /frame { default_type text/html;
      return 200 '<!DOCTYPE html><title>home</title><iframe title="simgate" width="1000" height="700" src="${INGRESS}/"></iframe>'; }
  }
}`;
}

const withoutParts = missing('chromium', 'nginx', 'socat');

describe('the first visit, behind a proxy', { skip: withoutParts, timeout: 600_000 }, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let simulator: SimulatorProcess;
  let gateway: GatewayProcess;
  let nginx: ChildProgram;
  let browser: Browser;
  let origin: string;

  before(async () => {
    await buildConsole();
    folder = await temporaryFolder('first-visit');
    simulator = await startSimulatorProcess({ modems: 2, network: { airTime: 'instant' } });
    const port = await freePort();
    origin = `http://127.0.0.1:${port}`;
    const http = { publicOrigin: origin, pathPrefix: '/sms', trustedProxies: ['127.0.0.1'] };
    gateway = startGatewayProcess(
      await writeGatewaySettings(folder.path, {
        modems: [],
        more: { virtualPorts: 0, http: { port: 0, users: [user], ...http } },
      }),
    );
    const file = join(folder.path, 'nginx.conf');
    await writeFile(file, settingsOf(folder.path, port, await gateway.listening));
    nginx = startProgram(pathOf('nginx') ?? 'nginx', ['-p', folder.path, '-c', file, '-e', 'stderr']);
    await nginx.waitFor(/start worker process /);
    browser = await launchBrowser();
  });

  after(async () => {
    await browser?.close();
    await nginx?.end('SIGTERM');
    await gateway?.program.end('SIGTERM', 30_000);
    await simulator?.end();
    await folder.remove();
  });

  test('without a modem the page says what to do; two are added, a message is sent, and who comes again is still signed in', async () => {
    const visit = await openPage(browser, `${origin}/sms/`);
    const { page } = visit;
    await signIn(visit, user.name, user.password);
    await page.getByRole('heading', { name: 'No modem yet' }).waitFor();
    await page.getByText('Stop ModemManager for this modem').waitFor();
    await page.getByRole('heading', { name: 'Devices of this machine' }).waitFor();
    const [first, second] = simulator.ports;
    assert.ok(first !== undefined && second !== undefined);
    await page.getByRole('textbox', { name: 'Another modem' }).fill(`${first.host}:${first.port}`);
    await page.getByRole('button', { name: 'Add as port 0', exact: true }).click();
    await page.getByRole('link', { name: /^Port 0.*Ready/ }).waitFor();
    const device = await openPseudoTerminal(folder.path, 'modem', second, false);
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('tab', { name: 'Devices' }).click();
    await page.getByRole('textbox', { name: 'Another modem' }).fill(device.path);
    await page.getByRole('button', { name: 'Add as port 1', exact: true }).click();
    await page.getByRole('status').getByRole('link', { name: 'Port 1' }).click();
    await page.getByText('The port is on the network').waitFor();
    await page.getByRole('button', { name: 'New message' }).click();
    const drawer = page.getByRole('dialog', { name: 'New message' });
    await drawer.getByRole('textbox', { name: 'To' }).fill('+491701234567');
    await drawer.getByRole('textbox', { name: 'Text', exact: true }).fill('under a path');
    await drawer.getByRole('button', { name: 'Send' }).click();
    await drawer.getByRole('link', { name: 'Look at it' }).click();
    await page.getByRole('link', { name: 'delivered 1' }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: 'delivered 1' }).waitFor();
    const [cookie] = await page.context().cookies(`${origin}/sms/v1`);
    assert.equal(cookie?.path, '/sms');
    assert.deepEqual([visit.foreign, visit.errors], [[], []]);
    await page.context().close();
    await device.close();
  });

  test('in a frame, behind a path that only the proxy knows', async () => {
    const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(`${origin}/frame`);
    const frame = page.frameLocator('iframe');
    await frame.locator('input[name=username]').fill(user.name);
    await frame.locator('input[name=password]').fill(user.password);
    await frame.locator('button[type=submit]').click();
    await frame.getByText('Live', { exact: true }).waitFor();
    await frame.getByRole('link', { name: 'Settings' }).click();
    await frame.getByRole('heading', { name: 'Settings' }).waitFor();
    const cookies = await context.cookies(`${origin}${INGRESS}/v1`);
    assert.ok(
      cookies.some(({ path }) => path.startsWith(INGRESS)),
      JSON.stringify(cookies),
    );
    await context.close();
  });
});
