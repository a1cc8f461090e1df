import { DirectionProvider, localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Fault } from './data/api.ts';
import { useSession } from './data/hooks.ts';
import { SignIn } from './pages/sign-in/sign-in.tsx';
import { Shell } from './shell/shell.tsx';
import { theme } from './theme.ts';
import { useLanguage } from './words/i18n.ts';

/** A refusal stays one: only what may not have arrived is asked again, and only where nothing changes. */
function retry(failures: number, error: Error): boolean {
  return error instanceof Fault && error.unreachable && failures < 5;
}

const queries = new QueryClient({
  defaultOptions: {
    queries: { retry, staleTime: 2000, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});

const schemes = localStorageColorSchemeManager({ key: 'simgate.scheme' });

/** The shell, or the sign-in. Nothing at all is drawn until the gateway has answered who is signed in. */
function Inside() {
  const session = useSession();
  if (session.kind === 'unknown') return null;
  if (session.kind === 'out') return <SignIn ended={session.ended} user={session.user} />;
  return <Shell />;
}

/** The page: its words, colours and direction around the sign-in or, behind it, the shell. */
export function App() {
  // Another direction needs other positions everywhere.
  const language = useLanguage();
  return (
    <DirectionProvider
      key={language}
      initialDirection={document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr'}
    >
      <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={schemes}>
        <QueryClientProvider client={queries}>
          <Inside />
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  );
}
