/** The live picture of the gateway as server-sent events. */

import type { Clock } from '@simgate/daemon';
import type { Counts } from '../../../statistics/statistics.ts';
import type { Delta, LiveHub, Picture } from '../../live/live-hub.ts';
import { maskObject } from '../../masking.ts';
import type { HandlerContext, Handlers } from '../context.ts';
import { type PortCounts, portCounts, portItems } from './ports.ts';

/** Milliseconds between comments: proxies close what is silent for a minute. */
const HEARTBEAT = 15_000;

function sumOf(today: Iterable<Counts>): Counts {
  const sum = { accepted: 0, sent: 0, delivered: 0, failed: 0, received: 0, calls: 0 };
  for (const counts of today) {
    sum.accepted += counts.accepted;
    sum.sent += counts.sent;
    sum.delivered += counts.delivered;
    sum.failed += counts.failed;
    sum.received += counts.received;
    sum.calls += counts.calls;
  }
  return sum;
}

/**
 * The counters at the head of the page: messages that wait, unread ones, push targets in trouble, whether the disk refuses writes, and the
 * sums of the local day.
 */
function countersOf({ messages, statistics, unread, push, healthy }: HandlerContext) {
  const sums = sumOf(statistics.today().values());
  const trouble = { push_trouble: push.troubled(), store_trouble: healthy() ? 0 : 1 };
  return { waiting: messages.inQueue(), unread: unread(), ...trouble, ...sums };
}

/** The values of the looks of one hub. Counts of ports are read with the counters, once a second: at full load each of them changes all the time. */
export function pictures(context: () => HandlerContext): (withCounters: boolean) => Picture {
  let counts: PortCounts | undefined;
  return withCounters => {
    const now = context();
    if (withCounters || counts === undefined) counts = portCounts(now);
    const ports = new Map(portItems(now, counts).map(item => [item.port, item]));
    return { ports, counters: withCounters ? countersOf(now) : {}, news: { ...now.newestIds() } };
  };
}

function textOf(event: 'snapshot' | 'delta', data: object, masked: boolean): string {
  return `event: ${event}\ndata: ${JSON.stringify(masked ? maskObject(data) : data)}\n\n`;
}

interface Reader {
  readonly hub: LiveHub;
  readonly clock: Clock;
  readonly masked: boolean;
  readonly ended: AbortSignal;
}

/** Texts of deltas by reader class: made once, whoever reads them. */
const texts = new WeakMap<Delta, { plain?: string; masked?: string }>();

function deltaText(delta: Delta, masked: boolean): string {
  const known = texts.get(delta) ?? {};
  texts.set(delta, known);
  const key = masked ? 'masked' : 'plain';
  known[key] ??= textOf('delta', delta, masked);
  return known[key];
}

/** Read on demand: a reader that is slow gets the next deltas together, or a new snapshot. */
async function* liveTexts({ hub, clock, masked, ended }: Reader): AsyncGenerator<string> {
  const leave = hub.enter();
  try {
    let number = -1;
    while (!ended.aborted) {
      const later = number < 0 ? undefined : hub.since(number);
      if (later === undefined) {
        const { picture, number: at } = hub.snapshot();
        number = at;
        const { ports, counters, news } = picture;
        const time = new Date(clock.now()).toISOString();
        yield textOf('snapshot', { time, ports: [...ports.values()], counters, news }, masked);
      } else {
        number = later.number;
        if (later.deltas.length > 0) yield later.deltas.map(delta => deltaText(delta, masked)).join('');
      }
      const before = number;
      if (!ended.aborted) await hub.news(HEARTBEAT, ended);
      if (!ended.aborted && hub.since(before)?.number === before) yield ':\n\n';
    }
  } finally {
    leave();
  }
}

export const liveHandlers = {
  stream_live: (_request, { live: hub, clock }, { caller }) => ({
    kind: 'streamed',
    mediaType: 'text/event-stream',
    pieces: ended => liveTexts({ hub, clock, masked: caller.role === 'viewer', ended }),
  }),
} satisfies Partial<Handlers>;
