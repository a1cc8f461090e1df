/** Plural forms that a language has and its file leaves out: those of millions in Spanish read as the general one. */
import type { Words } from './en.ts';

const GENERAL = /_other$/;

/** The texts with every plural form that the language has; the pseudo-language counts as English does. */
export function withPlurals(language: string, words: Words): Words {
  const { pluralCategories } = new Intl.PluralRules(language === 'xx' ? 'en' : language).resolvedOptions();
  const general = Object.entries(words).filter(([key]) => GENERAL.test(key));
  const forms = general.flatMap(([key, text]) =>
    pluralCategories.map(form => [key.replace(GENERAL, `_${form}`), text] as const),
  );
  return { ...Object.fromEntries(forms), ...words };
}
