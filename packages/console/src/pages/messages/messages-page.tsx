import { Anchor, Group } from '@mantine/core';
import { useMemo } from 'react';
import { Link } from 'wouter';
import { client, reply } from '../../data/api.ts';
import type { Message } from '../../data/types.ts';
import { useNews } from '../../data/use-news.ts';
import { usePages } from '../../data/use-pages.ts';
import { DownloadButton } from '../../parts/download-button.tsx';
import { FaultNote } from '../../parts/fault-note.tsx';
import { NewsLine } from '../../parts/news-line.tsx';
import { Page } from '../../parts/page.tsx';
import { targetWith } from '../../parts/target.ts';
import { VirtualList } from '../../parts/virtual-list.tsx';
import { type Filter, useFilter } from '../../shell/place.ts';
import { useNarrow } from '../../shell/use-narrow.ts';
import { useFormats } from '../../words/format.ts';
import { useT } from '../../words/i18n.ts';
import { MessageFilters, statusesOf } from './filters.tsx';
import { HeldMessages, useHeld } from './held.tsx';
import { MessageRow } from './message-row.tsx';
import { NothingSent } from './nothing-sent.tsx';
import { Story } from './story.tsx';

const A_PAGE = 100;
const WHOLE_NUMBER = /^\d{1,15}$/;

/** A whole number of an address, of at most 15 digits; undefined for anything else. */
function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && WHOLE_NUMBER.test(text) ? Number(text) : undefined;
}

/** The request of list_messages, from the filter in the address. */
function requestOf(filter: Filter) {
  const status = statusesOf(filter.status);
  const port = numberOf(filter.port);
  const task = numberOf(filter.task);
  return {
    ...(status.length === 0 ? {} : { status }),
    ...(filter.number ? { number: filter.number } : {}),
    ...(filter.text ? { text: filter.text } : {}),
    ...(port === undefined ? {} : { port: [port] }),
    ...(task === undefined ? {} : { task_id: task }),
  };
}

/** States change; who has scrolled down is not moved. */
function whileAtTop(): number | false {
  return window.scrollY < 80 ? 4000 : false;
}

/** Messages that pass the filter, newest first, a hundred a page. `news` is true where the gateway has newer ones than are shown. */
function useMessages(filter: Filter) {
  const asked = JSON.stringify(requestOf(filter));
  const request = useMemo((): ReturnType<typeof requestOf> => JSON.parse(asked), [asked]);
  const key = ['messages', asked];
  const pages = usePages<Message>(
    key,
    async before => {
      const answer = await reply(
        client.listMessages({ ...request, limit: A_PAGE, ...(before === undefined ? {} : { before }) }),
      );
      return { items: answer.messages, next: answer.next };
    },
    whileAtTop,
  );
  const newest = async () => (await reply(client.listMessages({ ...request, limit: 1 }))).messages[0]?.id;
  const news = useNews({ key, list: 'messages', newest, shown: pages.items[0]?.id });
  return { ...pages, news: news && !pages.loading };
}

/**
 * All messages, filtered; one of them opens beside with its story.
 * Filter and opened message stand in the address. The list renews itself every four seconds while its top is in view.
 */
export function MessagesPage() {
  const t = useT();
  const formats = useFormats();
  const narrow = useNarrow();
  // The opened message stands in the address, so that its link can be sent to a colleague.
  const [{ id, ...filter }, change] = useFilter();
  const { items, loading, pending, error, more, again, news } = useMessages(filter);
  // Held messages stand above the list and come with it: a moment later they would move a row that somebody is about to touch.
  const held = useHeld();
  const filtered = Object.keys(filter).length > 0;
  return (
    <Page
      title={t('messages.title')}
      actions={
        <Group gap="sm">
          <Anchor component={Link} href="/tasks">
            {t('nav.tasks')}
          </Anchor>
          <DownloadButton
            target={targetWith('/v1/export/messages', requestOf(filter))}
            label={t('common.csv')}
          />
        </Group>
      }
    >
      {held.pending ? null : (
        <>
          <HeldMessages />
          <MessageFilters />
          {error === null ? null : <FaultNote error={error} again={again} />}
          <NewsLine shown={news} word="messages.newMany" show={again} />
          <VirtualList
            label={t('messages.title')}
            items={items}
            keyOf={({ id }) => id}
            height={narrow ? 64 : 44}
            render={message => (
              <MessageRow message={message} formats={formats} open={opened => change({ id: `${opened}` })} />
            )}
            more={more}
            loading={loading}
            pending={pending}
            empty={error !== null ? null : filtered ? t('messages.emptyFilter') : <NothingSent />}
          />
        </>
      )}
      <Story id={numberOf(id)} close={() => change({ id: '' })} />
    </Page>
  );
}
