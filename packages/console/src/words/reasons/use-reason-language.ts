import { useEffect, useSyncExternalStore } from 'react';
import { useLanguage } from '../i18n.ts';
import { loadedLanguages, wantReasons } from './translated.ts';

/** The language of the page, whose reasons are loaded; the component renders again when they are there. */
export function useReasonLanguage(): string {
  const language = useLanguage();
  useSyncExternalStore(loadedLanguages.subscribe, loadedLanguages.get);
  useEffect(() => wantReasons(language), [language]);
  return language;
}
