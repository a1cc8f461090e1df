import { List, Paper, Stack, Title } from '@mantine/core';
import { useWho } from '../../data/hooks.ts';
import { useT } from '../../words/i18n.ts';
import { FoundDevices } from './found-devices.tsx';

const steps = ['plug', 'permission', 'modemManager', 'pin'] as const;

/** The first run with no modem: what to do, in order. */
export function NoPorts() {
  const t = useT();
  const { role } = useWho();
  return (
    <Stack>
      <Paper withBorder p="md">
        <Title order={2} mb="sm">
          {t('ports.empty.title')}
        </Title>
        <List type="ordered" spacing="xs">
          {steps.map(step => (
            <List.Item key={step}>{t(`ports.empty.${step}`)}</List.Item>
          ))}
        </List>
      </Paper>
      {role === 'admin' ? <FoundDevices /> : null}
    </Stack>
  );
}
