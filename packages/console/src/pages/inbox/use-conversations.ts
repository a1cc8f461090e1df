/** The list of conversations: of the gateway where it has one, else made of received messages. */
import { useEffect, useMemo } from 'react';
import { client, reply } from '../../data/api.ts';
import { useMayOperate } from '../../data/hooks.ts';
import type { Received } from '../../data/types.ts';
import { useNews } from '../../data/use-news.ts';
import { usePages } from '../../data/use-pages.ts';
import { type Conversation, conversationsOf } from './conversations.ts';

const A_PAGE = 100;

/** Which conversations are listed. */
export interface Wanted {
  /** A part of a text; "" for all. */
  readonly text: string;
  readonly archived: boolean;
}

function pageOf(before: number | undefined): { limit: number; before?: number } {
  return before === undefined ? { limit: A_PAGE } : { limit: A_PAGE, before };
}

/** Conversations as the gateway groups them, a hundred a page; without `on` it asks nothing and is empty. */
function useListed({ archived }: Wanted, on: boolean) {
  return usePages<Conversation>(['conversations', archived, on], async before => {
    if (!on) return { items: [], next: null };
    const { conversations, next } = await reply(client.listConversations({ archived, ...pageOf(before) }));
    return { items: conversations, next };
  });
}

/** Messages that fit a search, or all of them for who may not see conversations. */
function useReceived({ text, archived }: Wanted, on: boolean) {
  return usePages<Received>(['inbox', text, archived, on], async before => {
    if (!on) return { items: [], next: null };
    const search = text === '' ? {} : { text };
    const { messages, next } = await reply(client.listInbox({ ...search, archived, ...pageOf(before) }));
    return { items: messages, next };
  });
}

/** The id of the newest received message; undefined where there is none. */
async function newestId(): Promise<number | undefined> {
  return (await reply(client.listInbox({ limit: 1 }))).messages[0]?.incoming_sms_id;
}

/**
 * The conversations, the newest first, read again when a message comes.
 * A search, and roles that may not operate, get conversations made of the loaded messages alone, so unread counts are of those.
 */
export function useConversations(wanted: Wanted) {
  const grouped = useMayOperate() && wanted.text === '';
  const listed = useListed(wanted, grouped);
  const received = useReceived(wanted, !grouped);
  const pages = grouped ? listed : received;
  const conversations = useMemo(
    () => (grouped ? listed.items : conversationsOf(received.items)),
    [grouped, listed.items, received.items],
  );
  const shown = conversations[0]?.last.incoming_sms_id;
  const news = useNews({ key: ['inbox'], list: 'inbox', newest: newestId, shown });
  const { again } = pages;
  // The order changes only at the top: what is read stays where it is.
  useEffect(() => {
    if (news) again();
  }, [news, again]);
  const { error, more, loading, pending } = pages;
  return { conversations, error, more, loading, pending, again };
}
