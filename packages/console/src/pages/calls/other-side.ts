import type { Call } from '../../data/types.ts';

/**
 * The number at the other side; "" where it is withheld.
 * An incoming call is known by its source, an outgoing one by its destination.
 */
export function otherSide({
  direction,
  source_number: from,
  destination_number: to,
}: Pick<Call, 'direction' | 'source_number' | 'destination_number'>): string {
  return direction === 'incoming' ? from : to;
}

/** An incoming call that nobody answered. */
export function isMissed({
  direction,
  state,
  answered_at: answered,
}: Pick<Call, 'direction' | 'state' | 'answered_at'>): boolean {
  return direction === 'incoming' && state === 'ended' && answered === null;
}

/**
 * Seconds as 1:05 or 1:00:05.
 * @param seconds a whole number from 0
 */
export function duration(seconds: number): string {
  const two = (value: number) => `${value}`.padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
