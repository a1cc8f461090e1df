import { List, Paper, Title } from '@mantine/core';
import { useT } from '../../words/i18n.ts';

const steps = ['plug', 'permission', 'modemManager', 'pin'] as const;

/** The first run with no modem: what to do, in order. */
export function NoPorts() {
  const t = useT();
  return (
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
  );
}
