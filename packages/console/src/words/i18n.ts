/** Languages of the page: texts by key, English where a language lacks one. */
import i18next, { type TOptions } from 'i18next';
import { useSyncExternalStore } from 'react';
import { en, type Key, type Words } from './en.ts';
import { withPlurals } from './plurals.ts';
import { pseudo } from './pseudo.ts';

/** In the order of the menu, each by its own name. */
export const languages = {
  en: 'English',
  de: 'Deutsch',
  ru: 'Русский',
  es: 'Español',
  'pt-BR': 'Português (Brasil)',
  fr: 'Français',
  ar: 'العربية',
} as const;

type Loader = () => Promise<Words>;

/** Each language is a file of its own, loaded when it is chosen. `xx` is for tests: what is not in brackets is hard-coded. */
const loaders: Readonly<Record<string, Loader>> = {
  de: async () => (await import('./de.ts')).de,
  ru: async () => (await import('./ru.ts')).ru,
  es: async () => (await import('./es.ts')).es,
  'pt-BR': async () => (await import('./pt-br.ts')).ptBr,
  fr: async () => (await import('./fr.ts')).fr,
  ar: async () => (await import('./ar.ts')).ar,
  xx: async () => pseudo(en),
};

const KEPT_AS = 'simgate.language';

function kept(): string | null {
  try {
    return localStorage.getItem(KEPT_AS);
  } catch {
    return null;
  }
}

/** The first language of the browser that the page has. */
function preferred(): string {
  const wanted = [kept() ?? '', ...navigator.languages];
  const known = ['xx', ...Object.keys(languages)];
  const found = wanted.map(tag => known.find(one => one === tag || one.split('-')[0] === tag.split('-')[0]));
  return found.find(one => one !== undefined) ?? 'en';
}

/** The direction in which a language is written. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}

async function show(language: string): Promise<void> {
  const words = await loaders[language]?.();
  if (words !== undefined) i18next.addResourceBundle(language, 'translation', withPlurals(language, words));
  await i18next.changeLanguage(language);
  document.documentElement.lang = language === 'xx' ? 'en' : language;
  document.documentElement.dir = directionOf(language);
}

/** Loads the person's language before the page is shown first. */
export async function startWords(): Promise<void> {
  await i18next.init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    keySeparator: false,
    nsSeparator: false,
    // React escapes.
    interpolation: { escapeValue: false },
  });
  const language = preferred();
  if (language !== 'en') await show(language);
}

/** Shows another language, and keeps the choice for this browser. */
export async function changeLanguage(language: string): Promise<void> {
  try {
    localStorage.setItem(KEPT_AS, language);
  } catch {
    // Without storage it lasts until the page is closed.
  }
  await show(language);
}

/** A key, or the stem of one that has plural forms. */
export type WordKey =
  | Key
  | (Key extends infer One ? (One extends `${infer Stem}_other` ? Stem : never) : never);

/** Returns a text by its key, with values in its places. */
export type T = (key: WordKey, values?: TOptions) => string;

const NUMBER = /^[+*#−-]?\d/;

/** A text whose direction is its own: a number within a sentence from right to left keeps its + at its left (Unicode isolates). */
export function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}

function needsIsolation(value: unknown): boolean {
  return typeof value === 'number' ? value < 0 : typeof value === 'string' && NUMBER.test(value);
}

/** The values for a sentence, with those that begin with a number isolated where the sentence runs from right to left. */
function isolated(values: TOptions, direction: 'ltr' | 'rtl'): TOptions {
  if (direction === 'ltr') return values;
  const entries = Object.entries(values).map(([name, value]) =>
    needsIsolation(value) ? [name, isolate(`${value}`)] : [name, value],
  );
  return Object.fromEntries(entries);
}

/** Texts with values that are kept; at full load the same few come again and again, and the library takes long for each. */
const MOST_KEPT = 2000;

function textsIn(language: string): T {
  const direction = directionOf(language);
  const translate = i18next.getFixedT(language);
  const kept = new Map<string, string>();
  return (key, values = {}) => {
    const name = `${key} ${JSON.stringify(values)}`;
    const known = kept.get(name);
    if (known !== undefined) return known;
    const text = translate(key, isolated(values, direction));
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(name, text);
    return text;
  };
}

const texts = new Map<string, T>();

function subscribe(listener: () => void): () => void {
  i18next.on('languageChanged', listener);
  return () => i18next.off('languageChanged', listener);
}

/** The language of the page; the component renders again when another one is chosen. */
export function useLanguage(): string {
  return useSyncExternalStore(subscribe, () => i18next.language);
}

/** The texts in the chosen language, the same function until another one is chosen; the component renders again then. */
export function useT(): T {
  const language = useLanguage();
  const known = texts.get(language) ?? textsIn(language);
  texts.set(language, known);
  return known;
}
