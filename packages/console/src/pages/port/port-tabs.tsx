import { Stack, Tabs } from '@mantine/core';
import type { ComponentType, ReactNode } from 'react';
import { useMayOperate } from '../../data/hooks.ts';
import type { Port } from '../../data/types.ts';
import { Section } from '../../parts/section.tsx';
import { useFilter } from '../../shell/place.ts';
import { useT } from '../../words/i18n.ts';
import { ToolkitView } from '../toolkit/toolkit-view.tsx';
import { Conversation } from './conversation.tsx';
import { ModemFacts, TodayFacts } from './facts.tsx';
import { PortSettings } from './port-settings.tsx';

interface Props {
  readonly port: Port;
}

/** Counts of today, and facts about the modem. */
function Overview({ port }: Props) {
  const t = useT();
  return (
    <div className="two">
      <Section title={t('port.today')}>
        <TodayFacts port={port} />
      </Section>
      <Section title={t('port.modem')}>
        <ModemFacts port={port} />
      </Section>
    </div>
  );
}

/** The menu of the SIM, no wider than on a phone. */
function Menu({ port }: Props) {
  return (
    <div style={{ maxWidth: 380 }}>
      <ToolkitView port={port.port} />
    </div>
  );
}

/** The tabs by their names in the address. */
type Tab = 'overview' | 'menu' | 'conversation' | 'settings';

const contents: Readonly<Record<Tab, ComponentType<Props>>> = {
  overview: Overview,
  menu: Menu,
  conversation: Conversation,
  settings: PortSettings,
};

/** Tabs of the role viewer, and those that operators have besides. */
const forAll: readonly Tab[] = ['overview'];
const forOperators: readonly Tab[] = ['overview', 'menu', 'conversation', 'settings'];

/** The tab stands in the address. `before` stands above the overview. */
export function PortTabs({ port, before }: Props & { readonly before: ReactNode }) {
  const t = useT();
  const [filter, change] = useFilter();
  const tabs = useMayOperate() ? forOperators : forAll;
  const tab = tabs.find(one => one === filter.tab) ?? 'overview';
  const Content = contents[tab];
  return (
    <Tabs value={tab} onChange={value => change({ tab: value ?? '' })} keepMounted={false}>
      <Tabs.List mb="md">
        {tabs.map(one => (
          <Tabs.Tab key={one} value={one}>
            {t(`port.tab.${one}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(one => (
        <Tabs.Panel key={one} value={one}>
          {one === tab ? (
            <Stack>
              {one === 'overview' ? before : null}
              <Content port={port} />
            </Stack>
          ) : null}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
