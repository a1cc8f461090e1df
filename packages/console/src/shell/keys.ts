/** Keys of the whole page. One switch in the list of keys turns them off (WCAG 2.1.4). */
import { useEffect, useState } from 'react';
import { compose } from '../pages/compose/draft.ts';
import { enterList, keysAreOn } from '../parts/list-keys.ts';
import { goTo } from './place.ts';
import { places } from './places.ts';

/** Whether a key belongs to what has the focus: text that is typed, or a list of choices. */
function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}

/** The actions of keys. */
export interface KeyActions {
  readonly list: () => void;
}

/** Carries out a key that follows the key before it; returns the key that the next one follows. */
function press(key: string, before: string, { list }: KeyActions): string {
  if (before === 'g') {
    const place = places.find(({ letter }) => letter === key);
    if (place !== undefined) goTo(place.path);
    return '';
  }
  if (key === '?') list();
  if (key === 'c') compose();
  if (key === 'j' && document.activeElement === document.body) enterList();
  if (key === '/') document.querySelector<HTMLElement>('[data-search]')?.focus();
  return key === 'g' ? 'g' : '';
}

/**
 * Listens to the keys of the page while it is shown; `listed` is true while a person looks at the list of them.
 * `g` and a letter go to a page, `c` begins a message, `/` leads to the search field, `?` to the list. Keys in fields are left alone.
 */
export function useKeys(): { readonly listed: boolean; readonly close: () => void } {
  const [listed, setListed] = useState(false);
  useEffect(() => {
    let before = '';
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target) || !keysAreOn()) return;
      if (event.key === '/' || event.key === 'c') event.preventDefault();
      before = press(event.key, before, { list: () => setListed(true) });
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return { listed, close: () => setListed(false) };
}
