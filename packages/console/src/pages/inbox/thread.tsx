import { Button, Code, Loader, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { client, reply } from '../../data/api.ts';
import { useLink, useMayOperate, usePort } from '../../data/hooks.ts';
import type { Received } from '../../data/types.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { Ltr } from '../../parts/ltr.tsx';
import type { Formats } from '../../words/format.ts';
import { useFormats } from '../../words/format.ts';
import { useT } from '../../words/i18n.ts';
import { MessageState } from '../messages/message-row.tsx';
import { canAnswer, type Entry, searchOf, threadOf } from './conversations.ts';

const SHOWN = 200;
const EVERY = 2500;

function useThread(number: string) {
  const search = { number: searchOf(number), limit: SHOWN };
  const query = useQuery({
    queryKey: ['thread', number],
    queryFn: async () => {
      const [received, sent] = await Promise.all([
        reply(client.listInbox(search)),
        reply(client.listMessages(search)),
      ]);
      return { received: received.messages, sent: sent.messages };
    },
    refetchInterval: EVERY,
  });
  const entries = useMemo(
    () => threadOf(number, query.data?.received ?? [], query.data?.sent ?? []),
    [number, query.data],
  );
  return { ...query, entries };
}

/** What could not be decoded is shown as it came, so that somebody can. */
function Undecodable({ message }: { readonly message: Received }) {
  const t = useT();
  return (
    <>
      <Text size="sm">{t('inbox.undecodable')}</Text>
      <Text size="sm" lang="en">
        {message.trouble}
      </Text>
      <Code className="wrap" block dir="ltr">
        {message.pdu}
      </Code>
    </>
  );
}

function Turn({ entry, formats }: { readonly entry: Entry; readonly formats: Formats }) {
  const t = useT();
  const { message, kind, at } = entry;
  const text =
    message.text === '' && kind === 'received' && entry.message.trouble !== '' ? undefined : message.text;
  return (
    <div className="turn" data-own={kind === 'sent' || undefined}>
      {text === undefined && kind === 'received' ? (
        <Undecodable message={entry.message} />
      ) : (
        <Text className="message-text" dir="auto">
          {text}
        </Text>
      )}
      <Text size="xs" c="dimmed" component="div">
        <bdi>{formats.when(at)}</bdi> ·{' '}
        {message.port === null ? '' : t('common.port', { port: message.port })}{' '}
        {kind === 'sent' ? <MessageState message={entry.message} /> : null}
      </Text>
    </div>
  );
}

interface AnswerProps {
  readonly number: string;
  /** The port that received the newest message: its SIM answers. */
  readonly port: number;
}

function useAnswer({ number, port }: AnswerProps, sent: () => void) {
  const queries = useQueryClient();
  const key = useRef(crypto.randomUUID());
  return useMutation({
    mutationFn: (text: string) =>
      reply(
        client.createMessages(
          { text, recipients: [{ number }], port: [port], encoding: 'auto' },
          { idempotencyKey: key.current },
        ),
      ),
    onSuccess: async () => {
      key.current = crypto.randomUUID();
      sent();
      await queries.invalidateQueries({ queryKey: ['thread', number] });
    },
  });
}

function Answer({ number, port }: AnswerProps) {
  const t = useT();
  const own = usePort(port)?.sim?.number ?? '';
  const lost = useLink().kind === 'lost';
  const [text, setText] = useState('');
  const send = useAnswer({ number, port }, () => setText(''));
  const ready = text !== '' && !lost && !send.isPending;
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && ready) send.mutate(text);
  };
  return (
    <Stack gap="xs" onKeyDown={onKey}>
      <Textarea
        label={t('inbox.answer')}
        description={t('inbox.answer.from', { port, number: own })}
        value={text}
        onChange={event => setText(event.currentTarget.value)}
        autosize
        minRows={2}
        maxRows={8}
        dir="auto"
      />
      {send.error === null ? null : <FaultNote error={send.error} />}
      <Button w="fit-content" disabled={!ready} loading={send.isPending} onClick={() => send.mutate(text)}>
        {t('common.send')}
      </Button>
    </Stack>
  );
}

/** Everything with one number, and the answer. */
export function Thread({ number }: { readonly number: string }) {
  const t = useT();
  const formats = useFormats();
  const may = useMayOperate();
  const { entries, data, error, refetch } = useThread(number);
  const end = useRef<HTMLDivElement>(null);
  const newest = entries.at(-1)?.key;
  useEffect(() => {
    if (newest !== undefined) end.current?.scrollIntoView({ block: 'nearest' });
  }, [newest]);
  const port = data?.received[0]?.port;
  return (
    <Stack>
      <Text fw={600} size="lg" className="wrap">
        <Ltr>{number}</Ltr>
      </Text>
      {error === null ? null : <FaultNote error={error} again={() => void refetch()} />}
      {data === undefined && error === null ? <Loader aria-label={t('common.loading')} /> : null}
      <section className="chat" aria-label={t('inbox.thread', { number })}>
        {entries.map(entry => (
          <Turn key={entry.key} entry={entry} formats={formats} />
        ))}
        <div ref={end} />
      </section>
      {may && port !== undefined && canAnswer(number) ? <Answer number={number} port={port} /> : null}
      {canAnswer(number) ? null : (
        <Text size="sm" c="dimmed">
          {t('inbox.name')}
        </Text>
      )}
    </Stack>
  );
}
