/** Where the page is: path and filter behind `#`, so that any address can be sent to a colleague. */
import { createContext, useCallback, useContext, useDeferredValue, useSyncExternalStore } from 'react';

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

/** The place of the address; "/" where it has none. */
function hash(): string {
  return location.hash.replace(/^#/, '') || '/';
}

/** The path of a place, without its filter. */
function pathOf(place: string): string {
  return place.split('?', 1)[0] || '/';
}

/**
 * Goes to a place of the page: what stands behind `#`.
 * @param options `replace` leaves no entry in the history of the browser, as for a filter that is typed
 */
export function goTo(place: string, options: { readonly replace?: boolean } = {}): void {
  const before = location.hash;
  if (options.replace) history.replaceState(null, '', `#${place}`);
  else history.pushState(null, '', `#${place}`);
  if (location.hash !== before) dispatchEvent(new HashChangeEvent('hashchange'));
}

/** The path, as wouter wants it. */
export function useHashPath(): [string, typeof goTo] {
  return [useSyncExternalStore(subscribe, () => pathOf(hash())), goTo];
}

useHashPath.hrefs = (href: string) => `#${href}`;

/** The place whose page is shown; undefined around the pages, where it is that of the address. */
export const shownPlace = createContext<string | undefined>(undefined);

/**
 * The place of the address, a moment later: the bar marks the new place at once, and its page is rendered in pieces between two inputs. A click
 * is answered by the next frame, however large the page is.
 */
export function useLaterPlace(): string {
  return useDeferredValue(useSyncExternalStore(subscribe, hash));
}

/** The path of the page that is shown, as wouter wants it. */
export function useShownPath(): [string, typeof goTo] {
  return [pathOf(useContext(shownPlace) ?? hash()), goTo];
}

useShownPath.hrefs = useHashPath.hrefs;

/** The part of the address behind `?`. */
export type Filter = Readonly<Record<string, string>>;

/** The filter of a place, without the question mark; "" where it has none. */
function queryOf(place: string): string {
  const mark = place.indexOf('?');
  return mark < 0 ? '' : place.slice(mark + 1);
}

/** An address with a filter; what is empty is left out. */
export function placeWith(path: string, filter: Filter): string {
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ''));
  return query.size === 0 ? path : `${path}?${query}`;
}

/**
 * The filter of the page that is shown, and what changes parts of it; "" takes a part away.
 * Changes replace the entry of the history, so that "back" leaves the page at once.
 */
export function useFilter(): [Filter, (changes: Filter) => void] {
  const shown = useContext(shownPlace);
  // A page that is about to be left keeps its own.
  const query = useSyncExternalStore(subscribe, () => {
    const now = hash();
    return queryOf(shown === undefined || pathOf(shown) === pathOf(now) ? now : shown);
  });
  const filter = Object.fromEntries(new URLSearchParams(query));
  const change = useCallback((changes: Filter) => {
    const now = Object.fromEntries(new URLSearchParams(queryOf(hash())));
    goTo(placeWith(pathOf(hash()), { ...now, ...changes }), { replace: true });
  }, []);
  return [filter, change];
}
