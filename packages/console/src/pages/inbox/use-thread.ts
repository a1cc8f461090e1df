/** One conversation: its newest page is asked again and again, older ones when the reader wants them. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { client, reply } from '../../data/api.ts';
import type { Turn } from '../../data/types.ts';
import { withPage } from './conversations.ts';

const A_PAGE = 100;
const EVERY = 2500;

type Cursor = { readonly received: number; readonly sent: number } | null;

async function pageOf(number: string, before?: Cursor) {
  const at =
    before === undefined || before === null
      ? {}
      : { before_received: before.received, before_sent: before.sent };
  return reply(client.getConversation({ number, limit: A_PAGE, ...at }));
}

export function useThread(number: string) {
  const [turns, setTurns] = useState<readonly Turn[]>([]);
  const [next, setNext] = useState<Cursor>();
  const [loading, setLoading] = useState(false);
  const newest = useQuery({
    queryKey: ['thread', number],
    queryFn: () => pageOf(number),
    refetchInterval: EVERY,
  });
  const { data } = newest;
  useEffect(() => {
    if (data === undefined) return;
    setTurns(known => withPage(known, data.messages));
    // The cursor of the first page that came: what is older than it is reached from there.
    setNext(before => (before === undefined ? data.next : before));
  }, [data]);
  const earlier = useCallback(async () => {
    if (next === undefined || next === null) return;
    setLoading(true);
    try {
      const page = await pageOf(number, next);
      setTurns(known => withPage(known, page.messages));
      setNext(page.next);
    } finally {
      setLoading(false);
    }
  }, [number, next]);
  return { ...newest, turns, loading, earlier: next === undefined || next === null ? undefined : earlier };
}
