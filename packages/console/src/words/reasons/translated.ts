/** Reasons in the languages that were loaded. Apart from the catalogue, which only the pages with reasons need. */

/** One reason: its title, its causes and its remedies, as many of each as in English and in their order. */
export type ReasonWord = readonly [title: string, causes: readonly string[], remedies: readonly string[]];

/** By group and code, as `message.no_credit`. */
export type ReasonWords = Readonly<Record<string, ReasonWord>>;

const translated = new Map<string, ReasonWords>();

/** Keeps the reasons of a language that was loaded. */
export function addReasons(language: string, words: ReasonWords): void {
  translated.set(language, words);
}

/** @param key group and code, as `message.no_credit` */
export function translatedReason(language: string, key: string): ReasonWord | undefined {
  return translated.get(language)?.[key];
}
