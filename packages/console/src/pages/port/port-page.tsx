import { Anchor, Group, Loader, Paper, Stack, Text } from '@mantine/core';
import { memo } from 'react';
import { Link } from 'wouter';
import { useLink, useMayOperate, usePort } from '../../data/hooks.ts';
import { shownState, usedLimit } from '../../data/port-state.ts';
import type { Port } from '../../data/types.ts';
import { Page } from '../../parts/page.tsx';
import { Section } from '../../parts/section.tsx';
import { SignalBars } from '../../parts/signal-bars.tsx';
import { colorOf, StateMark } from '../../parts/state-mark.tsx';
import { ONE_COLUMN, useNarrow } from '../../shell/use-narrow.ts';
import { useFormats } from '../../words/format.ts';
import { useT } from '../../words/i18n.ts';
import { ActionButtons } from './actions-menu.tsx';
import { Balance } from './balance.tsx';
import { NetworkFacts, SimFacts } from './facts.tsx';
import { PortTabs } from './port-tabs.tsx';
import { SignalChart } from './signal-chart.tsx';
import { Why } from './why.tsx';

/** The last action on the port and its outcome; nothing where there was none. */
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

/** The present state in a word and a sentence, since when, and why. */
function Now({ port }: { readonly port: Port }) {
  const t = useT();
  const formats = useFormats();
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
      {port.since === null ? null : (
        <Text size="sm" c="dimmed">
          {t('port.since', { time: formats.when(port.since) })}
        </Text>
      )}
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

/** Renders with its own news alone: a port changes all the time, and a chart is drawn anew as a whole. */
const steady = { SignalChart: memo(SignalChart) };

/** Signal, SIM and network. The balance is missing without a readable SIM, because its code belongs to the SIM. */
function Left({ port }: { readonly port: Port }) {
  const t = useT();
  return (
    <Stack>
      <Section title={t('port.signal')}>
        <steady.SignalChart port={port.port} />
      </Section>
      <Section title={t('port.sim')}>
        <SimFacts port={port} />
        {port.sim === null || port.sim.imsi === '' ? null : <Balance port={port.port} imsi={port.sim.imsi} />}
      </Section>
      <Section title={t('port.network')}>
        <NetworkFacts port={port} />
      </Section>
    </Stack>
  );
}

/** In one column the left side is a part of the overview, so that each tab begins where it is seen. */
function Whole({ port }: { readonly port: Port }) {
  const narrow = useNarrow(ONE_COLUMN);
  const left = <Left port={port} />;
  return (
    <Stack>
      <Now port={port} />
      <ActionButtons port={port} />
      <div className="port-sides">
        {narrow ? null : left}
        <PortTabs port={port} before={narrow ? left : null} />
      </div>
    </Stack>
  );
}

/**
 * One port: how it is, why, and all that can be done with it.
 * A port that is gone, or never was, has a page with a sentence and nothing else.
 */
export function PortPage({ port: number }: { readonly port: number }) {
  const t = useT();
  const port = usePort(number);
  const { kind } = useLink();
  const may = useMayOperate();
  const name = t('common.port', { port: number });
  if (port === undefined) {
    // The ports come with the first snapshot of the stream.
    if (kind === 'connecting') return <Loader aria-label={t('common.loading')} />;
    return (
      <Page title={name}>
        <Text>
          {t('port.gone', { port: number })}{' '}
          <Anchor component={Link} href="/">
            {t('nav.ports')}
          </Anchor>
        </Text>
      </Page>
    );
  }
  const links = (
    <Group gap="md">
      <Anchor component={Link} href={`/messages?port=${number}`}>
        {t('port.messages')}
      </Anchor>
      {may ? (
        <Anchor component={Link} href={`/ussd?port=${number}`}>
          {t('port.ussd')}
        </Anchor>
      ) : null}
    </Group>
  );
  return (
    <Page title={port.label === '' ? name : `${name} · ${port.label}`} actions={links}>
      <Whole port={port} />
    </Page>
  );
}
