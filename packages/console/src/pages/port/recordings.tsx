import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client, reply } from '../../data/api.ts';
import { DownloadButton } from '../../parts/download-button.tsx';
import { FaultNote } from '../../parts/fault-note.tsx';
import { Section } from '../../parts/section.tsx';
import { useFormats } from '../../words/format.ts';
import { useT } from '../../words/i18n.ts';

const EVERY = 3000;

/** Recordings of a port, asked for every three seconds, because a running one grows. */
function useRecordings(port: number) {
  const queries = useQueryClient();
  const key = ['recordings'];
  const refresh = () => queries.invalidateQueries({ queryKey: key });
  const list = useQuery({
    queryKey: key,
    queryFn: async () => (await reply(client.listRecordings())).recordings,
    refetchInterval: EVERY,
  });
  const record = useMutation({
    mutationFn: (param: 'on' | 'off') => reply(client.actOnPort({ port, action: 'record', param })),
    onSuccess: refresh,
  });
  const remove = useMutation({
    mutationFn: (name: string) => reply(client.deleteRecording({ name })),
    onSuccess: refresh,
  });
  return { recordings: list.data?.filter(one => one.port === port) ?? [], record, remove };
}

/**
 * The conversation as files: begun and ended here, and given out in the format that tests replay.
 * The files lie on the gateway; numbers and texts are masked in them.
 */
export function Recordings({ port }: { readonly port: number }) {
  const t = useT();
  const formats = useFormats();
  const { recordings, record, remove } = useRecordings(port);
  const error = record.error ?? remove.error;
  return (
    <Section title={t('at.recordings')}>
      <Text size="sm" mb="xs">
        {t('port.action.record.what')}
      </Text>
      <Group gap="xs" mb="sm">
        <Button size="sm" variant="default" loading={record.isPending} onClick={() => record.mutate('on')}>
          {t('port.action.record')}
        </Button>
        <Button size="sm" variant="default" loading={record.isPending} onClick={() => record.mutate('off')}>
          {t('at.recordOff')}
        </Button>
      </Group>
      {error === null ? null : <FaultNote error={error} />}
      <ul className="plain-list">
        {recordings.map(({ name, size, changed_at: changed }) => (
          <Group component="li" key={name} gap="sm">
            <Text size="sm" style={{ flex: '1 1 160px' }}>
              <bdi>{name}</bdi> · {formats.bytes(size)} · {formats.when(changed)}
            </Text>
            <DownloadButton target={`/v1/recordings/${name}`} label={t('at.save')} />
            <Button size="sm" variant="default" onClick={() => remove.mutate(name)}>
              {t('common.delete')}
            </Button>
          </Group>
        ))}
      </ul>
    </Section>
  );
}
