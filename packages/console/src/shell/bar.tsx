import { UnstyledButton } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useWho } from '../data/hooks.ts';
import { loaded } from '../data/loaded.ts';
import { IconDots } from '../parts/icons.ts';
import { useT } from '../words/i18n.ts';
import { isAt, type Place, placesFor } from './places.ts';

const parts = {
  MoreMenu: lazy(() => loaded(async () => ({ default: (await import('./more-menu.tsx')).MoreMenu }))),
};

/** A place of the bar, marked where its page is shown. */
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

/** On a phone: the places that have no room in the bar. The menu is loaded when it is first wanted. */
function More() {
  const t = useT();
  const [location] = useLocation();
  const [wanted, setWanted] = useState(false);
  const later = placesFor(useWho()).filter(({ first }) => !first);
  const button = (
    <UnstyledButton
      className="place place-more"
      aria-haspopup="menu"
      aria-current={later.some(({ path }) => isAt(path, location)) ? 'page' : undefined}
      onClick={() => setWanted(true)}
    >
      <IconDots size={20} aria-hidden />
      <span>{t('nav.more')}</span>
    </UnstyledButton>
  );
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <parts.MoreMenu places={later} />
    </Suspense>
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
