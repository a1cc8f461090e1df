/** How far a task is: its counts as parts of the whole, its pace, and its failures by reason. */
import type { MessageReason } from '@simgate/api/contract';
import type { Message, Task } from '../../data/types.ts';

/** In the order in which a message goes through them; the colours are Okabe and Ito's. */
export const stages = [
  { name: 'delivered', color: '#009e73', status: 'DELIVERED' },
  { name: 'sent', color: '#0072b2', status: 'SENT_OK' },
  { name: 'sending', color: '#56b4e9', status: 'SENDING' },
  { name: 'waiting', color: '#8a9299', status: 'SENDING' },
  { name: 'failed', color: '#d55e00', status: 'FAILED' },
] as const;

/** Messages of which the network has answered, one way or the other. */
export function doneOf({ sent, delivered, failed }: Pick<Task, 'sent' | 'delivered' | 'failed'>): number {
  return sent + delivered + failed;
}

/**
 * Whether nothing of a task waits or is on its way any more; reports may still come.
 * A paused task is not over.
 */
export function isOver({ waiting, sending }: Pick<Task, 'waiting' | 'sending'>): boolean {
  return waiting === 0 && sending === 0;
}

/** How far a task was at a moment. */
export interface Sample {
  /** Milliseconds of any clock that only goes forward. */
  readonly at: number;
  readonly done: number;
}

/** How fast a task goes. */
export interface Pace {
  readonly perMinute: number;
  readonly minutesLeft: number;
}

/** Samples older than this show nothing of the present. */
const WINDOW = 120_000;
/** Fewer milliseconds than this between the first and the last make a guess, no measurement. */
const SHORTEST = 5000;

/**
 * The samples with one more; those that are too old go.
 * Samples are kept for two minutes.
 */
export function withSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  return [...samples.filter(({ at }) => sample.at - at <= WINDOW), sample];
}

/**
 * How fast it goes; undefined where that is not known, or nothing moves.
 * The samples have to span five seconds at least.
 * @param left messages that wait or are being sent
 */
export function paceOf(samples: readonly Sample[], left: number): Pace | undefined {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || last.at - first.at < SHORTEST) return undefined;
  const perMinute = ((last.done - first.done) / (last.at - first.at)) * 60_000;
  return perMinute > 0 ? { perMinute, minutesLeft: left / perMinute } : undefined;
}

/** The messages that failed for one reason. */
export interface Failure {
  readonly code: MessageReason | '';
  readonly messages: readonly Message[];
}

/**
 * The most frequent reason first.
 * Failures without a reason of the catalogue stand together under the code "".
 */
export function failuresOf(messages: readonly Message[]): Failure[] {
  const groups = Map.groupBy(messages, message => message.reason_code as MessageReason | '');
  return [...groups]
    .map(([code, some]) => ({ code, messages: some }))
    .sort((one, other) => other.messages.length - one.messages.length);
}
