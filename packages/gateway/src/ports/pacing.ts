/** The pause between two messages of a port. Pure. */
import type { Random } from '@simgate/daemon';
import type { GatewayConfig } from '../config/schema.ts';

/** Milliseconds; the port's own gap stands above that of all, and is made longer by up to `jitter` of itself. */
export function gapOf(
  { ports, pacing }: Pick<GatewayConfig, 'ports' | 'pacing'>,
  random: Random,
  port: number,
): number {
  const seconds = ports.find(one => one.port === port)?.gap ?? pacing.gap;
  return seconds * 1000 * (1 + pacing.jitter * random());
}
