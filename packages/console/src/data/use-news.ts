/** Whether a list has something newer than what is shown, without moving it under the reader. */

import { useThrottledValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNewest } from './hooks.ts';

/** The list that is watched; `key` is that of its query. */
interface Options {
  readonly key: readonly unknown[];
  /** The list whose news the gateway announces. */
  readonly list: string;
  /** The newest id that fits the filter; undefined where there is none. */
  readonly newest: () => Promise<number | undefined>;
  /** The newest id that is shown. */
  readonly shown: number | undefined;
}

/** Milliseconds: at full load there are news all the time. */
const EVERY = 1500;

/** The gateway is asked only when it has announced something: whether it fits the filter. */
export function useNews({ key, list, newest, shown }: Options): boolean {
  const announced = useThrottledValue(useNewest(list), EVERY);
  const { data } = useQuery({
    queryKey: ['news', ...key, announced],
    queryFn: async () => (await newest()) ?? 0,
    placeholderData: keepPreviousData,
  });
  return data !== undefined && data > (shown ?? 0);
}
