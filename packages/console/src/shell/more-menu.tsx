import { Menu, UnstyledButton } from '@mantine/core';
import { useLocation } from 'wouter';
import { IconDots } from '../parts/icons.ts';
import { useT } from '../words/i18n.ts';
import { goTo } from './place.ts';
import { isAt, type Place } from './places.ts';

/** The places that have no room in the bar of a phone. It opens at once: who loads it has pressed its button. */
export function MoreMenu({ places }: { readonly places: readonly Place[] }) {
  const t = useT();
  const [location] = useLocation();
  return (
    <Menu position="top-end" withinPortal={false} defaultOpened>
      <Menu.Target>
        <UnstyledButton
          className="place place-more"
          aria-current={places.some(({ path }) => isAt(path, location)) ? 'page' : undefined}
        >
          <IconDots size={20} aria-hidden />
          <span>{t('nav.more')}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {places.map(({ path, word, Icon }) => (
          <Menu.Item
            key={path}
            leftSection={<Icon size={20} aria-hidden />}
            onClick={() => goTo(path)}
            mih={44}
          >
            {t(word)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
