/** Hooks of React within a component that shows nothing. It is loaded before a page is opened: React then asks no browser for its features. */
import { environmentManager, notifyManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createElement, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { FakeElement } from './element-testing.ts';
import { settle } from './page-testing.ts';

// Other tests of this process may have loaded the library where there was no page. Its news come without the clock, which is that of the test.
environmentManager.setIsServer(() => false);
notifyManager.setScheduler(queueMicrotask);

/** A hook at work. */
export interface Running<Props, Outcome> {
  /** The outcome of its last run. */
  readonly now: Outcome;
  /** How often its component was rendered since the last time that somebody asked. */
  rendered(): number;
  /** The hook has thrown it. */
  readonly error: unknown;
  /** Renders again with others. */
  change(props: Props): Promise<void>;
  /** Takes the component away. */
  end(): Promise<void>;
}

const running = new Set<() => Promise<void>>();

/** Ends the hooks of a test that has failed before it could: their timers would keep the process alive. */
export async function endHooks(): Promise<void> {
  for (const end of [...running]) await end();
}

/**
 * Runs a hook. Requests are made once: that of a gateway that is away is not repeated.
 * @param around puts the component into a context
 */
export async function runHook<Props, Outcome>(
  hook: (props: Props) => Outcome,
  props: Props,
  around: (child: ReactNode) => ReactNode = child => child,
): Promise<Running<Props, Outcome>> {
  let now: { readonly outcome: Outcome } | undefined;
  let error: unknown;
  let renders = 0;
  function Component({ given }: { readonly given: Props }) {
    now = { outcome: hook(given) };
    renders += 1;
    return null;
  }
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false, gcTime: Number.POSITIVE_INFINITY } },
  });
  const root = createRoot(new FakeElement('DIV') as unknown as Element, {
    onUncaughtError: thrown => {
      error = thrown;
    },
  });
  const change = async (given: Props): Promise<void> => {
    const child = around(createElement(Component, { given }));
    root.render(createElement(QueryClientProvider, { client }, child));
    await settle();
  };
  const end = async (): Promise<void> => {
    running.delete(end);
    root.unmount();
    client.clear();
    await settle();
  };
  running.add(end);
  await change(props);
  return {
    get now() {
      if (now === undefined) throw new Error('The hook has not returned.');
      return now.outcome;
    },
    get error() {
      return error;
    },
    rendered() {
      const count = renders;
      renders = 0;
      return count;
    },
    change,
    end,
  };
}
