import { useQuery } from '@tanstack/react-query';
import { client, reply } from '../data/api.ts';
import { gatewayNow } from '../data/clock.ts';
import { seriesOf } from '../data/series.ts';

/** How far back, and in what steps. */
export const spans = {
  hour: { seconds: 3600, step: 'minute' },
  day: { seconds: 86_400, step: 'quarter' },
  week: { seconds: 604_800, step: 'hour' },
} as const;
/** A span of statistics; its step is chosen so that a chart has 60 to 170 points. */
export type Span = keyof typeof spans;

const EVERY = 60_000;

/**
 * Counts and signal of one port, or of all together, up to now.
 * Times are seconds by the clock of the gateway; it is asked again every minute.
 * @param port absent: all ports together
 */
export function useStatistics(span: Span, port?: number) {
  const { seconds, step } = spans[span];
  return useQuery({
    queryKey: ['statistics', span, port],
    queryFn: async () => {
      const to = Math.floor(gatewayNow() / 1000);
      const from = to - seconds;
      const asked = { from: new Date(from * 1000).toISOString().replace(/\.\d+Z$/, 'Z'), step };
      const answer = await reply(client.getStatistics(port === undefined ? asked : { ...asked, port }));
      return seriesOf(answer.rows, from, to, answer.step);
    },
    refetchInterval: EVERY,
  });
}
