/** Whether a list has something newer than what is shown, without moving it under the reader. */
import { useQuery } from '@tanstack/react-query';

interface Options {
  readonly key: readonly unknown[];
  /** The newest id that the gateway has; undefined where there is none. */
  readonly newest: () => Promise<number | undefined>;
  /** The newest id that is shown. */
  readonly shown: number | undefined;
}

const EVERY = 3000;

export function useNews({ key, newest, shown }: Options): boolean {
  const { data } = useQuery({
    queryKey: ['news', ...key],
    queryFn: async () => (await newest()) ?? 0,
    refetchInterval: EVERY,
  });
  return data !== undefined && data > (shown ?? 0);
}
