/** The state of a message in one word, and its story. */
import { describeStatus } from '@simgate/gsm';
import type { Message } from '../../data/types.ts';
import type { WordKey } from '../../words/i18n.ts';

/** The word for a state; what no port has begun waits. */
export function stateWord({ status, waiting }: Pick<Message, 'status' | 'waiting'>): WordKey {
  return waiting && status === 'SENDING' ? 'messages.status.WAITING' : `messages.status.${status}`;
}

/** The outcome that a status report names (23.040 9.2.3.15). */
export function reportWord(status: number): WordKey {
  return `story.report.${describeStatus(status)}`;
}
