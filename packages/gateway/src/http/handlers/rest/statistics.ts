/** Counts and signal over time. */
import { done, refused } from '@simgate/daemon/http';
import type { Handlers } from '../context.ts';
import { momentOf } from './messages.ts';

const DAY = 86_400_000;
/** Most rows of one answer: a week of minutes. */
const MOST_ROWS = 11_000;

const steps = { minute: 60, quarter: 900, hour: 3600, day: 86_400 } as const;

export const statisticsHandlers = {
  get_statistics: async (request, { statistics, clock, time }) => {
    const { port, step: name = 'minute' } = request;
    const to = request.to === undefined ? clock.now() : momentOf(request.to, time.before);
    if (to === undefined) return refused(400, 'to: is no date and time of the calendar.');
    const from = request.from === undefined ? to - DAY : momentOf(request.from, time.after);
    if (from === undefined) return refused(400, 'from: is no date and time of the calendar.');
    const step = steps[name];
    if (to - from > MOST_ROWS * step * 1000)
      return refused(400, `from: is more than ${MOST_ROWS} steps before to; take a longer step.`);
    await statistics.follow();
    const rows = statistics.series({ port, from, to, step }).map(({ start, signal, ...counts }) => ({
      ...{ start: new Date(start).toISOString(), ...counts, signal: signal ?? null },
    }));
    return done(200, { step, rows });
  },
} satisfies Partial<Handlers>;
