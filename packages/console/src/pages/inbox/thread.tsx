import { Button, Code, Loader, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { client, reply } from '../../data/api.ts';
import { useMayOperate } from '../../data/hooks.ts';
import type { Turn } from '../../data/types.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { Ltr } from '../../parts/ltr.tsx';
import { type Formats, useFormats } from '../../words/format.ts';
import { useT } from '../../words/i18n.ts';
import { MessageState } from '../messages/message-row.tsx';
import { canAnswer, keyOf } from './conversations.ts';
import { ReplyBox } from './reply-box.tsx';
import { useThread } from './use-thread.ts';

/** A message that could not be decoded is shown as it came, so that a person can decode it. */
function Undecodable({ id, reason }: { readonly id: number; readonly reason: string }) {
  const t = useT();
  const { data } = useQuery({ queryKey: ['received', id], queryFn: () => reply(client.getReceived({ id })) });
  return (
    <>
      <Text size="sm">{t('inbox.undecodable')}</Text>
      <Text size="sm" lang="en">
        {reason}
      </Text>
      <Code className="wrap" block dir="ltr">
        {data?.pdu ?? ''}
      </Code>
    </>
  );
}

/** One message of a thread, with its port and, where it was sent, its state. */
function Bubble({ turn, formats }: { readonly turn: Turn; readonly formats: Formats }) {
  const t = useT();
  const { id, direction, text, reason, time, port, status } = turn;
  const own = direction === 'sent';
  return (
    <div className="turn" data-own={own || undefined}>
      {!own && text === '' && reason !== '' ? (
        <Undecodable id={id} reason={reason} />
      ) : (
        <Text className="message-text" dir="auto">
          {text}
        </Text>
      )}
      <Text size="xs" c="dimmed" component="div">
        <bdi>{formats.when(time)}</bdi>
        {port === null ? '' : ` · ${t('common.port', { port })}`}{' '}
        {status === 'RECEIVED' ? null : <MessageState message={{ status, waiting: false }} />}
      </Text>
    </div>
  );
}

/** A thread that is open is read; other pages hear of it by their lists. */
function useMarkedRead(number: string, turns: readonly Turn[]): void {
  const queries = useQueryClient();
  const unread = turns.some(({ read }) => !read);
  const may = useMayOperate();
  useEffect(() => {
    if (!unread || !may || document.hidden) return;
    void client
      .markReceived({ number, read: true })
      .then(() =>
        Promise.all([
          queries.invalidateQueries({ queryKey: ['thread', number] }),
          queries.invalidateQueries({ queryKey: ['conversations'] }),
        ]),
      );
  }, [number, unread, may, queries]);
}

const NEAR_END = 120;

/** Stays at the end where the reader is, and where he is when earlier messages come in above him. */
function useScroll(turns: readonly Turn[]) {
  const box = useRef<HTMLElement>(null);
  const before = useRef({ first: '', height: 0, atEnd: true });
  useLayoutEffect(() => {
    const { current } = box;
    if (current === null) return;
    const first = turns[0] === undefined ? '' : keyOf(turns[0]);
    const { first: known, height, atEnd } = before.current;
    if (known !== '' && known !== first) current.scrollTop += current.scrollHeight - height;
    else if (atEnd) current.scrollTop = current.scrollHeight;
    before.current = { ...before.current, first, height: current.scrollHeight };
  }, [turns]);
  const onScroll = () => {
    const { current } = box;
    if (current === null) return;
    const { scrollTop, scrollHeight, clientHeight } = current;
    before.current.atEnd = scrollHeight - scrollTop - clientHeight < NEAR_END;
  };
  return { box, onScroll };
}

/**
 * Everything with one number, and the answer.
 * To open it marks the messages as read, where the role may do that. A sender that is a name cannot be answered.
 */
export function Thread({ number }: { readonly number: string }) {
  const t = useT();
  const formats = useFormats();
  const { turns, isPending, error, refetch, earlier, loading } = useThread(number);
  const { box, onScroll } = useScroll(turns);
  useMarkedRead(number, turns);
  const port = turns.findLast(({ direction }) => direction === 'received')?.port ?? undefined;
  return (
    <Stack>
      <Text fw={600} size="lg" className="wrap">
        <Ltr>{number}</Ltr>
      </Text>
      {error === null ? null : <FaultNote error={error} again={() => void refetch()} />}
      {isPending && error === null ? <Loader aria-label={t('common.loading')} /> : null}
      <section
        ref={box}
        className="thread-scroll"
        aria-label={t('inbox.thread', { number })}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
        tabIndex={0}
      >
        <div className="chat">
          {earlier === undefined ? null : (
            <Button variant="default" size="sm" onClick={() => void earlier()} loading={loading}>
              {t('inbox.earlier')}
            </Button>
          )}
          {turns.map(turn => (
            <Bubble key={keyOf(turn)} turn={turn} formats={formats} />
          ))}
        </div>
      </section>
      {canAnswer(number) ? (
        <ReplyBox number={number} port={port} />
      ) : (
        <Text size="sm" c="dimmed">
          {t('inbox.name')}
        </Text>
      )}
    </Stack>
  );
}
