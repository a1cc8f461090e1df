/** The stores as React reads them: each hook renders its component when its own part changes. */
import { useCallback, useRef, useSyncExternalStore } from 'react';
import { counters, link, news, ports } from './live.ts';
import { same } from './port-store.ts';
import { type SessionState, session } from './session.ts';
import type { Port } from './types.ts';

/** One port; the component renders at the news of this port alone. Undefined where there is none, or before the first snapshot. */
export function usePort(port: number): Port | undefined {
  const subscribe = useCallback((listener: () => void) => ports.subscribe(listener, port), [port]);
  return useSyncExternalStore(subscribe, () => ports.get(port));
}

/** Stands outside the hooks, so that it is the same function at each render and React does not subscribe anew. */
function subscribeToAll(listener: () => void): () => void {
  return ports.subscribe(listener);
}

/** Renders at every change of any port: for sums and lists, not for cards. */
export function useAllPorts(): readonly Port[] {
  return useSyncExternalStore(subscribeToAll, ports.all);
}

/** Keeps a value while a new one is equal to it, so that its component does not render. */
function useKept<Value>(): (value: Value) => Value {
  const kept = useRef<{ readonly value: Value } | undefined>(undefined);
  return value => {
    if (kept.current === undefined || !same(kept.current.value, value)) kept.current = { value };
    return kept.current.value;
  };
}

/** The part of one port that a component shows, as JSON has it; the component renders when that changes, and not with each count of the port. */
export function usePortPart<Part>(port: number, select: (port: Port) => Part): Part | undefined {
  const keep = useKept<Part | undefined>();
  const subscribe = useCallback((listener: () => void) => ports.subscribe(listener, port), [port]);
  return useSyncExternalStore(subscribe, () => {
    const now = ports.get(port);
    return keep(now === undefined ? undefined : select(now));
  });
}

/** The part of all ports that a component shows, as JSON has it; the component renders when that changes. */
export function usePortsPart<Part>(select: (ports: readonly Port[]) => Part): Part {
  const keep = useKept<Part>();
  return useSyncExternalStore(subscribeToAll, () => keep(select(ports.all())));
}

/** The numbers of all ports; the component renders when a port comes or goes. */
export function usePortNumbers(): readonly number[] {
  return useSyncExternalStore(ports.numbers.subscribe, ports.numbers.get);
}

/**
 * Whether the stream of the gateway runs, and since when it does not.
 * `since` and `again` of a lost link are milliseconds since 1970 by the clock of this computer.
 */
export function useLink() {
  return useSyncExternalStore(link.subscribe, link.get);
}

/** Counts of waiting and of unread messages and the sums of the day, at most four times a second. */
export function useCounters() {
  return useSyncExternalStore(counters.subscribe, counters.get);
}

/** Whether the disk of the gateway refuses writes; the component renders when that changes. */
export function useStoreTrouble(): boolean {
  return useSyncExternalStore(counters.subscribe, () => (counters.get().store_trouble ?? 0) > 0);
}

/**
 * The newest id of a list; 0 where it is empty. It renders at the news of this list alone.
 * @param list a name of the gateway's news, such as `messages`, `inbox` or `events`
 */
export function useNewest(list: string): number {
  return useSyncExternalStore(news.subscribe, () => news.get()[list] ?? 0);
}

/** Whether somebody is signed in, and who. */
export function useSession(): SessionState {
  return useSyncExternalStore(session.subscribe, session.get);
}

/**
 * Who is signed in; pages behind the sign-in alone use it.
 * @throws Error where nobody is signed in, which is a fault of the caller
 */
export function useWho() {
  const state = useSession();
  if (state.kind !== 'in') throw new Error('nobody is signed in');
  return state.who;
}

/**
 * Whether the person may send and act.
 * True for the roles admin and operator. The gateway checks it too: here it only hides buttons that would be refused.
 */
export function useMayOperate(): boolean {
  const { role } = useWho();
  return role === 'admin' || role === 'operator';
}

/**
 * Whether the person may send messages and stop what was sent.
 * True for the roles admin, operator and sender; a viewer only looks.
 */
export function useMaySend(): boolean {
  return useWho().role !== 'viewer';
}
