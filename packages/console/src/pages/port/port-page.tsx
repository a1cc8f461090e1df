import { Anchor, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { usePort } from '../../data/hooks.ts';
import { shownState, usedLimit } from '../../data/port-state.ts';
import type { Port } from '../../data/types.ts';
import { Page } from '../../parts/page.tsx';
import { SignalBars } from '../../parts/signal-bars.tsx';
import { colorOf, StateMark } from '../../parts/state-mark.tsx';
import { useFormats } from '../../words/format.ts';
import { useT } from '../../words/i18n.ts';
import { ActionButtons } from './actions-menu.tsx';
import { ModemFacts, NetworkFacts, SimFacts } from './facts.tsx';
import { Why } from './why.tsx';

interface SectionProps {
  readonly title: string;
  readonly children: ReactNode;
}

function Section({ title, children }: SectionProps) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Title order={2} mb="xs">
        {title}
      </Title>
      {children}
    </Paper>
  );
}

function LastAction({ port: { last_action: last } }: { readonly port: Port }) {
  const t = useT();
  const formats = useFormats();
  if (last === null) return null;
  return (
    <Text size="sm" c="dimmed">
      {t('port.last')}: {last.action}, {formats.when(last.asked_at)}, {t(`port.last.${last.state}`)}
      {last.text === '' ? '' : `: ${last.text}`}
    </Text>
  );
}

function Now({ port }: { readonly port: Port }) {
  const t = useT();
  const { name } = shownState(port);
  return (
    <Paper withBorder p="md" style={{ borderInlineStart: `4px solid ${colorOf(name)}` }}>
      <Group justify="space-between">
        <Text component="div" fw={600} size="lg">
          <StateMark state={name} />
        </Text>
        <SignalBars signal={port.signal} />
      </Group>
      <Text role="status">{t(`sentence.${name}`, { limit: usedLimit(port) ?? '' })}</Text>
      {port.trouble === '' ? null : (
        <Text size="sm" c="dimmed" lang="en" className="wrap">
          {port.trouble}
        </Text>
      )}
      <Why port={port} />
      <LastAction port={port} />
    </Paper>
  );
}

export function PortPage({ port: number }: { readonly port: number }) {
  const t = useT();
  const port = usePort(number);
  const title = t('common.port', { port: number });
  if (port === undefined)
    return (
      <Page title={title}>
        <Text>{t('port.gone', { port: number })}</Text>
      </Page>
    );
  return (
    <Page
      title={title}
      actions={
        <Anchor component={Link} href={`/messages?port=${number}`}>
          {t('port.messages')}
        </Anchor>
      }
    >
      <Stack>
        <Now port={port} />
        <ActionButtons port={port} />
        <div className="two">
          <Section title={t('port.sim')}>
            <SimFacts port={port} />
          </Section>
          <Section title={t('port.network')}>
            <NetworkFacts port={port} />
          </Section>
          <Section title={t('port.modem')}>
            <ModemFacts port={port} />
          </Section>
        </div>
      </Stack>
    </Page>
  );
}
