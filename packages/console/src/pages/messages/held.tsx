import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client, reply } from '../../data/api.ts';
import { useMayOperate } from '../../data/hooks.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { Ltr } from '../../parts/ltr.tsx';
import { Sure } from '../../parts/sure.tsx';
import { useFormats } from '../../words/format.ts';
import { useT } from '../../words/i18n.ts';

const SHOWN = 20;
const EVERY = 30_000;

/** The decision: `release` sends them, `stop` ends them as failed. No ids: all that are held. */
interface Decision {
  readonly way: 'release' | 'stop';
  readonly ids?: number[];
}

/** Decides about held messages. All lists are asked for anew afterwards, also after a refusal. */
function useDeciding() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ way, ids }: Decision) => {
      const asked = ids === undefined ? {} : { ids };
      return reply(way === 'release' ? client.releaseHeldMessages(asked) : client.stopHeldMessages(asked));
    },
    onSettled: () => queries.invalidateQueries(),
  });
}

/** Asks before a decision about all held messages, also those that the list is too short for. */
function AllOfThem({ way, count, close }: Pick<Decision, 'way'> & { count: number; close: () => void }) {
  const t = useT();
  const queries = useQueryClient();
  const doing = useMutation({
    mutationFn: () => reply(way === 'release' ? client.releaseHeldMessages({}) : client.stopHeldMessages({})),
    onSettled: () => queries.invalidateQueries(),
  });
  return (
    <Sure
      title={t(`held.${way}All`)}
      what={t(`held.${way}.what`, { count })}
      word={t(`held.${way}All`)}
      close={close}
      doing={doing}
    />
  );
}

/** Messages that are held; pending until the gateway answers for the first time, unless the person may not decide about them. */
export function useHeld() {
  const may = useMayOperate();
  const held = useQuery({
    queryKey: ['held'],
    queryFn: () => reply(client.listHeldMessages({ limit: SHOWN })),
    refetchInterval: EVERY,
    enabled: may,
  });
  return { data: held.data, pending: may && held.isPending && held.failureCount === 0 };
}

/**
 * Messages of a restored backup that may have been sent after the backup was made. They wait until a person decides; without any, nothing
 * is shown.
 * At most twenty are listed; a decision about all of them asks first.
 */
export function HeldMessages() {
  const t = useT();
  const formats = useFormats();
  const [asked, setAsked] = useState<Decision['way']>();
  const deciding = useDeciding();
  const { data } = useHeld();
  if (data === undefined || data.held === 0) return null;
  return (
    <Stack gap="xs" className="note" mb="md" component="section" aria-label={t('held.title')}>
      <Title order={2}>{t('held.title')}</Title>
      <Text size="sm">{t('held.what', { count: data.held, shown: formats.count(data.held) })}</Text>
      <ul className="plain-list">
        {data.messages.map(({ id, number, text, time }) => (
          <li key={id} className="setting">
            <Group justify="space-between" gap="xs">
              <Text size="sm" className="wrap" style={{ flex: '1 1 200px' }}>
                <Ltr>{number}</Ltr> · {formats.when(time)} · <bdi className="message-text">{text}</bdi>
              </Text>
              {(['release', 'stop'] as const).map(way => (
                <Button
                  key={way}
                  size="compact-md"
                  variant="default"
                  aria-label={`${t(`held.${way}`)}: ${number}`}
                  onClick={() => deciding.mutate({ way, ids: [id] })}
                >
                  {t(`held.${way}`)}
                </Button>
              ))}
            </Group>
          </li>
        ))}
      </ul>
      {deciding.error === null ? null : <FaultNote error={deciding.error} />}
      <Group gap="xs">
        {(['release', 'stop'] as const).map(way => (
          <Button key={way} size="sm" variant="default" onClick={() => setAsked(way)}>
            {t(`held.${way}All`)}
          </Button>
        ))}
      </Group>
      {asked === undefined ? null : (
        <AllOfThem way={asked} count={data.held} close={() => setAsked(undefined)} />
      )}
    </Stack>
  );
}
