import { Loader } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Link, Route, Router, Switch, useLocation } from 'wouter';
import { useLink } from '../data/hooks.ts';
import { PortsPage } from '../pages/ports/ports-page.tsx';
import { useT } from '../words/i18n.ts';
import { LiveMark, LostBanner } from './live-mark.tsx';
import { NotFound } from './not-found.tsx';
import { PersonMenu } from './person-menu.tsx';
import { useHashPath } from './place.ts';
import { places } from './places.ts';

/** Each page is loaded when it is first opened; the board comes with the first load. */
const pages = {
  Messages: lazy(async () => ({ default: (await import('../pages/messages/messages-page.tsx')).MessagesPage })),
  Port: lazy(async () => ({ default: (await import('../pages/port/port-page.tsx')).PortPage })),
};

function isAt(path: string, location: string): boolean {
  return path === '/' ? location === '/' || location.startsWith('/ports') : location.startsWith(path);
}

function Bar() {
  const t = useT();
  const [location] = useLocation();
  return (
    <nav className="shell-side" aria-label={t('nav.label')}>
      {places.map(({ path, word, Icon }) => (
        <Link
          key={path}
          href={path}
          className="place"
          aria-current={isAt(path, location) ? 'page' : undefined}
        >
          <Icon size={20} aria-hidden />
          <span className="one-line">{t(word)}</span>
        </Link>
      ))}
    </nav>
  );
}

function Pages() {
  const t = useT();
  return (
    <Suspense fallback={<Loader aria-label={t('common.loading')} />}>
      <Switch>
        <Route path="/" component={PortsPage} />
        <Route path="/ports/:port">{({ port }) => <pages.Port key={port} port={Number(port)} />}</Route>
        <Route path="/messages" component={pages.Messages} />
        <Route component={NotFound} />
      </Switch>
    </Suspense>
  );
}

function Frame() {
  const t = useT();
  const aged = useLink().kind === 'lost';
  return (
    <>
      <button type="button" className="skip" onClick={() => document.getElementById('main')?.focus()}>
        {t('app.skip')}
      </button>
      <LostBanner />
      <div className={aged ? 'shell aged' : 'shell'}>
        <header className="shell-top">
          <Link href="/" style={{ fontWeight: 700, fontSize: 18, color: 'inherit', textDecoration: 'none' }}>
            simgate
          </Link>
          <LiveMark />
          <span style={{ flex: 1 }} />
          <PersonMenu />
        </header>
        <Bar />
        <main className="shell-main" id="main" tabIndex={-1}>
          <Pages />
        </main>
      </div>
    </>
  );
}

export function Shell() {
  return (
    <Router hook={useHashPath}>
      <Frame />
    </Router>
  );
}
