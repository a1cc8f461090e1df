/** The console behind nginx under a path, and in a frame as Home Assistant's side bar has it. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { type GatewayProgram, instantAir, startGatewayProgram } from '../end-to-end/support/gateway.ts';
import { type ChildProgram, startProgram } from '../foreign/support/child-program.ts';
import { missing, pathOf } from '../foreign/support/foreign-program.ts';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';
import { buildConsole, launchBrowser } from './support/browser.ts';
import { desk, openPage, signIn } from './support/console.ts';

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

const withoutParts = missing('chromium', 'nginx');

describe('the console behind a proxy', { skip: withoutParts, timeout: 300_000 }, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let gateway: GatewayProgram;
  let nginx: ChildProgram;
  let browser: Browser;
  let origin: string;

  before(async () => {
    await buildConsole();
    folder = await temporaryFolder('frames');
    await mkdir(join(folder.path, 'data'));
    const port = await freePort();
    origin = `http://127.0.0.1:${port}`;
    gateway = await startGatewayProgram(join(folder.path, 'data'), {
      SIMGATE_VIRTUAL_PORTS: '2',
      SIMGATE_HTTP_PUBLIC_ORIGIN: origin,
      SIMGATE_HTTP_PATH_PREFIX: '/sms',
      SIMGATE_HTTP_TRUSTED_PROXIES: '127.0.0.1',
    });
    await instantAir(gateway);
    const file = join(folder.path, 'nginx.conf');
    await writeFile(file, settingsOf(folder.path, port, gateway.url));
    nginx = startProgram(pathOf('nginx') ?? 'nginx', ['-p', folder.path, '-c', file, '-e', 'stderr']);
    await nginx.waitFor(/start worker process /);
    browser = await launchBrowser();
  });

  after(async () => {
    await browser?.close();
    await nginx?.end('SIGTERM');
    await gateway?.program.end();
    await folder.remove();
  });

  test('under a path: sign in, live board, a message, and still signed in when it is loaded again', async () => {
    const visit = await openPage(browser, `${origin}/sms/`, desk, 'en');
    const { page } = visit;
    await signIn(visit, gateway.user, gateway.password);
    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByRole('link', { name: /^Port 1/ }).waitFor();
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
  });

  test('in a frame, behind a path that only the proxy knows', async () => {
    const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(`${origin}/frame`);
    const frame = page.frameLocator('iframe');
    await frame.locator('input[name=username]').fill(gateway.user);
    await frame.locator('input[name=password]').fill(gateway.password);
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
