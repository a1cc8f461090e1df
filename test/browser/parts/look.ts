/**
 * How every page looks: no serious finding of axe, nothing wider than the screen, no text that is hard-coded, no more bytes than allowed. The suite
 * opens each page once, on one screen after the other; the full form opens it on each.
 */
import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { distFolder } from '../support/browser.ts';
import { desk, fullForm, type Screen, type Shared, screens, type Visit } from '../support/console.ts';
import { hardCoded, overflowOf, seriousFindings, shiftOf } from '../support/judge.ts';
import { goTo, places, show, telephone } from '../support/places.ts';
import { clear, fill } from '../support/sample.ts';

const FIRST_LOAD = 230_000;
const FURTHER_PAGE = 60_000;
/** Of the layout, while a page loads (cumulative layout shift): what moves more can swallow a click. */
const STEADY = 0.1;
const pictures = process.env.CONSOLE_SCREENSHOTS;

async function picture({ page }: Visit, name: string): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `console-${name}.png`) });
}

/** Bytes of what was loaded since the last question, as the gateway sends them. */
function byteMeter({ page }: Visit): () => Promise<number> {
  const loaded = new Set<string>();
  const sizeOf = (url: string): number => {
    const path = join(distFolder, new URL(url).pathname);
    const gz = statSync(`${path}.gz`, { throwIfNoEntry: false });
    return (gz ?? statSync(path, { throwIfNoEntry: false }))?.size ?? 0;
  };
  return async () => {
    const urls = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    const fresh = urls.filter(url => url.includes('/assets/') && !loaded.has(url));
    for (const url of fresh) loaded.add(url);
    return fresh.reduce((sum, url) => sum + sizeOf(url), 0);
  };
}

async function openComposer({ page }: Visit): Promise<void> {
  await page.getByRole('button', { name: 'New message' }).click();
  const drawer = page.getByRole('dialog', { name: 'New message' });
  await drawer.getByRole('textbox', { name: 'To' }).fill('+491701234567, 12345');
  await drawer.getByRole('textbox', { name: 'Text', exact: true }).fill('It’s here – come…');
  await drawer.getByText('Replace all').waitFor();
}

function screenOf(index: number): Screen {
  return screens[index % screens.length] ?? desk;
}

/** Each page once: the pseudo-language on one screen after the other, Arabic at 320 px and at text of 200 % by turns. */
function short(shared: Shared): void {
  test('each page, with its bytes', async t => {
    const visit = await shared.running.visit({ language: 'xx' });
    // The board whole: with the chart, which comes last.
    await visit.page.locator('.chart canvas').first().waitFor();
    const bytes = byteMeter(visit);
    const first = await bytes();
    assert.ok(first > 50_000 && first <= FIRST_LOAD, `first load: ${first} bytes`);
    for (const [index, place] of places.entries())
      await t.test(place.name, async () => {
        await show(visit, screenOf(index));
        await goTo(shared.running, visit, place);
        assert.deepEqual(await seriousFindings(visit), []);
        assert.ok((await overflowOf(visit)) <= 0);
        assert.deepEqual(await hardCoded(visit), []);
        const further = await bytes();
        assert.ok(further <= FURTHER_PAGE, `${further} bytes`);
      });
    await visit.page.context().close();
  });

  test('from right to left, on the smallest screen and with the largest text', async () => {
    const visit = await shared.running.visit({ language: 'ar' });
    const wide: string[] = [];
    for (const [index, place] of places.entries()) {
      const large = index % 2 === 1;
      await show(visit, large ? { ...desk, width: 1280 } : { ...telephone, width: 320 });
      await visit.page.evaluate(
        size => {
          document.documentElement.style.fontSize = size;
        },
        large ? '200%' : '',
      );
      await goTo(shared.running, visit, place);
      const overflow = await overflowOf(visit);
      if (overflow > 0) wide.push(`${place.name}: ${overflow} px`);
    }
    assert.deepEqual(wide, []);
    await visit.page.context().close();
  });

  test('the composer', async () => {
    const visit = await shared.running.visit({ screen: { ...telephone, scheme: 'dark' } });
    await openComposer(visit);
    assert.deepEqual(await seriousFindings(visit), []);
    await visit.page.context().close();
  });
}

function onScreen(shared: Shared, screen: Screen): void {
  const name = `${screen.width}-${screen.scheme}`;
  describe(name, () => {
    let visit: Visit;

    before(async () => {
      visit = await shared.running.visit({ screen });
    });
    after(() => visit.page.context().close());

    for (const place of places)
      test(place.name, async () => {
        await goTo(shared.running, visit, place);
        assert.ok((await shiftOf(visit)) <= STEADY);
        await picture(visit, `${place.name}-${name}`);
        assert.deepEqual(await seriousFindings(visit), []);
        assert.ok((await overflowOf(visit)) <= 0);
      });

    test('sign-in', async () => {
      const guest = await shared.running.open('', { screen });
      await guest.page.locator('input[name=username]').waitFor();
      await picture(guest, `sign-in-${name}`);
      assert.deepEqual(await seriousFindings(guest), []);
      await guest.page.context().close();
    });

    test('the composer', async () => {
      await openComposer(visit);
      await picture(visit, `composer-${name}`);
      assert.deepEqual(await seriousFindings(visit), []);
    });
  });
}

/** Causes of a page that is too wide: a narrow screen, longer words, another direction, larger text. */
const widening: readonly (readonly [name: string, screen: Screen, language: string, fontSize: string])[] = [
  ['at 320 px', { ...telephone, width: 320 }, 'en', ''],
  ['in German', telephone, 'de', ''],
  ['from right to left', telephone, 'ar', ''],
  ['with text at 200 %', { ...desk, width: 1280 }, 'en', '200%'],
];

function full(shared: Shared): void {
  for (const screen of screens) onScreen(shared, screen);
  for (const [what, screen, language, fontSize] of widening)
    test(`${what} nothing is wider than the screen`, async () => {
      const visit = await shared.running.visit({ screen, language });
      await visit.page.evaluate(size => {
        document.documentElement.style.fontSize = size;
      }, fontSize);
      const wide: string[] = [];
      for (const place of places) {
        await goTo(shared.running, visit, place);
        const overflow = await overflowOf(visit);
        if (overflow > 0) wide.push(`${place.name}: ${overflow} px`);
        if (language !== 'en') await picture(visit, `${place.name}-${language}`);
      }
      assert.deepEqual(wide, []);
      await visit.page.context().close();
    });
}

export function look(shared: Shared): void {
  before(() => fill(shared.running.gateway));
  after(() => clear(shared.running.gateway));
  if (fullForm) full(shared);
  short(shared);
}
