import { Badge, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client, reply } from '../../data/api.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { useT } from '../../words/i18n.ts';

/**
 * Every setting with its value, and where that comes from. They are changed in the settings file, or by the environment.
 * The search looks at names and descriptions. Settings that need a restart are marked.
 */
export function AllTab() {
  const t = useT();
  const [search, setSearch] = useState('');
  const { data, error, refetch } = useQuery({
    queryKey: ['all-settings'],
    queryFn: async () => (await reply(client.listSettings())).settings,
  });
  const wanted = search.toLowerCase();
  const shown = data?.filter(({ name, description }) =>
    `${name} ${description}`.toLowerCase().includes(wanted),
  );
  return (
    <Stack>
      <Text>{t('settings.all.what')}</Text>
      <TextInput
        label={t('keys.search')}
        value={search}
        maxLength={64}
        data-search
        maw={360}
        onChange={event => setSearch(event.currentTarget.value)}
      />
      {error === null ? null : <FaultNote error={error} again={() => void refetch()} />}
      <ul className="plain-list" aria-label={t('settings.tab.all')}>
        {shown?.map(({ name, value, description, source, restart }) => (
          <li key={name} className="setting">
            <Group justify="space-between" gap="xs">
              <code className="wrap" dir="ltr">
                {name}: {value === 'null' ? t('common.none') : value}
              </code>
              <Group gap={6}>
                {restart ? (
                  <Badge variant="default" tt="none">
                    {t('settings.restart')}
                  </Badge>
                ) : null}
                <Badge variant={source === 'default' ? 'default' : 'filled'} tt="none">
                  {t(`settings.from.${source}`)}
                </Badge>
              </Group>
            </Group>
            <Text size="sm" c="dimmed" lang="en" dir="ltr">
              {description}
            </Text>
          </li>
        ))}
      </ul>
    </Stack>
  );
}
