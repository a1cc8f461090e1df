import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'wouter';
import { useLink, useMayOperate, usePortNumbers, usePortsPart, useWho } from '../../data/hooks.ts';
import { loaded } from '../../data/loaded.ts';
import { shownState } from '../../data/port-state.ts';
import type { Port } from '../../data/types.ts';
import { moveFocus } from '../../parts/list-keys.ts';
import { Page } from '../../parts/page.tsx';
import { useFilter } from '../../shell/place.ts';
import { useNarrow } from '../../shell/use-narrow.ts';
import { useT } from '../../words/i18n.ts';
import { NeedsYou } from './needs-you.tsx';
import { PortCard } from './port-card.tsx';
import { SumsStrip } from './sums-strip.tsx';

/** Not needed to see the ports. */
const parts = {
  NoPorts: lazy(() => loaded(async () => ({ default: (await import('./no-ports.tsx')).NoPorts }))),
  ManyPorts: lazy(() => loaded(async () => ({ default: (await import('./many-ports.tsx')).ManyPorts }))),
  TrafficChart: lazy(() =>
    loaded(async () => ({ default: (await import('./traffic-chart.tsx')).TrafficChart })),
  ),
};

const shows = ['all', 'trouble', 'busy', 'off'] as const;
type Show = (typeof shows)[number];

const fits: Readonly<Record<Show, (port: Port) => boolean>> = {
  all: () => true,
  trouble: port => shownState(port).needsYou,
  busy: port => ['busy', 'call', 'limit', 'resting'].includes(shownState(port).name),
  off: port => ['off', 'paused'].includes(shownState(port).name),
};

/** The filter of an address; "all" for an unknown one. */
function showOf(text: string | undefined): Show {
  return shows.find(one => one === text) ?? 'all';
}

/** Only a filter looks at all ports; without one the board renders when a port comes or goes. */
function Filtered({ show }: { readonly show: Exclude<Show, 'all'> }) {
  const t = useT();
  const numbers = usePortsPart(all => all.filter(fits[show]).map(({ port }) => port));
  return numbers.length === 0 ? <Text c="dimmed">{t('ports.noneShown')}</Text> : <Cards numbers={numbers} />;
}

/** A card for each port; arrows, j and k go from card to card. */
function Cards({ numbers }: { readonly numbers: readonly number[] }) {
  return (
    <ul className="cards" onKeyDown={moveFocus}>
      {numbers.map(port => (
        <PortCard key={port} port={port} />
      ))}
    </ul>
  );
}

/** Sums, cards, ports that need a person, and the traffic. Its larger parts are loaded when they are needed. */
function Board() {
  const t = useT();
  const numbers = usePortNumbers();
  const { role } = useWho();
  const [filter, change] = useFilter();
  const show = showOf(filter.show);
  const may = useMayOperate();
  const [many, setMany] = useState(false);
  const narrow = useNarrow();
  return (
    <Stack>
      <SumsStrip />
      <Group justify="space-between" gap="xs">
        <SegmentedControl
          aria-label={t('ports.filter')}
          value={show}
          onChange={value => change({ show: value === 'all' ? '' : value })}
          data={shows.map(value => ({ value, label: t(`ports.filter.${value}`) }))}
          w="fit-content"
          maw="100%"
        />
        <Group gap="xs">
          {role === 'admin' ? (
            <Button
              variant="default"
              size={narrow ? 'xs' : 'sm'}
              component={Link}
              href="/settings?tab=devices"
            >
              {t('ports.add')}
            </Button>
          ) : null}
          {may && numbers.length > 1 ? (
            <Button variant="default" size={narrow ? 'xs' : 'sm'} onClick={() => setMany(true)}>
              {t('many.title')}
            </Button>
          ) : null}
        </Group>
      </Group>
      {show === 'all' ? <Cards numbers={numbers} /> : <Filtered show={show} />}
      <NeedsYou />
      {many ? (
        <Suspense fallback={null}>
          <parts.ManyPorts close={() => setMany(false)} />
        </Suspense>
      ) : null}
      {role === 'sender' ? null : (
        <Suspense fallback={null}>
          <parts.TrafficChart />
        </Suspense>
      )}
    </Stack>
  );
}

/**
 * The board; without a port the first steps.
 * Nothing is drawn until the first snapshot, so that the first steps do not flash up.
 */
export function PortsPage() {
  const t = useT();
  const { kind } = useLink();
  const some = usePortNumbers().length > 0;
  return (
    <Page title={t('ports.title')}>
      {some ? (
        <Board />
      ) : kind === 'live' ? (
        <Suspense fallback={null}>
          <parts.NoPorts />
        </Suspense>
      ) : null}
    </Page>
  );
}
