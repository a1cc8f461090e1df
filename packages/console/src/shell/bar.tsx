import { Menu, UnstyledButton } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import { useWho } from '../data/hooks.ts';
import { IconDots } from '../parts/icons.ts';
import { useT } from '../words/i18n.ts';
import { goTo } from './place.ts';
import { type Place, placesFor } from './places.ts';

/** Pages that are reached through another one count as part of it. */
const belongsTo: Readonly<Record<string, readonly string[]>> = { '/': ['/ports'], '/messages': ['/tasks'] };

function isAt(path: string, location: string): boolean {
  const own = path === '/' ? location === '/' : location.startsWith(path);
  return own || (belongsTo[path]?.some(one => location.startsWith(one)) ?? false);
}

function PlaceLink({ place: { path, word, Icon, first } }: { readonly place: Place }) {
  const t = useT();
  const [location] = useLocation();
  return (
    <Link
      href={path}
      className={first ? 'place' : 'place place-later'}
      aria-current={isAt(path, location) ? 'page' : undefined}
    >
      <Icon size={20} aria-hidden />
      <span className="one-line">{t(word)}</span>
    </Link>
  );
}

/** On a phone: the places that have no room in the bar. */
function More() {
  const t = useT();
  const [location] = useLocation();
  const later = placesFor(useWho()).filter(({ first }) => !first);
  return (
    <Menu position="top-end" withinPortal={false}>
      <Menu.Target>
        <UnstyledButton
          className="place place-more"
          aria-current={later.some(({ path }) => isAt(path, location)) ? 'page' : undefined}
        >
          <IconDots size={20} aria-hidden />
          <span>{t('nav.more')}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {later.map(({ path, word, Icon }) => (
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

/** At the side of a desk's screen, at the bottom of a phone's. */
export function Bar() {
  const t = useT();
  return (
    <nav className="shell-side" aria-label={t('nav.label')}>
      {placesFor(useWho()).map(place => (
        <PlaceLink key={place.path} place={place} />
      ))}
      <More />
    </nav>
  );
}
