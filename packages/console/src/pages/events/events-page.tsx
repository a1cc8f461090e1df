import { Chip, Group, Text } from '@mantine/core';
import { eventKinds } from '@simgate/api/contract';
import { useMemo, useState } from 'react';
import { client, reply } from '../../data/api.ts';
import { useNews } from '../../data/use-news.ts';
import { usePages } from '../../data/use-pages.ts';
import { DownloadButton } from '../../parts/download-button.tsx';
import { FaultNote } from '../../parts/fault-note.tsx';
import { NewsLine } from '../../parts/news-line.tsx';
import { Page } from '../../parts/page.tsx';
import { PortSelect } from '../../parts/port-select.tsx';
import { targetWith } from '../../parts/target.ts';
import { VirtualList } from '../../parts/virtual-list.tsx';
import { useFilter } from '../../shell/place.ts';
import { useNarrow } from '../../shell/use-narrow.ts';
import { useFormats } from '../../words/format.ts';
import { useT } from '../../words/i18n.ts';
import { EventDetail, EventRow } from './event-row.tsx';
import type { JournalEvent } from './summary.ts';

const A_PAGE = 100;

type Kind = (typeof eventKinds)[number];

/** The kinds of an address; unknown ones are left out, and none stands for all. */
function kindsOf(text: string | undefined): Kind[] {
  const wanted = (text ?? '').split(',');
  return eventKinds.filter(kind => wanted.includes(kind));
}

/** The filter of list_events. */
interface Asked {
  readonly kinds?: Kind[];
  readonly port?: number[];
}

/** The journal, newest first, a hundred a page. `news` is true where the gateway has newer ones than are shown. */
function useEvents(asked: Asked) {
  const key = ['events', JSON.stringify(asked)];
  const pages = usePages<JournalEvent>(key, async before => {
    const page = before === undefined ? { limit: A_PAGE } : { limit: A_PAGE, before };
    const { events, next } = await reply(client.listEvents({ ...asked, ...page }));
    return { items: events as readonly JournalEvent[], next };
  });
  const newest = async () => (await reply(client.listEvents({ ...asked, limit: 1 }))).events[0]?.id;
  const news = useNews({ key, list: 'events', newest, shown: pages.items[0]?.id });
  return { ...pages, news: news && !pages.loading };
}

/** Kinds and port. Both stand in the address, so that a link keeps them. */
function Filters() {
  const t = useT();
  const [filter, change] = useFilter();
  return (
    <Group align="end" gap="sm">
      <Chip.Group multiple value={kindsOf(filter.kinds)} onChange={value => change({ kinds: value.join() })}>
        <Group gap={6} role="group" aria-label={t('push.kinds')}>
          {eventKinds.map(kind => (
            <Chip key={kind} value={kind} variant="outline">
              {t(`event.kind.${kind}`)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <PortSelect
        label={t('messages.filter.port')}
        value={filter.port ?? ''}
        change={port => change({ port })}
        any
      />
    </Group>
  );
}

/**
 * The journal, newest first: each event with its port, and with every field that programs get.
 * Filter and download follow the address. New events are announced above the list, which does not move by itself.
 */
export function EventsPage() {
  const t = useT();
  const formats = useFormats();
  const narrow = useNarrow();
  const [filter] = useFilter();
  const [opened, open] = useState<JournalEvent>();
  const asked = useMemo(() => {
    const kinds = kindsOf(filter.kinds);
    const port = /^\d{1,2}$/.test(filter.port ?? '') ? { port: [Number(filter.port)] } : {};
    return { ...(kinds.length === 0 ? {} : { kinds }), ...port };
  }, [filter.kinds, filter.port]);
  const { items, loading, pending, error, more, again, news } = useEvents(asked);
  return (
    <Page
      title={t('nav.events')}
      actions={<DownloadButton target={targetWith('/v1/export/events', asked)} label={t('common.csv')} />}
    >
      <Text mb="sm">{t('event.what')}</Text>
      <Filters />
      {error === null ? null : <FaultNote error={error} again={again} />}
      <NewsLine shown={news} word="event.new" show={again} />
      <VirtualList
        label={t('nav.events')}
        items={items}
        keyOf={({ id }) => id}
        height={narrow ? 64 : 44}
        render={event => <EventRow event={event} formats={formats} open={open} />}
        more={more}
        loading={loading}
        pending={pending}
        empty={t('event.empty')}
      />
      <EventDetail event={opened} close={() => open(undefined)} />
    </Page>
  );
}
