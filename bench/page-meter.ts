/** The load of a page on the browser, by the browser's own measures. */
import { setTimeout as delay } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright-core';

interface TimedEvent {
  readonly name: string;
  readonly duration: number;
  readonly interactionId: number;
}

/** Runs in the browser: keeps the browser's report of each input, from its arrival until it is painted. */
const KEEP_EVENTS = `
  globalThis.simgateTimedEvents = [];
  new PerformanceObserver(list => {
    for (const { name, duration, interactionId } of list.getEntries())
      if (interactionId > 0) globalThis.simgateTimedEvents.push({ name, duration, interactionId });
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
`;

/** Before the page loads: keeps the duration of each input until it is painted (Event Timing). */
export async function watchInteractions(page: Page): Promise<void> {
  await page.addInitScript({ content: KEEP_EVENTS });
}

/** The longest duration of each interaction in milliseconds; the browser does not report those under 16. */
export async function interactionsOf(page: Page): Promise<number[]> {
  const events = await page.evaluate<TimedEvent[]>('globalThis.simgateTimedEvents');
  const byInteraction = Map.groupBy(events, ({ interactionId }) => interactionId);
  return [...byInteraction.values()].map(some => Math.max(...some.map(({ duration }) => duration)));
}

async function metric(session: CDPSession, name: string): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(one => one.name === name)?.value ?? 0;
}

/** The share of a core that the main thread worked, in percent, over so many milliseconds. */
export async function mainThreadShare(session: CDPSession, milliseconds: number): Promise<number> {
  const [task, time] = [await metric(session, 'TaskDuration'), await metric(session, 'Timestamp')];
  await delay(milliseconds);
  const worked = (await metric(session, 'TaskDuration')) - task;
  return (worked / ((await metric(session, 'Timestamp')) - time)) * 100;
}

/** Megabytes of the page's heap that are in use after a collection. */
export async function heap(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  return (await metric(session, 'JSHeapUsedSize')) / 1e6;
}
