import { Tabs } from '@mantine/core';
import { useWho } from '../../data/hooks.ts';
import { Page } from '../../parts/page.tsx';
import { useFilter } from '../../shell/place.ts';
import { useT } from '../../words/i18n.ts';
import { AboutTab } from './about-tab.tsx';
import { SecurityTab } from './security-tab.tsx';
import { SendingTab } from './sending-tab.tsx';
import { UsersTab } from './users-tab.tsx';

/** Sending is for who operates, users for administrators, security and about for everybody. */
function tabsOf(role: string): readonly ('sending' | 'users' | 'security' | 'about')[] {
  if (role === 'admin') return ['sending', 'users', 'security', 'about'];
  return role === 'operator' ? ['sending', 'security', 'about'] : ['security', 'about'];
}

const contents = { sending: SendingTab, users: UsersTab, security: SecurityTab, about: AboutTab } as const;

export function SettingsPage() {
  const t = useT();
  const { role } = useWho();
  const [filter, change] = useFilter();
  const tabs = tabsOf(role);
  const tab = tabs.find(one => one === filter.tab) ?? tabs[0] ?? 'about';
  const Content = contents[tab];
  return (
    <Page title={t('nav.settings')}>
      <Tabs value={tab} onChange={value => change({ tab: value ?? '' })}>
        <Tabs.List mb="md">
          {tabs.map(one => (
            <Tabs.Tab key={one} value={one}>
              {t(`settings.tab.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(one => (
          <Tabs.Panel key={one} value={one}>
            {one === tab ? <Content /> : null}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}
