import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client, reply } from '../../data/api.ts';
import { useMayOperate, useWho } from '../../data/hooks.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { Ltr } from '../../parts/ltr.tsx';
import { useFormats } from '../../words/format.ts';
import { useT } from '../../words/i18n.ts';

const EVERY = 15_000;
/** While an answer of the operator is outstanding. */
const WHILE_ASKING = 2000;

/**
 * The balance of a SIM as its operator last named it, and a button that asks now.
 * It is asked for every 15 s, and every 2 s while an answer of the operator is outstanding.
 * A balance below its threshold has a note. Operators and admins can ask.
 */
export function Balance({ port, imsi }: { readonly port: number; readonly imsi: string }) {
  const t = useT();
  const formats = useFormats();
  const queries = useQueryClient();
  const may = useMayOperate();
  const { role } = useWho();
  const { data = [] } = useQuery({
    queryKey: ['balances'],
    queryFn: async () => (await reply(client.listBalances())).balances,
    refetchInterval: ({ state }) => (state.data?.some(({ asking }) => asking) ? WHILE_ASKING : EVERY),
    enabled: role !== 'sender',
  });
  const ask = useMutation({
    mutationFn: () => reply(client.askBalance({ port })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['balances'] }),
  });
  const balance = data.find(one => one.imsi === imsi);
  return (
    <Stack gap={4} mt="sm">
      <Group justify="space-between" gap="xs">
        <Text size="sm">
          {t('balance.title')}:{' '}
          <Ltr>
            {balance?.amount == null
              ? t('common.unknown')
              : [balance.amount, balance.currency].filter(Boolean).join(' ')}
          </Ltr>
          {balance?.read_at == null ? '' : ` · ${formats.when(balance.read_at)}`}
        </Text>
        {may ? (
          <Button
            size="xs"
            variant="default"
            loading={ask.isPending || balance?.asking === true}
            onClick={() => ask.mutate()}
          >
            {t('balance.ask')}
          </Button>
        ) : null}
      </Group>
      {balance?.low === true ? (
        <Text size="sm" className="note">
          {t('balance.low', { threshold: balance.threshold ?? '' })}
        </Text>
      ) : null}
      {balance === undefined || balance.trouble === '' ? null : (
        <Text size="sm" c="dimmed" lang="en" className="wrap">
          {balance.trouble}
        </Text>
      )}
      {ask.error === null ? null : <FaultNote error={ask.error} />}
    </Stack>
  );
}
