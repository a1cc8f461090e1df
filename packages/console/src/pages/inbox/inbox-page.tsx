import { Anchor, Button, Paper, Text, TextInput } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { Link } from 'wouter';
import { client, reply } from '../../data/api.ts';
import { useWho } from '../../data/hooks.ts';
import type { Received } from '../../data/types.ts';
import { useNews } from '../../data/use-news.ts';
import { usePages } from '../../data/use-pages.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { Ltr } from '../../parts/ltr.tsx';
import { Page } from '../../parts/page.tsx';
import { placeWith, useFilter } from '../../shell/place.ts';
import { hasPhones } from '../../shell/places.ts';
import { useNarrow } from '../../shell/use-narrow.ts';
import { useFormats } from '../../words/format.ts';
import { useT } from '../../words/i18n.ts';
import { type Conversation, conversationsOf } from './conversations.ts';
import { Thread } from './thread.tsx';

const A_PAGE = 200;

function useInbox(text: string) {
  const search = text === '' ? {} : { text };
  const key = ['inbox', text];
  const pages = usePages<Received>(key, async before => {
    const answer = await reply(
      client.listInbox({ ...search, limit: A_PAGE, ...(before === undefined ? {} : { before }) }),
    );
    return { items: answer.messages, next: answer.next };
  });
  const newest = async () =>
    (await reply(client.listInbox({ ...search, limit: 1 }))).messages[0]?.incoming_sms_id;
  const news = useNews({ key, list: 'inbox', newest, shown: pages.items[0]?.incoming_sms_id });
  const { again } = pages;
  // The order changes only at the top: what is read stays where it is.
  useEffect(() => {
    if (news) again();
  }, [news, again]);
  return { ...pages, conversations: useMemo(() => conversationsOf(pages.items), [pages.items]) };
}

interface RowProps {
  readonly conversation: Conversation;
  readonly current: boolean;
}

function Row({ conversation: { number, last }, current }: RowProps) {
  const t = useT();
  const formats = useFormats();
  return (
    <li>
      <Link
        href={placeWith('/inbox', { with: number })}
        className="conversation"
        aria-current={current ? 'true' : undefined}
      >
        <span className="card-head">
          <Text span fw={600} className="one-line">
            <Ltr>{number}</Ltr>
          </Text>
          <Text span size="xs" c="dimmed" style={{ flex: 'none' }}>
            <bdi>{formats.when(last.received_at)}</bdi>
          </Text>
        </span>
        <Text span size="sm" c="dimmed" className="one-line message-line" dir="auto">
          {last.trouble === '' ? last.text : t('inbox.undecodable')}
        </Text>
      </Link>
    </li>
  );
}

function Empty() {
  const t = useT();
  const who = useWho();
  return (
    <Text c="dimmed">
      {t('inbox.empty')} {hasPhones(who) ? <Link href="/phone">{t('inbox.phone')}</Link> : null}
    </Text>
  );
}

function List({ current }: { readonly current: string }) {
  const t = useT();
  const [filter, change] = useFilter();
  const [text, setText] = useState(filter.text ?? '');
  const { conversations, error, again, more, loading } = useInbox(filter.text ?? '');
  return (
    <section aria-label={t('inbox.list')}>
      <form
        onSubmit={event => {
          event.preventDefault();
          change({ text });
        }}
      >
        <TextInput
          label={t('messages.filter.text')}
          value={text}
          maxLength={64}
          data-search
          mb="sm"
          onChange={event => setText(event.currentTarget.value)}
        />
      </form>
      {error === null ? null : <FaultNote error={error} again={again} />}
      {conversations.length === 0 && !loading ? <Empty /> : null}
      <ul className="plain-list">
        {conversations.map(conversation => (
          <Row
            key={conversation.number}
            conversation={conversation}
            current={conversation.number === current}
          />
        ))}
      </ul>
      {more === undefined ? null : (
        <Button mt="sm" variant="default" onClick={more} loading={loading}>
          {t('common.more')}
        </Button>
      )}
    </section>
  );
}

/** Conversations and the thread of one: side by side on a desk, one after the other on a phone. */
export function InboxPage() {
  const t = useT();
  const narrow = useNarrow();
  const [filter] = useFilter();
  const current = filter.with ?? '';
  const back =
    narrow && current !== '' ? (
      <Anchor component={Link} href="/inbox">
        {t('common.back')}
      </Anchor>
    ) : undefined;
  return (
    <Page title={t('nav.inbox')} actions={back}>
      <div className="inbox">
        {narrow && current !== '' ? null : <List current={current} />}
        {current === '' ? null : (
          <Paper withBorder p="md">
            <Thread key={current} number={current} />
          </Paper>
        )}
      </div>
    </Page>
  );
}
