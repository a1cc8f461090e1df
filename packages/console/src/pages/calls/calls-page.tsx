import { Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { client, reply } from '../../data/api.ts';
import { useMayOperate } from '../../data/hooks.ts';
import type { Call } from '../../data/types.ts';
import { usePages } from '../../data/use-pages.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { Page } from '../../parts/page.tsx';
import { PortSelect } from '../../parts/port-select.tsx';
import { VirtualList } from '../../parts/virtual-list.tsx';
import { useNarrow } from '../../shell/use-narrow.ts';
import { useFormats } from '../../words/format.ts';
import { useT } from '../../words/i18n.ts';
import { CallRow } from './call-row.tsx';
import { OngoingCall } from './ongoing-call.tsx';

/** Milliseconds between two looks at the calls that have ended. */
const ENDED_EVERY = 3000;
const EVERY = 1500;

/** Dials over the chosen port, or over the first free one. The number is checked by the gateway, whose refusal stands below. */
function Dial() {
  const t = useT();
  const queries = useQueryClient();
  const [number, setNumber] = useState('');
  const [port, setPort] = useState('');
  const dial = useMutation({
    mutationFn: () => reply(client.dialCall({ number, ...(port === '' ? {} : { port: Number(port) }) })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['calls'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    dial.mutate();
  };
  return (
    <Paper withBorder p="md" component="form" onSubmit={submit}>
      <Group align="end" gap="xs" className="fields">
        <TextInput
          label={t('common.number')}
          value={number}
          maxLength={24}
          inputMode="tel"
          dir="ltr"
          onChange={event => setNumber(event.currentTarget.value)}
        />
        <PortSelect label={t('messages.filter.port')} value={port} change={setPort} any />
        <Button type="submit" disabled={number === ''} loading={dial.isPending}>
          {t('calls.dial')}
        </Button>
      </Group>
      {dial.error === null ? null : <FaultNote error={dial.error} />}
    </Paper>
  );
}

/** Calls that go on, asked for every 1.5 s, because most of their changes come from the other side. */
function Ongoing() {
  const t = useT();
  const { data } = useQuery({
    queryKey: ['calls', 'ongoing'],
    queryFn: async () => (await reply(client.listCalls({ ongoing: true, limit: 100 }))).calls,
    refetchInterval: EVERY,
  });
  if (data === undefined || data.length === 0) return <Text c="dimmed">{t('calls.none')}</Text>;
  return (
    <Stack gap="sm">
      {/* The newest last: a call that comes in must not push the buttons of another one down. */}
      {data
        .toSorted((one, other) => one.id - other.id)
        .map(call => (
          <OngoingCall key={call.id} call={call} />
        ))}
    </Stack>
  );
}

/** Calls that have ended, newest first, page by page. The list renews itself only while its top is in view. */
function Ended() {
  const t = useT();
  const formats = useFormats();
  const narrow = useNarrow();
  const { items, loading, pending, error, more, again } = usePages<Call>(
    ['calls', 'ended'],
    async before => {
      const answer = await reply(
        client.listCalls({ ongoing: false, limit: 100, ...(before === undefined ? {} : { before }) }),
      );
      return { items: answer.calls, next: answer.next };
    },
    // A call may end without a word from here; who has scrolled down is not moved.
    () => (window.scrollY < 80 ? ENDED_EVERY : false),
  );
  return (
    <>
      {error === null ? null : <FaultNote error={error} again={again} />}
      <VirtualList
        label={t('calls.ended')}
        items={items}
        keyOf={({ id }) => id}
        height={narrow ? 64 : 44}
        render={call => <CallRow call={call} formats={formats} />}
        more={more}
        loading={loading}
        pending={pending}
        empty={t('calls.empty')}
      />
    </>
  );
}

/**
 * Dialling, the calls that go on, and those that have ended.
 * Only roles that may operate see the field to dial and the buttons of calls.
 */
export function CallsPage() {
  const t = useT();
  const may = useMayOperate();
  return (
    <Page title={t('nav.calls')}>
      <Stack>
        {may ? <Dial /> : null}
        <Title order={2}>{t('calls.ongoing')}</Title>
        <Ongoing />
        <Title order={2}>{t('calls.ended')}</Title>
        <Ended />
      </Stack>
    </Page>
  );
}
