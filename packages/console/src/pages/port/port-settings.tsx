import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { client, reply } from '../../data/api.ts';
import type { Port } from '../../data/types.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { Section } from '../../parts/section.tsx';
import { useT } from '../../words/i18n.ts';
import { PortLabel } from './port-label.tsx';
import { SettingsForm } from './settings-form.tsx';

/**
 * The name of the port, its modem, SIM and limits, each with where it comes from.
 * Settings that change elsewhere replace the form, also where somebody types in it.
 */
export function PortSettings({ port }: { readonly port: Port }) {
  const t = useT();
  const { data, error, refetch } = useQuery({
    queryKey: ['port-settings'],
    queryFn: async () => (await reply(client.listPortSettings())).ports,
  });
  const own = data?.find(one => one.port === port.port);
  return (
    <Stack>
      <Section title={t('port.label')}>
        <PortLabel port={port} />
      </Section>
      {error === null ? null : <FaultNote error={error} again={() => void refetch()} />}
      {own === undefined ? null : (
        <Section title={t('port.tab.settings')}>
          <SettingsForm key={JSON.stringify(own)} settings={own} />
        </Section>
      )}
    </Stack>
  );
}
