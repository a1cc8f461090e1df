/** Reasons in the languages that were loaded: when a page first has one. Apart from the catalogue, which only those pages need. */
import { Observable } from '../../data/observable.ts';
import type { ReasonWord, ReasonWords } from './reason-word.ts';

const loaders: Readonly<Record<string, () => Promise<ReasonWords>>> = {
  de: async () => (await import('./de.ts')).de,
  ru: async () => (await import('./ru.ts')).ru,
  es: async () => (await import('./es.ts')).es,
  'pt-BR': async () => (await import('./pt-br.ts')).ptBr,
  fr: async () => (await import('./fr.ts')).fr,
  ar: async () => (await import('./ar.ts')).ar,
};

const translated = new Map<string, ReasonWords>();
const asked = new Set<string>();

/** How many languages are there; a page with reasons renders again when one comes. */
export const loadedLanguages = new Observable(0);

/** Keeps the reasons of a language that was loaded. */
export function addReasons(language: string, words: ReasonWords): void {
  translated.set(language, words);
  loadedLanguages.set(translated.size);
}

/** Loads the reasons of a language once. Until they are there, and where they cannot be loaded, reasons are in English. */
export function wantReasons(language: string): void {
  const load = loaders[language];
  if (load === undefined || asked.has(language)) return;
  asked.add(language);
  load().then(
    words => addReasons(language, words),
    () => asked.delete(language),
  );
}

/** @param key group and code, as `message.no_credit` */
export function translatedReason(language: string, key: string): ReasonWord | undefined {
  return translated.get(language)?.[key];
}
