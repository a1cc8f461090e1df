/** One conversation: its newest page is asked again and again, older ones when the reader wants them. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { client, reply } from '../../data/api.ts';
import type { Turn } from '../../data/types.ts';
import { keyOf, withPage } from './conversations.ts';

const A_PAGE = 100;
const EVERY = 2500;

/** Ids before which older messages lie, for each direction apart; null where there are none. */
type Cursor = { readonly received: number; readonly sent: number } | null;

/** A hundred messages with a number, the newest ones without a cursor. @throws Fault */
async function pageOf(number: string, before?: Cursor) {
  const at =
    before === undefined || before === null
      ? {}
      : { before_received: before.received, before_sent: before.sent };
  return reply(client.getConversation({ number, limit: A_PAGE, ...at }));
}

/** The part of a thread that the page has. */
interface Loaded {
  readonly turns: readonly Turn[];
  /** From where older ones are reached; null: there are none, undefined: nothing has come yet. */
  readonly next: Cursor | undefined;
}

/** The newest page joins what is loaded. One without any message that is known leaves a gap, so that what is older is asked for anew. */
function withNewest({ turns, next }: Loaded, page: { messages: readonly Turn[]; next: Cursor }): Loaded {
  const known = new Set(turns.map(keyOf));
  return page.messages.some(turn => known.has(keyOf(turn)))
    ? { turns: withPage(turns, page.messages), next }
    : { turns: withPage([], page.messages), next: page.next };
}

/**
 * The messages with one number: the newest hundred, and earlier ones when they are asked for.
 * The newest page is asked for every 2.5 s. `earlier` is undefined where there are no older messages.
 */
export function useThread(number: string) {
  const [loaded, setLoaded] = useState<Loaded>({ turns: [], next: undefined });
  const [loading, setLoading] = useState(false);
  const newest = useQuery({
    queryKey: ['thread', number],
    queryFn: () => pageOf(number),
    refetchInterval: EVERY,
  });
  const { data } = newest;
  useEffect(() => {
    if (data !== undefined) setLoaded(before => withNewest(before, data));
  }, [data]);
  const { turns, next } = loaded;
  const earlier = useCallback(async () => {
    if (next === undefined || next === null) return;
    setLoading(true);
    try {
      const page = await pageOf(number, next);
      setLoaded(before => ({ turns: withPage(before.turns, page.messages), next: page.next }));
    } finally {
      setLoading(false);
    }
  }, [number, next]);
  return { ...newest, turns, loading, earlier: next === undefined || next === null ? undefined : earlier };
}
