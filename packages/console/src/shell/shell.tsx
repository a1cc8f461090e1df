import { Loader } from '@mantine/core';
import { lazy, memo, Suspense } from 'react';
import { Link, Route, Router, Switch } from 'wouter';
import { useLink, useWho } from '../data/hooks.ts';
import { loaded } from '../data/loaded.ts';
import { PortsPage } from '../pages/ports/ports-page.tsx';
import { useT } from '../words/i18n.ts';
import { Bar } from './bar.tsx';
import { ComposeButton } from './compose-button.tsx';
import { useKeys } from './keys.ts';
import { Banner, LiveMark } from './live-mark.tsx';
import { NotFound } from './not-found.tsx';
import { NoticeBar } from './notice-bar.tsx';
import { PersonButton } from './person-button.tsx';
import { shownPlace, useHashPath, useLaterPlace, useShownPath } from './place.ts';
import { hasPhones } from './places.ts';
import { SearchButton } from './search-button.tsx';
import { TroubleBoundary } from './trouble-boundary.tsx';

/** Each page is loaded when it is first opened; the board comes with the first load. */
const pages = {
  Messages: lazy(() =>
    loaded(async () => ({
      default: (await import('../pages/messages/messages-page.tsx')).MessagesPage,
    })),
  ),
  Inbox: lazy(() =>
    loaded(async () => ({ default: (await import('../pages/inbox/inbox-page.tsx')).InboxPage })),
  ),
  Ussd: lazy(() => loaded(async () => ({ default: (await import('../pages/ussd/ussd-page.tsx')).UssdPage }))),
  Calls: lazy(() =>
    loaded(async () => ({ default: (await import('../pages/calls/calls-page.tsx')).CallsPage })),
  ),
  Push: lazy(() => loaded(async () => ({ default: (await import('../pages/push/push-page.tsx')).PushPage }))),
  Settings: lazy(() =>
    loaded(async () => ({
      default: (await import('../pages/settings/settings-page.tsx')).SettingsPage,
    })),
  ),
  Tasks: lazy(() =>
    loaded(async () => ({ default: (await import('../pages/tasks/tasks-page.tsx')).TasksPage })),
  ),
  Task: lazy(() =>
    loaded(async () => ({ default: (await import('../pages/tasks/task-page.tsx')).TaskPage })),
  ),
  Events: lazy(() =>
    loaded(async () => ({ default: (await import('../pages/events/events-page.tsx')).EventsPage })),
  ),
  Phone: lazy(() =>
    loaded(async () => ({ default: (await import('../pages/phone/phone-page.tsx')).PhonePage })),
  ),
  KeysDialog: lazy(() => loaded(async () => ({ default: (await import('./keys-dialog.tsx')).KeysDialog }))),
  Port: lazy(() => loaded(async () => ({ default: (await import('../pages/port/port-page.tsx')).PortPage }))),
};

/** The page of the place. Each one is keyed by its port or task, so that no state passes from one to another. */
function Pages() {
  const t = useT();
  const who = useWho();
  return (
    <Suspense fallback={<Loader aria-label={t('common.loading')} />}>
      <Switch>
        <Route path="/" component={PortsPage} />
        <Route path="/ports/:port">{({ port }) => <pages.Port key={port} port={Number(port)} />}</Route>
        <Route path="/tasks" component={pages.Tasks} />
        <Route path="/tasks/:task">{({ task }) => <pages.Task key={task} task={Number(task)} />}</Route>
        <Route path="/messages" component={pages.Messages} />
        <Route path="/inbox" component={pages.Inbox} />
        <Route path="/ussd" component={pages.Ussd} />
        <Route path="/calls" component={pages.Calls} />
        <Route path="/events" component={pages.Events} />
        <Route path="/push" component={pages.Push} />
        {hasPhones(who) ? <Route path="/phone" component={pages.Phone} /> : null}
        <Route path="/settings" component={pages.Settings} />
        <Route component={NotFound} />
      </Switch>
    </Suspense>
  );
}

/** Renders again only when the place that is shown changes. */
const steady = { Pages: memo(Pages) };

/** The page with a boundary for its faults. */
function Main() {
  const place = useLaterPlace();
  return (
    <shownPlace.Provider value={place}>
      <Router hook={useShownPath}>
        <TroubleBoundary place={place}>
          <steady.Pages />
        </TroubleBoundary>
      </Router>
    </shownPlace.Provider>
  );
}

/** All around the page. While the gateway is lost it has the class "aged", as its data may be old by then. */
function Frame() {
  const t = useT();
  const aged = useLink().kind === 'lost';
  const keys = useKeys();
  return (
    <>
      <button type="button" className="skip" onClick={() => document.getElementById('main')?.focus()}>
        {t('app.skip')}
      </button>
      <Banner />
      <div className={aged ? 'shell aged' : 'shell'}>
        <header className="shell-top">
          <Link href="/" style={{ fontWeight: 700, fontSize: 18, color: 'inherit', textDecoration: 'none' }}>
            simgate
          </Link>
          <LiveMark />
          <span style={{ flex: 1 }} />
          <SearchButton />
          <ComposeButton />
          <PersonButton />
        </header>
        <Bar />
        <main className="shell-main" id="main" tabIndex={-1}>
          <Main />
        </main>
      </div>
      <NoticeBar />
      {keys.listed ? (
        <Suspense fallback={null}>
          <pages.KeysDialog close={keys.close} />
        </Suspense>
      ) : null}
    </>
  );
}

/**
 * Bar, top and page, for who is signed in.
 * Pages are loaded when they are first opened. A fault in one of them leaves the bar.
 */
export function Shell() {
  return (
    <Router hook={useHashPath}>
      <Frame />
    </Router>
  );
}
