import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client, reply } from '../../data/api.ts';
import { useMayOperate } from '../../data/hooks.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { useFormats } from '../../words/format.ts';
import { useT } from '../../words/i18n.ts';

const SHOWN = 20;

/**
 * Events that a target did not take: why, and again.
 * The twenty oldest are listed; the button puts all of them into the queue again. Operators and admins have it.
 */
export function GivenUp({ id }: { readonly id: number }) {
  const t = useT();
  const formats = useFormats();
  const queries = useQueryClient();
  const may = useMayOperate();
  const { data } = useQuery({
    queryKey: ['given-up', id],
    queryFn: () => reply(client.listGivenUpPushes({ id, limit: SHOWN })),
    refetchInterval: 5000,
  });
  const resend = useMutation({
    mutationFn: () => reply(client.resendPushes({ id })),
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <Stack gap={4} className="note">
      <Group justify="space-between">
        <Text fw={600}>{t('push.givenUp.title')}</Text>
        {may ? (
          <Button
            size="compact-md"
            variant="default"
            onClick={() => resend.mutate()}
            loading={resend.isPending}
          >
            {t('push.resend')}
          </Button>
        ) : null}
      </Group>
      {data?.given_up.map(({ id: eventId, kind, at, attempts, reason }) => (
        <Text key={eventId} size="sm" className="wrap">
          {kind} {eventId} · {formats.when(at)} · {t('push.attempts', { count: attempts })} ·{' '}
          <bdi lang="en">{reason}</bdi>
        </Text>
      ))}
      {resend.error === null ? null : <FaultNote error={resend.error} />}
    </Stack>
  );
}
