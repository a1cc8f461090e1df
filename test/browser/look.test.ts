/**
 * How every page looks: no serious finding of axe, nothing wider than a telephone, no text that is hard-coded, no more bytes than allowed. With
 * CONSOLE_SCREENSHOTS=folder each page is kept there as a picture.
 */
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { control } from '../end-to-end/support/gateway.ts';
import { distFolder } from './support/browser.ts';
import {
  type Console,
  desk,
  type Screen,
  screens,
  startConsole,
  type Visit,
  withoutBrowser,
} from './support/console.ts';

const FIRST_LOAD = 230_000;
const FURTHER_PAGE = 60_000;

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pictures = process.env.CONSOLE_SCREENSHOTS;

/** All four take a minute; where a person waits, each size and each scheme is looked at once. */
const looked =
  pictures !== undefined || process.env.CI === 'true'
    ? screens
    : screens.filter(({ width, scheme }) => (width === desk.width) === (scheme === 'light'));

/** Each page, and what is there when it has come. */
const places: readonly (readonly [name: string, place: string, ready: string])[] = [
  ['ports', '/', '.card'],
  ['port', '/ports/1', '.fact'],
  ['port menu', '/ports/1?tab=menu', '.phone button'],
  ['port settings', '/ports/1?tab=settings', 'form'],
  ['port conversation', '/ports/1?tab=conversation', '.at-lines'],
  ['phone', '/phone', '.phone'],
  ['messages', '/messages', 'button.row'],
  ['story', '/messages?id=1', '.row'],
  ['tasks', '/tasks', '.task-row'],
  ['task', '/tasks/1', '.stage'],
  ['inbox', '/inbox?with=%2B491709876543', '.turn'],
  ['ussd', '/ussd?port=1', 'form'],
  ['calls', '/calls', 'form'],
  ['events', '/events', '.row'],
  ['push', '/push', 'main h1'],
  ['settings', '/settings', 'form'],
  ['devices', '/settings?tab=devices', 'h2'],
  ['audit', '/settings?tab=audit', 'table'],
  ['all settings', '/settings?tab=all', '.setting'],
  ['about', '/settings?tab=about', '.fact'],
  ['users', '/settings?tab=users', 'table'],
  ['security', '/settings?tab=security', 'form'],
];

function nameOf({ width, scheme }: Screen): string {
  return `${width}-${scheme}`;
}

async function seriousFindings({ page }: Visit): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(options: object): Promise<{
          violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[];
        }>;
      };
    };
    const { violations } = await axe.run({ resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes.map(
          ({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary.slice(0, 200)}`,
        ),
      );
  });
}

describe('the look of the console', { skip: withoutBrowser, timeout: 400_000 }, () => {
  let running: Console;

  before(async () => {
    running = await startConsole();
    const modems = (await control(`${running.gateway.control}/modems`)) as { number: string }[];
    for (const text of ['Is it open today?', 'And tomorrow, on Sunday?'])
      await control(`${running.gateway.control}/messages`, 'POST', {
        from: '+491709876543',
        to: modems[0]?.number,
        text,
      });
    const recipients = ['+491701234567', '+4917099999'].map(number => ({ number }));
    await running.gateway.call('/v1/messages', {
      text: 'Your parcel comes today between 10 and 12.',
      recipients,
    });
    await running.gateway.call('/v1/messages', { text: 'رسالة <b>قصيرة</b> 😀', recipients });
  });
  after(() => running.close());

  for (const screen of looked) {
    describe(nameOf(screen), () => {
      let visit: Visit;

      before(async () => {
        visit = await running.visit(screen);
      });
      after(() => visit.page.context().close());

      for (const [name, place, ready] of places) {
        test(name, async () => {
          const { page } = visit;
          await running.go(visit, place);
          await page.locator(`main ${ready}`.replace('main main', 'main')).first().waitFor();
          if (pictures !== undefined)
            await page.screenshot({
              path: join(pictures, `console-${name.replace(' ', '-')}-${nameOf(screen)}.png`),
            });
          assert.deepEqual(await seriousFindings(visit), []);
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(overflow <= 0, `${overflow} px wider than the screen`);
        });
      }

      test('the composer', async () => {
        const { page } = visit;
        await page.getByRole('button', { name: 'New message' }).click();
        const drawer = page.getByRole('dialog', { name: 'New message' });
        await drawer.getByRole('textbox', { name: 'To' }).fill('+491701234567, 12345');
        await drawer.getByRole('textbox', { name: 'Text', exact: true }).fill('It’s here – come…');
        await drawer.getByText('Replace all').waitFor();
        if (pictures !== undefined)
          await page.screenshot({ path: join(pictures, `console-composer-${nameOf(screen)}.png`) });
        assert.deepEqual(await seriousFindings(visit), []);
      });
    });
  }

  /** What may widen a page: a narrow screen, another direction, larger text. */
  const widening: readonly (readonly [name: string, screen: Screen, language: string, css: string])[] = [
    ['at 320 px', { ...desk, width: 320, height: 640 }, 'en', ''],
    ['from right to left', { ...desk, width: 390, height: 844 }, 'ar', ''],
    ['with text at 200 %', { ...desk, width: 1280 }, 'en', ':root { font-size: 200% }'],
  ];
  for (const [what, screen, language, css] of widening)
    test(`${what} nothing is wider than the screen`, async () => {
      const visit = await running.visit(screen, language);
      if (css !== '') await visit.page.addStyleTag({ content: css });
      const wide: string[] = [];
      for (const [name, place, ready] of places) {
        await running.go(visit, place);
        await visit.page.locator(`main ${ready}`.replace('main main', 'main')).first().waitFor();
        const overflow = await visit.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (overflow > 0) wide.push(`${name}: ${overflow} px`);
        if (pictures !== undefined && language === 'ar')
          await visit.page.screenshot({ path: join(pictures, `console-${name.replace(' ', '-')}-ar.png`) });
      }
      assert.deepEqual(wide, []);
      await visit.page.context().close();
    });

  test('no text of the page is hard-coded', async () => {
    const visit = await running.visit(desk, 'xx');
    for (const [name, place, ready] of places) {
      await running.go(visit, place);
      await visit.page.locator(`main ${ready}`.replace('main main', 'main')).first().waitFor();
      const bare = await visit.page.evaluate(() => {
        const marked = /[⟦⟧·]/;
        const own =
          'bdi, [lang], .message-text, .cell-time, select, code, kbd, title, .fact, header a, [data-given]';
        return [...document.querySelectorAll('button, a, label, h1, h2, p, th, span, legend')]
          .filter(element => element.children.length === 0 && element.closest(own) === null)
          .map(element => element.textContent.trim())
          .filter(text => /\p{L}{3,}/u.test(text) && !marked.test(text));
      });
      assert.deepEqual(bare, [], name);
    }
    await visit.page.context().close();
  });

  test(`the first load is under ${FIRST_LOAD} bytes gzip, and each further page under ${FURTHER_PAGE}`, async () => {
    const sizes = new Map<string, number>();
    const sizeOf = (url: string): number => {
      const path = join(distFolder, new URL(url).pathname);
      const gz = statSync(`${path}.gz`, { throwIfNoEntry: false });
      return (gz ?? statSync(path, { throwIfNoEntry: false }))?.size ?? 0;
    };
    const visit = await running.visit(desk);
    await visit.page.locator('.card').first().waitFor();
    const loaded = new Set<string>();
    const take = async (): Promise<number> => {
      const urls = await visit.page.evaluate(() =>
        performance.getEntriesByType('resource').map(({ name }) => name),
      );
      const fresh = urls.filter(url => url.includes('/assets/') && !loaded.has(url));
      for (const url of fresh) loaded.add(url);
      return fresh.reduce((sum, url) => sum + sizeOf(url), 0);
    };
    sizes.set('first', await take());
    for (const [name, place, ready] of places.slice(1)) {
      await running.go(visit, place);
      await visit.page.locator(`main ${ready}`.replace('main main', 'main')).first().waitFor();
      sizes.set(name, await take());
    }
    await visit.page.context().close();
    const [first = 0, ...further] = sizes.values();
    assert.ok(first > 50_000 && first <= FIRST_LOAD, `${first}`);
    assert.ok(Math.max(...further) <= FURTHER_PAGE, JSON.stringify([...sizes]));
  });
});
