import { Button, Group, Text } from '@mantine/core';
import { alarmReasons } from '@simgate/api/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client, reply } from '../../data/api.ts';
import { useMayOperate, useWho } from '../../data/hooks.ts';
import type { Alarm } from '../../data/types.ts';
import { IconBell } from '../../parts/icons.ts';
import { useFormats } from '../../words/format.ts';
import { useT } from '../../words/i18n.ts';
import { ManualLink } from '../../words/reasons/manual-link.tsx';
import { useReason } from '../../words/reasons/reasons.ts';

const EVERY = 10_000;

/**
 * Alarms that last and that nobody has seen. Ports that are down show themselves.
 * They are asked for every ten seconds; a sender gets none, because that role may not see alarms.
 */
export function useOpenAlarms(): readonly Alarm[] {
  const { role } = useWho();
  const { data = [] } = useQuery({
    queryKey: ['alarms'],
    queryFn: async () => (await reply(client.listAlarms({ open: true }))).alarms,
    refetchInterval: EVERY,
    enabled: role !== 'sender',
  });
  return data.filter(({ kind, acknowledged_at: seen }) => kind !== 'port_down' && seen === null);
}

/**
 * One alarm with the first thing to do, and a button for who has seen it.
 * The title is that of the catalogue in the person's language, the trouble the gateway's own words.
 */
export function AlarmLine({ alarm: { id, kind, trouble, raised_at: raised } }: { readonly alarm: Alarm }) {
  const t = useT();
  const formats = useFormats();
  const queries = useQueryClient();
  const may = useMayOperate();
  const told = useReason()('alarm', kind);
  const { title, remedies, lang } = told ?? { ...alarmReasons[kind], lang: 'en' };
  const seen = useMutation({
    mutationFn: () => reply(client.acknowledgeAlarm({ id })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['alarms'] }),
  });
  return (
    <Group justify="space-between" gap="xs">
      <div style={{ flex: '1 1 200px' }} className="wrap">
        <Text component="div" fw={600}>
          <span className="state" lang={lang}>
            <IconBell size={16} aria-hidden />
            {title}
          </span>
        </Text>
        <Text size="sm">
          <bdi lang="en">{trouble}</bdi> · <bdi>{formats.when(raised)}</bdi>
        </Text>
        <Text size="sm" c="dimmed" lang={lang}>
          {remedies[0]?.replaceAll('`', '')}
        </Text>
        {told === undefined ? null : (
          <Text size="sm">
            <ManualLink page={told.page}>{t('advice.more')}</ManualLink>
          </Text>
        )}
      </div>
      {may ? (
        <Button variant="default" size="sm" loading={seen.isPending} onClick={() => seen.mutate()}>
          {t('alarm.seen')}
        </Button>
      ) : null}
    </Group>
  );
}
