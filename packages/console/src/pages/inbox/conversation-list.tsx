import { Badge, Button, Checkbox, Group, Loader, SegmentedControl, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { useMayOperate, useWho } from '../../data/hooks.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { moveFocus } from '../../parts/list-keys.ts';
import { Ltr } from '../../parts/ltr.tsx';
import { placeWith, useFilter } from '../../shell/place.ts';
import { hasPhones } from '../../shell/places.ts';
import { useFormats } from '../../words/format.ts';
import { useT } from '../../words/i18n.ts';
import { BulkBar } from './bulk-bar.tsx';
import type { Conversation } from './conversations.ts';
import { useConversations } from './use-conversations.ts';

interface RowProps {
  readonly conversation: Conversation;
  readonly current: boolean;
  readonly href: string;
  /** Undefined where nothing can be selected. */
  readonly select: ((on: boolean) => void) | undefined;
  readonly selected: boolean;
}

/** A conversation with its newest message. The checkbox is missing for a person who may not change conversations. */
function Row({ conversation: { number, last, unread }, current, href, select, selected }: RowProps) {
  const t = useT();
  const formats = useFormats();
  return (
    <li className="conversation-line">
      {select === undefined ? null : (
        <Checkbox
          aria-label={t('inbox.select', { number })}
          checked={selected}
          onChange={event => select(event.currentTarget.checked)}
        />
      )}
      <Link href={href} className="conversation list-item" aria-current={current ? 'true' : undefined}>
        <span className="card-head">
          <Text span fw={unread > 0 ? 700 : 500} className="one-line">
            <Ltr>{number}</Ltr>
          </Text>
          <Text span size="xs" c="dimmed" style={{ flex: 'none' }}>
            <bdi>{formats.when(last.received_at)}</bdi>
          </Text>
        </span>
        <span className="card-head">
          <Text span size="sm" c="dimmed" className="one-line message-line" dir="auto">
            {last.trouble === '' ? last.text : t('inbox.undecodable')}
          </Text>
          {unread > 0 ? (
            <Badge style={{ flex: 'none' }} aria-label={t('inbox.unread', { count: unread })}>
              {formats.count(unread)}
            </Badge>
          ) : null}
        </span>
      </Link>
    </li>
  );
}

/** The reason for an empty list; on a virtual network with a link to a phone that can write. */
function Empty({ searched }: { readonly searched: boolean }) {
  const t = useT();
  const who = useWho();
  return (
    <Text c="dimmed">
      {t(searched ? 'messages.emptyFilter' : 'inbox.empty')}{' '}
      {hasPhones(who) && !searched ? <Link href="/phone">{t('inbox.phone')}</Link> : null}
    </Text>
  );
}

/** Looks for a text when the form is submitted, not at each key; the choice of archived ones works at once. */
function Search() {
  const t = useT();
  const [filter, change] = useFilter();
  const [text, setText] = useState(filter.text ?? '');
  const archived = filter.show === 'archived';
  return (
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
        mb="xs"
        onChange={event => setText(event.currentTarget.value)}
      />
      <SegmentedControl
        aria-label={t('ports.filter')}
        value={archived ? 'archived' : 'open'}
        onChange={value => change({ show: value === 'archived' ? value : '' })}
        data={(['open', 'archived'] as const).map(value => ({ value, label: t(`inbox.show.${value}`) }))}
        size="xs"
        mb="sm"
      />
    </form>
  );
}

/**
 * Conversations, newest first, with what can be done with several of them.
 * A selection outlives a reload of the list, and counts only conversations that are shown.
 * @param current the number whose thread is open; "" for none
 */
export function ConversationList({ current }: { readonly current: string }) {
  const t = useT();
  const may = useMayOperate();
  const [filter] = useFilter();
  const text = filter.text ?? '';
  const archived = filter.show === 'archived';
  const { conversations, error, again, more, loading, pending } = useConversations({ text, archived });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const shown = conversations.map(({ number }) => number).filter(number => selected.has(number));
  const select = (number: string) => (on: boolean) => {
    setSelected(before => new Set(on ? [...before, number] : [...before].filter(one => one !== number)));
  };
  return (
    <section aria-label={t('inbox.list')}>
      <Search />
      {error === null ? null : <FaultNote error={error} again={again} />}
      {conversations.length > 0 || error !== null ? null : pending ? (
        <Loader size="sm" aria-label={t('common.loading')} />
      ) : (
        <Empty searched={text !== '' || archived} />
      )}
      {may && conversations.length > 0 ? (
        <BulkBar
          numbers={shown}
          all={conversations.length}
          archived={archived}
          selectAll={on => setSelected(new Set(on ? conversations.map(({ number }) => number) : []))}
        />
      ) : null}
      <ul className="plain-list" onKeyDown={moveFocus}>
        {conversations.map(conversation => (
          <Row
            key={conversation.number}
            conversation={conversation}
            current={conversation.number === current}
            href={placeWith('/inbox', { ...filter, with: conversation.number })}
            select={may ? select(conversation.number) : undefined}
            selected={selected.has(conversation.number)}
          />
        ))}
      </ul>
      {more === undefined ? null : (
        <Group mt="sm">
          <Button variant="default" onClick={more} loading={loading}>
            {t('common.more')}
          </Button>
        </Group>
      )}
    </section>
  );
}
