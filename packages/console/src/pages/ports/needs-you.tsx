import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { Link } from 'wouter';
import { useMayOperate, usePortsPart, useStoreTrouble } from '../../data/hooks.ts';
import { shownState } from '../../data/port-state.ts';
import { StateMark } from '../../parts/state-mark.tsx';
import { useT } from '../../words/i18n.ts';
import { AlarmLine, useOpenAlarms } from './open-alarms.tsx';

/**
 * Ports where a person has to do something, each with a button that leads to it.
 * Alarms that nobody has acknowledged stand below the ports.
 */
export function NeedsYou() {
  const t = useT();
  const may = useMayOperate();
  const alarms = useOpenAlarms();
  const full = useStoreTrouble();
  const needing = usePortsPart(all =>
    all.map(port => ({ port: port.port, ...shownState(port) })).filter(({ needsYou }) => needsYou),
  );
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="needs-you">
      <Title order={2} id="needs-you" mb="xs">
        {t('ports.needs')}
      </Title>
      {full ? <Text mb="xs">{t('live.full')}</Text> : null}
      {needing.length + alarms.length === 0 && !full ? (
        <Text c="dimmed">{t('ports.needs.nothing')}</Text>
      ) : null}
      <Stack gap="xs">
        {needing.map(({ port, name, remedy }) => (
          <Group key={port} justify="space-between" gap="xs">
            <div style={{ flex: '1 1 200px' }}>
              <Text component="div" fw={600}>
                {t('common.port', { port })} · <StateMark state={name} />
              </Text>
              <Text size="sm">{t(`sentence.${name}`, { limit: '' })}</Text>
            </div>
            {remedy === undefined ? null : (
              <Button
                component={Link}
                href={`/ports/${port}`}
                variant="default"
                size="sm"
                aria-label={`${t(`remedy.${may ? remedy : 'look'}`)}: ${t('common.port', { port })}`}
              >
                {t(`remedy.${may ? remedy : 'look'}`)}
              </Button>
            )}
          </Group>
        ))}
        {/* They are asked for later, and move no port's button when they come. */}
        {alarms.map(alarm => (
          <AlarmLine key={alarm.id} alarm={alarm} />
        ))}
      </Stack>
    </Paper>
  );
}
