/** The console in Debian's chromium, on a gateway and a virtual network as a newcomer has them. */

import type { Browser, BrowserContext, Page } from 'playwright-core';
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

/** How somebody looks at the page. */
interface Look {
  readonly screen?: Screen;
  readonly language?: string;
  /** Runs in the browser before anything of the page does. */
  readonly script?: () => void;
}

/** Shared by the parts of the test: starting a gateway and loading the page take longer than most checks. */
export interface Shared {
  readonly running: Console;
  /** One person's page, on a desk, at the form that asks who it is until the first test has signed in. */
  readonly visit: Visit;
}

/** CONSOLE_FORM=full looks at every page on every screen, and at a list of 100,000 messages; the suite looks at each page once. */
export const fullForm = process.env.CONSOLE_FORM === 'full';

export interface Console {
  readonly gateway: GatewayProgram;
  /** The data folder of the gateway. */
  readonly folder: string;
  /** A visit of its own, nobody signed in, at a path of the gateway. */
  open(path?: string, look?: Look): Promise<Visit>;
  /** The same, signed in as the first user already. */
  visit(look?: Look): Promise<Visit>;
  /** Shows a place of the page: what stands behind `#`. */
  go(visit: Visit, place: string): Promise<void>;
  /** Kills the gateway, and starts it again at the same address when `meanwhile` has ended. */
  restart(meanwhile: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** The browser reports every 401 as an error, also the first question whether somebody is signed in; and a gateway that is gone. */
function isExpected(text: string): boolean {
  return /status of 401|net::ERR_(?:CONNECTION|INCOMPLETE|INTERNET|EMPTY|NETWORK)/.test(text);
}

async function newContext(browser: Browser, { screen = desk, language = 'en', script }: Look) {
  const { width, height, scheme } = screen;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  await context.addInitScript(tag => localStorage.setItem('simgate.language', tag), language);
  // As in Safari, whose streams cannot be read by `for await`.
  await context.addInitScript(() => {
    Reflect.deleteProperty(ReadableStream.prototype, Symbol.asyncIterator);
  });
  if (script !== undefined) await context.addInitScript(script);
  return context;
}

async function pageOf(context: BrowserContext, url: string, own: string): Promise<Visit> {
  const page = await context.newPage();
  // Long for machines that have other work too: each wait ends as soon as it can.
  page.setDefaultTimeout(45_000);
  const visit: Visit = { page, foreign: [], errors: [] };
  page.on('request', request => {
    if (!request.url().startsWith(own) && !request.url().startsWith('data:'))
      visit.foreign.push(request.url());
  });
  page.on('console', message => {
    if (message.type() === 'error' && !isExpected(message.text())) visit.errors.push(message.text());
  });
  page.on('pageerror', error => visit.errors.push(String(error.stack)));
  await page.goto(url);
  return visit;
}

/** A visit of its own, nobody signed in. */
export async function openPage(browser: Browser, url: string, look: Look = {}): Promise<Visit> {
  return pageOf(await newContext(browser, look), url, new URL('/', url).href);
}

/** Signed in by the request that the form would make: the form has a test of its own. */
async function openSignedIn(
  browser: Browser,
  { url, user, password }: GatewayProgram,
  look: Look,
): Promise<Visit> {
  const context = await newContext(browser, look);
  const headers = { 'x-simgate': '1', origin: url };
  const answer = await context.request.post(`${url}/v1/session`, { headers, data: { user, password } });
  if (!answer.ok()) throw new Error(await answer.text());
  const visit = await pageOf(context, `${url}/`, `${url}/`);
  await visit.page.locator('nav').waitFor();
  return visit;
}

/** Signs in as a person does. */
export async function signIn({ page }: Visit, user: string, password: string): Promise<void> {
  await page.locator('input[name=username]').fill(user);
  await page.locator('input[name=password]').fill(password);
  await page.locator('button[type=submit]').click();
  await page.locator('nav').waitFor();
}

/** The SIM of port 0 can be asked for its balance, which is low. */
const balanceRule = {
  SIMGATE_BALANCE_RULES_0_IMSI: '001010000000001',
  SIMGATE_BALANCE_RULES_0_CODE: '*100#',
  SIMGATE_BALANCE_RULES_0_PATTERN: 'Your balance is {amount} {currency}.',
  SIMGATE_BALANCE_RULES_0_THRESHOLD: '20',
};

/**
 * Builds the page where it is stale, and starts a gateway with eight virtual modems and a browser.
 * @param own settings and other variables of the gateway's environment
 * @param data its data folder, which the caller removes; absent: one that is removed at the end
 */
export async function startConsole(
  own: Readonly<Record<string, string>> = {},
  data?: string,
): Promise<Console> {
  await buildConsole();
  const folder =
    data === undefined ? await temporaryFolder('console') : { path: data, remove: async () => {} };
  const settings = { ...own, ...balanceRule };
  let gateway = await startGatewayProgram(folder.path, settings);
  await instantAir(gateway);
  const browser = await launchBrowser();
  return {
    get gateway() {
      return gateway;
    },
    folder: folder.path,
    open: (path = '', look = {}) => openPage(browser, `${gateway.url}/${path}`, look),
    visit: (look = {}) => openSignedIn(browser, gateway, look),
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
