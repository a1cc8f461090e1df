import { Loader, Text } from '@mantine/core';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import { useT } from '../words/i18n.ts';
import { moveFocus } from './list-keys.ts';

interface Props<Item> {
  readonly label: string;
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => number | string;
  readonly render: (item: Item) => ReactNode;
  /** Pixels of a row. */
  readonly height: number;
  /** Asks for the next page; undefined at the end. */
  readonly more: (() => void) | undefined;
  /** Stands where there is no item. */
  readonly empty: ReactNode;
  readonly loading: boolean;
  /** Whether nothing is known yet. */
  readonly pending: boolean;
}

/**
 * A list of any length: only the rows that are seen are in the page, and the next ones are asked for near the end.
 * All rows have the same height; the window scrolls and not the list.
 * Screen readers get the place of each row, and the count of all once the end is known.
 */
export function VirtualList<Item>(props: Props<Item>) {
  const { label, items, keyOf, render, height, more, empty, loading, pending } = props;
  const t = useT();
  const list = useRef<HTMLUListElement>(null);
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => height,
    overscan: 12,
    scrollMargin: list.current?.offsetTop ?? 0,
    getItemKey: index => keyOf(items[index] as Item),
  });
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? -1;
  const atEnd = last >= items.length - 20;
  useEffect(() => {
    if (atEnd && !loading) more?.();
  }, [atEnd, loading, more]);
  if (items.length === 0 && !pending)
    return typeof empty === 'string' ? <Text c="dimmed">{empty}</Text> : empty;
  return (
    <>
      <ul
        ref={list}
        aria-label={label}
        className="virtual"
        style={{ height: rows.getTotalSize() }}
        onKeyDown={moveFocus}
      >
        {shown.map(({ key, index, start }) => (
          <li
            key={key}
            aria-setsize={more === undefined ? items.length : -1}
            aria-posinset={index + 1}
            style={{ height, transform: `translateY(${start - rows.options.scrollMargin}px)` }}
          >
            {render(items[index] as Item)}
          </li>
        ))}
      </ul>
      {loading ? <Loader size="sm" mt="sm" aria-label={t('common.loading')} /> : null}
    </>
  );
}
