import { Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { client, reply } from '../../data/api.ts';
import { useMayOperate, usePort, usePortNumbers } from '../../data/hooks.ts';
import type { Dialogue } from '../../data/types.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { Page } from '../../parts/page.tsx';
import { PortSelect } from '../../parts/port-select.tsx';
import { useFilter } from '../../shell/place.ts';
import { type T, useT } from '../../words/i18n.ts';
import { ToolkitView } from '../toolkit/toolkit-view.tsx';
import { DialogueView } from './dialogue-view.tsx';
import { keepCode, quickCodes } from './quick-codes.ts';

const SHOWN = 20;

/** The last twenty dialogues of a port, newest first. */
function useDialogues(port: number) {
  return useQuery({
    queryKey: ['ussd', port],
    queryFn: async () => (await reply(client.listUssd({ port: [port], limit: SHOWN }))).dialogues,
    // The network may speak by itself; while it is asked, its answer is waited for.
    refetchInterval: ({ state: { data } }) => (data?.[0]?.state === 'asking' ? 700 : 3000),
  });
}

/** The reason why a port took no code: 486 is busy (chapter 7), any other status away. */
function refusalText(status: number, t: T): string {
  return t(status === 486 ? 'ussd.busy' : 'ussd.away');
}

/** Sends and cancels. `trouble` is the refusal of the port, which comes with an HTTP success, so it is no error of the request. */
function useSending(port: number) {
  const t = useT();
  const queries = useQueryClient();
  const [trouble, setTrouble] = useState('');
  const refresh = () => queries.invalidateQueries({ queryKey: ['ussd', port] });
  const take = ({ result }: { readonly result: readonly { readonly status: number }[] }) => {
    const status = result[0]?.status ?? 503;
    setTrouble(status === 200 ? '' : refusalText(status, t));
    return refresh();
  };
  const send = useMutation({
    mutationFn: (text: string) => reply(client.createUssd({ port: [port], text })),
    onSuccess: take,
  });
  const cancel = useMutation({
    mutationFn: () => reply(client.cancelUssd({ port: [port] })),
    onSuccess: take,
  });
  return { send, cancel, trouble };
}

interface AskProps {
  readonly port: number;
  readonly current: Dialogue | undefined;
}

/** Sends a code, or the answer that the network waits for. Codes are remembered for each SIM in this browser, answers are not. */
function Ask({ port, current }: AskProps) {
  const t = useT();
  const imsi = usePort(port)?.sim?.imsi ?? '';
  const [text, setText] = useState('');
  const { send, cancel, trouble } = useSending(port);
  const answering = current?.state === 'waiting';
  const open = answering || current?.state === 'asking';
  const ask = (code: string) => {
    if (!answering) keepCode(imsi, code, localStorage);
    send.mutate(code, { onSuccess: () => setText('') });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask(text);
  };
  return (
    <Stack gap="xs" component="form" onSubmit={submit}>
      <Group align="end" gap="xs">
        <TextInput
          style={{ flex: '1 1 200px' }}
          label={answering ? t('ussd.answer') : t('ussd.code')}
          placeholder={answering ? '' : '*100#'}
          value={text}
          maxLength={182}
          autoComplete="off"
          dir="auto"
          onChange={event => setText(event.currentTarget.value)}
        />
        <Button type="submit" disabled={text === ''} loading={send.isPending}>
          {t('common.send')}
        </Button>
        {open ? (
          <Button variant="default" onClick={() => cancel.mutate()} loading={cancel.isPending}>
            {t('ussd.end')}
          </Button>
        ) : null}
      </Group>
      {answering ? null : (
        <Group gap={6}>
          {quickCodes(imsi, localStorage).map(code => (
            <Button key={code} variant="default" size="compact-md" onClick={() => ask(code)}>
              <bdi dir="ltr">{code}</bdi>
            </Button>
          ))}
        </Group>
      )}
      {trouble === '' ? null : (
        <Text role="alert" c="var(--mantine-color-error)">
          {trouble}
        </Text>
      )}
      {send.error === null ? null : <FaultNote error={send.error} />}
    </Stack>
  );
}

/** The present dialogue, the menu of the SIM, and earlier dialogues. */
function Dialogues({ port }: { readonly port: number }) {
  const t = useT();
  const { data, error, refetch } = useDialogues(port);
  const may = useMayOperate();
  const [current, ...earlier] = data ?? [];
  return (
    <div className="two">
      <Paper withBorder p="md" component="section" aria-label={t('ussd.now')}>
        <Stack aria-live="polite">
          {error === null ? null : <FaultNote error={error} again={() => void refetch()} />}
          {current === undefined ? (
            <Text c="dimmed">{t('ussd.empty')}</Text>
          ) : (
            <DialogueView dialogue={current} />
          )}
          {may ? <Ask port={port} current={current} /> : null}
        </Stack>
      </Paper>
      {may ? (
        <Stack gap="xs">
          <Title order={2}>{t('toolkit.title')}</Title>
          <ToolkitView port={port} />
        </Stack>
      ) : null}
      {earlier.length === 0 ? null : (
        <Paper withBorder p="md" component="section" aria-labelledby="earlier">
          <Title order={2} id="earlier" mb="sm">
            {t('ussd.earlier')}
          </Title>
          <Stack>
            {earlier.map(dialogue => (
              <DialogueView key={dialogue.id} dialogue={dialogue} />
            ))}
          </Stack>
        </Paper>
      )}
    </div>
  );
}

/**
 * Asks the network by code and shows the dialogue; earlier ones are below.
 * The port stands in the address; without one it is the first. Only roles that may operate can ask.
 */
export function UssdPage() {
  const t = useT();
  const [filter, change] = useFilter();
  const numbers = usePortNumbers();
  const port = Number(filter.port ?? numbers[0] ?? 0);
  return (
    <Page
      title={t('nav.ussd')}
      actions={
        <PortSelect
          label={t('messages.filter.port')}
          value={`${port}`}
          change={value => change({ port: value })}
        />
      }
    >
      <Dialogues key={port} port={port} />
    </Page>
  );
}
