/** A message and its hand-offs as they are answered. */
import type { ReplyOf } from '@simgate/api/endpoint';
import type { ServerContract } from '@simgate/api/server/contract';
import type { Attempt, Message } from '../../domain/message.ts';
import { reasons } from '../../domain/reasons.ts';
import { instant, instantOrNull } from '../times.ts';

type Shown = ReplyOf<ServerContract['cancel_message']>;

export function shownMessage(message: Message): Shown {
  const { id, batch, pool, recipient, written, text, encoding, segments, priority } = message;
  const { state, reason, detail, attempts, gateway, port, sim, reference, metadata } = message;
  const words = reason === '' ? '' : reasons[reason];
  return {
    ...{ id, batch, pool, to: recipient, written, text, encoding, segments, priority },
    ...{ state, state_at: instant(message.stateAt), reason },
    reason_text: [words, detail].filter(part => part !== '').join(' '),
    created_at: instant(message.createdAt),
    not_before: instantOrNull(message.notBefore),
    expires_at: instantOrNull(message.expiresAt),
    sent_at: instantOrNull(message.sentAt),
    ...{ attempts, gateway, port: port ?? null, sim, reference, metadata: { ...metadata } },
  };
}

/** `inDoubt` as `in_doubt`. */
function snakeCase(word: string): string {
  return word.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}

export function shownAttempt({ at, gateway, port, sim, userId, task, state, detail }: Attempt) {
  return {
    at: instant(at),
    gateway,
    port,
    sim,
    user_id: userId,
    task: task ?? null,
    state: snakeCase(state),
    detail,
  };
}
