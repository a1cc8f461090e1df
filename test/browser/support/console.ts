/** The console in Debian's chromium, on a gateway and a virtual network as a newcomer has them. */

import type { Browser, Page } from 'playwright-core';
import { type GatewayProgram, instantAir, startGatewayProgram } from '../../end-to-end/support/gateway.ts';
import { missing } from '../../foreign/support/foreign-program.ts';
import { temporaryFolder } from '../../foreign/support/temporary-folder.ts';
import { buildConsole, launchBrowser } from './browser.ts';

/** Why the tests of the page are left out here; false where they run. */
export const withoutBrowser = missing('chromium');

export interface Screen {
  readonly width: number;
  readonly height: number;
  readonly scheme: 'light' | 'dark';
}

export const desk: Screen = { width: 1440, height: 900, scheme: 'light' };

export const screens: readonly Screen[] = [
  desk,
  { ...desk, scheme: 'dark' },
  { width: 390, height: 844, scheme: 'light' },
  { width: 390, height: 844, scheme: 'dark' },
];

/** A page with what it did wrong. */
export interface Visit {
  readonly page: Page;
  /** Requests to another origin. */
  readonly foreign: string[];
  /** Errors on the browser's console, and exceptions. */
  readonly errors: string[];
}

export interface Console {
  readonly gateway: GatewayProgram;
  visit(screen?: Screen, language?: string): Promise<Visit>;
  /** Shows a place of the page: what stands behind `#`. */
  go(visit: Visit, place: string): Promise<void>;
  /** Kills the gateway, and starts it again at the same address when `meanwhile` has ended. */
  restart(meanwhile: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** The browser reports every 401 as an error, also the first question whether somebody is signed in; and a gateway that is gone. */
function isExpected(text: string): boolean {
  return /status of 401|net::ERR_(?:CONNECTION|INCOMPLETE|EMPTY|NETWORK)/.test(text);
}

export async function openPage(
  browser: Browser,
  url: string,
  screen: Screen,
  language: string,
): Promise<Visit> {
  const { width, height, scheme } = screen;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  await context.addInitScript(tag => localStorage.setItem('simgate.language', tag), language);
  const page = await context.newPage();
  // Long for machines that have other work too: each wait ends as soon as it can.
  page.setDefaultTimeout(45_000);
  const visit: Visit = { page, foreign: [], errors: [] };
  page.on('request', request => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:'))
      visit.foreign.push(request.url());
  });
  page.on('console', message => {
    if (message.type() === 'error' && !isExpected(message.text())) visit.errors.push(message.text());
  });
  page.on('pageerror', error => visit.errors.push(String(error.stack)));
  await page.goto(url);
  return visit;
}

/** Signs in as a person does. */
export async function signIn({ page }: Visit, user: string, password: string): Promise<void> {
  await page.locator('input[name=username]').fill(user);
  await page.locator('input[name=password]').fill(password);
  await page.locator('button[type=submit]').click();
  await page.locator('nav').waitFor();
}

/** Builds the page where it is stale, and starts a gateway with eight virtual modems and a browser. */
export async function startConsole(settings: Readonly<Record<string, string>> = {}): Promise<Console> {
  await buildConsole();
  const folder = await temporaryFolder('console');
  let gateway = await startGatewayProgram(folder.path, settings);
  await instantAir(gateway);
  const browser = await launchBrowser();
  return {
    get gateway() {
      return gateway;
    },
    async visit(screen = desk, language = 'en') {
      const visit = await openPage(browser, `${gateway.url}/`, screen, language);
      await signIn(visit, gateway.user, gateway.password);
      return visit;
    },
    async go({ page }, place) {
      await page.evaluate(hash => {
        location.hash = hash;
      }, place);
    },
    async restart(meanwhile) {
      const { port } = new URL(gateway.url);
      await gateway.program.end('SIGKILL');
      await meanwhile();
      gateway = await startGatewayProgram(folder.path, { ...settings, SIMGATE_HTTP_PORT: port });
      await instantAir(gateway);
    },
    async close() {
      await browser.close();
      await gateway.program.end();
      await folder.remove();
    },
  };
}
