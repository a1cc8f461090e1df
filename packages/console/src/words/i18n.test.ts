/** The language of the page: which one it begins with, how a person changes it, and how values stand in its sentences. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { endHooks, runHook } from '../data/hook-testing.ts';
import { openPage, settle } from '../data/page-testing.ts';
import { changeLanguage, directionOf, isolate, startWords, useLanguage, useT } from './i18n.ts';
import type { ReasonWords } from './reasons/reason-word.ts';

const page = openPage();
page.leave();

/** The inbox in the language of the page. */
async function inbox(): Promise<string> {
  const words = await runHook(useT, undefined);
  const text = words.now('nav.inbox');
  await words.end();
  return text;
}

describe('the language of the page', () => {
  before(() => page.enter());
  after(() => page.leave());
  afterEach(async () => {
    await endHooks();
    await changeLanguage('en');
    page.storage = new Map();
    page.languages = ['en'];
    Object.assign(page.document.documentElement, { lang: '', dir: '' });
  });

  const beginnings: readonly [
    kept: string | undefined,
    browser: readonly string[],
    lang: string,
    dir: string,
    inbox: string,
  ][] = [
    [undefined, ['de'], 'de', 'ltr', 'Eingang'],
    [undefined, ['de-AT', 'en'], 'de', 'ltr', 'Eingang'],
    [undefined, ['pt'], 'pt-BR', 'ltr', 'Entrada'],
    [undefined, ['ja', 'de'], 'de', 'ltr', 'Eingang'],
    [undefined, ['ar-EG'], 'ar', 'rtl', 'الوارد'],
    // The page is in English already, and so is its document.
    [undefined, ['ja'], '', '', 'Inbox'],
    [undefined, ['en-GB', 'de'], '', '', 'Inbox'],
    ['de', ['en'], 'de', 'ltr', 'Eingang'],
    ['xx', ['en'], 'en', 'ltr', '⟦Inbox··⟧'],
    ['gone', ['de'], 'de', 'ltr', 'Eingang'],
  ];
  for (const [kept, browser, lang, dir, text] of beginnings)
    test(`of a browser in ${browser}${kept === undefined ? '' : ` where ${kept} was chosen`} is ${lang || 'en'}`, async () => {
      if (kept !== undefined) page.storage?.set('simgate.language', kept);
      page.languages = browser;
      await startWords();
      const shown = page.document.documentElement;
      assert.deepEqual([shown.lang, shown.dir], [lang, dir]);
      assert.equal(await inbox(), text);
    });

  test('is that of the browser where nothing is kept', async () => {
    page.storage = undefined;
    page.languages = ['de'];
    await startWords();
    assert.equal(page.document.documentElement.lang, 'de');
  });

  test('is another one when a person chooses it, and stays so in this browser', async () => {
    await startWords();
    const shown = await runHook(() => [useLanguage(), useT()('nav.inbox')], undefined);
    assert.deepEqual(shown.now, ['en', 'Inbox']);
    await changeLanguage('de');
    await settle();
    assert.deepEqual(
      [shown.now, page.storage?.get('simgate.language'), page.document.documentElement.lang],
      [['de', 'Eingang'], 'de', 'de'],
    );
    await shown.end();
    shown.rendered();
    await changeLanguage('en');
    await settle();
    assert.equal(shown.rendered(), 0);
  });

  test('can be chosen where the browser keeps nothing', async () => {
    page.storage = undefined;
    await changeLanguage('ar');
    assert.deepEqual(page.document.documentElement, { lang: 'ar', dir: 'rtl' });
  });

  test('keeps its texts while the same language is shown', async () => {
    const shown = await runHook(useT, undefined);
    const before = shown.now;
    await shown.change(undefined);
    assert.equal(shown.now, before);
    await shown.end();
  });

  test('is written from right to left in Arabic alone', () =>
    assert.deepEqual(['ar', 'en', 'de', 'xx'].map(directionOf), ['rtl', 'ltr', 'ltr', 'ltr']));

  const values: readonly [language: string, value: string | number, isIsolated: boolean][] = [
    ['ar', '+88201000001', true],
    ['ar', '*100#', true],
    ['ar', '−71', true],
    ['ar', '12:30', true],
    ['ar', -71, true],
    ['ar', 71, false],
    ['ar', 0, false],
    ['ar', 'Bank', false],
    ['ar', '++1', false],
    ['en', '+88201000001', false],
    ['en', -71, false],
  ];
  for (const [language, value, isIsolated] of values)
    test(`puts ${JSON.stringify(value)} ${isIsolated ? 'apart' : 'as it is'} into a sentence of ${language}`, async () => {
      await changeLanguage(language);
      const words = await runHook(useT, undefined);
      const text = words.now('inbox.thread', { number: value });
      assert.equal(text.includes(isolate(`${value}`)), isIsolated);
      assert.ok(text.includes(`${value}`));
      await words.end();
    });

  test('leaves the signs of a text as they are: React escapes them', async () => {
    const { now: t, end } = await runHook(useT, undefined);
    assert.equal(t('inbox.thread', { number: '<Tom & Co>' }), 'Conversation with <Tom & Co>');
    await end();
  });

  test('has its own words for each value and count', async () => {
    await changeLanguage('en');
    const { now: t, end } = await runHook(useT, undefined);
    const texts = [1, 2, 1].map(count => t('ports.waiting', { count }));
    assert.deepEqual(texts, ['1 waits', '2 wait', '1 waits']);
    await end();
  });
});

/** The module as a page that was just loaded has it. */
async function fresh() {
  return (await import(
    `./reasons/translated.ts?${Math.random()}`
  )) as typeof import('./reasons/translated.ts');
}

describe('reasons in a language', () => {
  for (const language of ['de', 'ru', 'es', 'pt-BR', 'fr', 'ar'])
    test(`${language} are loaded once, when they are wanted first`, async () => {
      const { loadedLanguages, translatedReason, wantReasons } = await fresh();
      assert.equal(translatedReason(language, 'message.no_credit'), undefined);
      let heard = 0;
      const end = loadedLanguages.subscribe(() => {
        heard += 1;
      });
      const come = new Promise<void>(resolve => loadedLanguages.subscribe(resolve));
      wantReasons(language);
      wantReasons(language);
      await come;
      await settle();
      end();
      const [title = ''] = translatedReason(language, 'message.no_credit') ?? [];
      const { [language]: words } = await allReasons();
      assert.deepEqual([title, heard, loadedLanguages.get()], [words?.['message.no_credit']?.[0], 1, 1]);
    });

  for (const language of ['en', 'xx'])
    test(`${language} are those of the catalogue`, async () => {
      const { loadedLanguages, translatedReason, wantReasons } = await fresh();
      wantReasons(language);
      await settle();
      assert.deepEqual(
        [translatedReason(language, 'message.no_credit'), loadedLanguages.get()],
        [undefined, 0],
      );
    });
});

async function allReasons(): Promise<Readonly<Record<string, ReasonWords>>> {
  const { de } = await import('./reasons/de.ts');
  const { ru } = await import('./reasons/ru.ts');
  const { es } = await import('./reasons/es.ts');
  const { ptBr } = await import('./reasons/pt-br.ts');
  const { fr } = await import('./reasons/fr.ts');
  const { ar } = await import('./reasons/ar.ts');
  return { de, ru, es, 'pt-BR': ptBr, fr, ar };
}
