/** Where the page is: path and filter behind `#`, so that any address can be sent to a colleague. */
import { useCallback, useSyncExternalStore } from 'react';

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

function hash(): string {
  return location.hash.replace(/^#/, '') || '/';
}

function pathOf(place: string): string {
  return place.split('?', 1)[0] || '/';
}

/** Goes to a place of the page: what stands behind `#`. */
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

/** The part of the address behind `?`. */
export type Filter = Readonly<Record<string, string>>;

function queryOf(place: string): string {
  const mark = place.indexOf('?');
  return mark < 0 ? '' : place.slice(mark + 1);
}

/** An address with a filter; what is empty is left out. */
export function placeWith(path: string, filter: Filter): string {
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ''));
  return query.size === 0 ? path : `${path}?${query}`;
}

/** The filter of the page that is shown, and what changes parts of it; "" takes a part away. */
export function useFilter(): [Filter, (changes: Filter) => void] {
  const query = useSyncExternalStore(subscribe, () => queryOf(hash()));
  const filter = Object.fromEntries(new URLSearchParams(query));
  const change = useCallback((changes: Filter) => {
    const now = Object.fromEntries(new URLSearchParams(queryOf(hash())));
    goTo(placeWith(pathOf(hash()), { ...now, ...changes }), { replace: true });
  }, []);
  return [filter, change];
}
