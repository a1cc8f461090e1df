/** Lists by cursor: pages are asked for as the reader comes near their end, never the whole list. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';

/** One page of a list, newest first. */
export interface PageOf<Item> {
  readonly items: readonly Item[];
  /** The cursor of the next page; null at the end. */
  readonly next: number | null;
}

/**
 * A list that is read page by page as a person scrolls.
 * `more` is undefined at the end of the list; `loading` is true for any request, also one that renews the list.
 */
export interface Pages<Item> {
  readonly items: readonly Item[];
  readonly loading: boolean;
  /** Whether nothing is known yet: neither items nor that there are none. */
  readonly pending: boolean;
  readonly error: unknown;
  readonly more: (() => void) | undefined;
  readonly again: () => void;
}

/**
 * Reads a list page by page: `more` asks for the next one, `again` for all from the newest on.
 * @param key that of the query; another key begins another list
 * @param ask gets the cursor of the page, undefined for the first; it may throw a Fault, which stands in `error`
 * @param every milliseconds until all loaded pages are asked for anew; false: not by itself
 */
export function usePages<Item>(
  key: readonly unknown[],
  ask: (before: number | undefined) => Promise<PageOf<Item>>,
  every: () => number | false = () => false,
): Pages<Item> {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => ask(pageParam),
    refetchInterval: every,
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page: PageOf<Item>) => page.next,
  });
  const { data, fetchNextPage, hasNextPage, isFetching, isPending, error, refetch } = query;
  const items = useMemo(() => data?.pages.flatMap(page => page.items) ?? [], [data]);
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const again = useCallback(() => void refetch(), [refetch]);
  return {
    items,
    loading: isFetching,
    pending: isPending,
    error,
    more: hasNextPage ? more : undefined,
    again,
  };
}
