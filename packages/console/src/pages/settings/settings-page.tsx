import { NativeSelect, Tabs } from '@mantine/core';
import type { ComponentType } from 'react';
import { useWho } from '../../data/hooks.ts';
import { Page } from '../../parts/page.tsx';
import { useFilter } from '../../shell/place.ts';
import { useNarrow } from '../../shell/use-narrow.ts';
import { useT } from '../../words/i18n.ts';
import { FoundDevices } from '../ports/found-devices.tsx';
import { AboutTab } from './about-tab.tsx';
import { AllTab } from './all-tab.tsx';
import { AuditTab } from './audit-tab.tsx';
import { SecurityTab } from './security-tab.tsx';
import { SendingTab } from './sending-tab.tsx';
import { UsersTab } from './users-tab.tsx';

type Tab = 'sending' | 'devices' | 'users' | 'security' | 'audit' | 'all' | 'about';

/** Sending is for who operates, devices, users and the audit trail for administrators, security and about for everybody. */
function tabsOf(role: string): readonly Tab[] {
  if (role === 'admin') return ['sending', 'devices', 'users', 'security', 'audit', 'all', 'about'];
  return role === 'operator' ? ['sending', 'security', 'about'] : ['security', 'about'];
}

const contents: Readonly<Record<Tab, ComponentType>> = {
  sending: SendingTab,
  devices: FoundDevices,
  users: UsersTab,
  security: SecurityTab,
  audit: AuditTab,
  all: AllTab,
  about: AboutTab,
};

/**
 * All settings, as tabs, and on a phone as a list to choose from; the choice stands in the address.
 * A role gets only the tabs that it can use; an unknown tab in the address opens the first one.
 */
export function SettingsPage() {
  const t = useT();
  const { role } = useWho();
  const [filter, change] = useFilter();
  const tabs = tabsOf(role);
  const tab = tabs.find(one => one === filter.tab) ?? tabs[0] ?? 'about';
  const Content = contents[tab];
  if (useNarrow())
    return (
      <Page title={t('nav.settings')}>
        <NativeSelect
          aria-label={t('settings.part')}
          mb="md"
          value={tab}
          data={tabs.map(value => ({ value, label: t(`settings.tab.${value}`) }))}
          onChange={event => change({ tab: event.currentTarget.value })}
        />
        <Content />
      </Page>
    );
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
