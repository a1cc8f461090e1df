/** Where drivers and pushes bring what they learn: one transaction for what came together. */
import type { Clock } from '@simgate/daemon';
import type { DriverPort, DriverUssd, GatewayListener, Learned, SendResult } from '../domain/driver.ts';
import type { ServerEvent } from '../domain/events.ts';
import type { IdMaker } from '../domain/ids.ts';
import { callEvents } from '../inbound/calls.ts';
import { type Arrival, type Place, storeInbound } from '../inbound/receive.ts';
import { matchReports } from '../inbound/reports.ts';
import { type PushedResult, resolveResults } from '../inbound/results.ts';
import { endWithEvents } from '../store/events.ts';
import { type Settled, settleReports, settleResults } from '../store/results.ts';
import type { Statements } from '../store/statements.ts';
import type { Store } from '../store/store.ts';
import { type GatewayMark, noteFacts, noteState, writeMemory } from './gateway-rows.ts';
import { notePorts } from './port-rows.ts';

export interface ListenerOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: IdMaker;
  readonly mark: GatewayMark;
  /** The present data that routing depends on. */
  readonly place: () => Promise<Place>;
  /** Called with results once they are stored. */
  readonly onResults: ResultsListener;
}

/** Takes note of results that are stored already, and of which messages they moved. */
export type ResultsListener = (
  part: number,
  gateway: string,
  results: readonly SendResult[],
  settled: readonly Settled[],
) => Promise<void>;

interface Learning {
  readonly results: readonly SendResult[];
  readonly settled: readonly Settled[];
}

function ussdEvent(gateway: string, { port, text, at }: DriverUssd): ServerEvent {
  const data = { gateway, port, text, at: new Date(at).toISOString() };
  return { kind: 'ussd.received', subject: `${gateway} ${port}`, at, pool: '', data };
}

/** News of a driver, or of a push. */
export type News = Learned & { readonly pushedResults?: readonly PushedResult[] };

/** Stores news with their events. Events come last, with the commit: until then they lock the counter of the partition. */
function* learn(
  mark: GatewayMark,
  place: Place,
  at: number,
  news: News,
  arrivals: readonly Arrival[],
): Statements<Learning> {
  const { reports = [], ussd = [], remember = {} } = news;
  const resolved = yield* resolveResults(mark, at, news.pushedResults ?? []);
  const results = [...(news.results ?? []), ...resolved];
  const events: ServerEvent[] = [];
  const settled = results.length === 0 ? [] : yield* settleResults(mark.part, mark.id, at, results, events);
  const verdicts = yield* matchReports(mark, at, reports, results.length > 0);
  if (verdicts.length > 0) yield* settleReports(mark.part, at, verdicts, events);
  const received = yield* storeInbound(place, at, arrivals);
  yield* writeMemory(mark, remember);
  const called = yield* callEvents(mark, at, news);
  const others = [...received, ...ussd.map(one => ussdEvent(mark.id, one)), ...called];
  yield* endWithEvents(mark.part, [...events, ...others]);
  return { results, settled };
}

/** Commits news of a gateway. Rejects where that cannot be done. */
export async function commitNews(
  { store, clock, ids, mark, place, onResults }: ListenerOptions,
  news: News,
): Promise<void> {
  const where = await place();
  const at = clock.now();
  // A work may run more than once; what it makes does not change meanwhile.
  const arrivals = (news.inbound ?? []).map(message => ({ id: ids.next(mark.part), message }));
  const { results, settled } = await store.write(() => learn(mark, where, at, news, arrivals));
  // The rows are committed: a count of what is under way finds them there too, only later.
  if (results.length > 0) await onResults(mark.part, mark.id, results, settled).catch(() => {});
}

/** Milliseconds for which a picture of ports that has not changed is not written again; only the signal comes and goes. */
const SAME_PICTURE = 5 * 60_000;

/** The fields of a picture that are worth a write. */
function essenceOf(ports: readonly DriverPort[]): string {
  return JSON.stringify(ports.map(port => ({ ...port, signal: 0 })));
}

export function createListener(options: ListenerOptions): GatewayListener {
  const { store, clock, mark } = options;
  let written = { essence: '', at: Number.NEGATIVE_INFINITY };
  return {
    learned: news => commitNews(options, news),
    async ports(ports) {
      const essence = essenceOf(ports);
      const now = clock.monotonic();
      if (essence === written.essence && now - written.at < SAME_PICTURE) return;
      await store.write(() => notePorts(mark, clock.now(), ports));
      written = { essence, at: now };
    },
    facts: facts => store.write(() => noteFacts(mark, facts)),
    state: (state, reason) => store.write(() => noteState(mark, state, reason, clock.now())),
  };
}
