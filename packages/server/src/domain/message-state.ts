/** The states of a message, which may follow which, and why. A pure table: store and hand-off ask it, nobody decides beside it. */

/**
 * - `scheduled`: waits for its time
 * - `queued`: waits for a SIM that may send it
 * - `sending`: an attempt is written down; the gateway may have it
 * - `sent`: a gateway reports that the network took it
 * - `delivered`, `undelivered`: by the status report
 * - `failed`: surely not sent, and not tried again
 * - `unknown`: it may have been sent, and no answer shows it; a person or a late report decides
 * - `expired`: its validity ended before it was handed over
 * - `cancelled`: taken back before it was handed over, stopped by its gateway before any of it was sent, or given up by a person
 */
export const messageStates = [
  'scheduled',
  'queued',
  'sending',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'unknown',
  'expired',
  'cancelled',
] as const;
/** A state of a message; docs/sms-server.md explains each of them. */
export type MessageState = (typeof messageStates)[number];

/** The inputs that move a message from one state to another. */
export type Cause =
  /** Its time has come. */
  | 'due'
  /** Its validity is over. */
  | 'expiry'
  /** The caller takes it back. */
  | 'cancel'
  /** An attempt is written down for it. */
  | 'claim'
  /** The gateway surely did not take it, or the pool's rule is `resend` after a doubt that nothing settles. */
  | 'notTaken'
  /** It can never be sent: opted out, refused for good, or no attempt left. */
  | 'refusal'
  /** The gateway reports that none of it was sent, after it was asked to stop it for the caller. */
  | 'stopped'
  /** The gateway reports the outcome. */
  | 'result'
  /** A status report of the network. */
  | 'report'
  /** Nothing settles the doubt, and the pool's rule is `hold`. */
  | 'doubt'
  /** A person decides about a message that is unknown. */
  | 'person';

const transitions: Readonly<Record<MessageState, Readonly<Partial<Record<MessageState, readonly Cause[]>>>>> =
  {
    scheduled: { queued: ['due'], expired: ['expiry'], cancelled: ['cancel'], failed: ['refusal'] },
    // Queued again after a doubt, by the rule `resend`: a late proof comes in time to keep it from being sent twice.
    queued: {
      sending: ['claim'],
      sent: ['result', 'report'],
      delivered: ['result', 'report'],
      failed: ['refusal'],
      expired: ['expiry'],
      cancelled: ['cancel'],
    },
    sending: {
      queued: ['notTaken'],
      sent: ['result', 'report'],
      delivered: ['result', 'report'],
      undelivered: ['report'],
      failed: ['refusal', 'result'],
      unknown: ['doubt'],
      cancelled: ['stopped'],
    },
    sent: { delivered: ['result', 'report'], undelivered: ['report'] },
    delivered: {},
    // A later report of a segment may be a better one: the recipient's telephone was reached after all.
    undelivered: { delivered: ['result', 'report'] },
    // The gateway gave it up, and the network reports it delivered: the report is right.
    failed: { delivered: ['result', 'report'] },
    unknown: {
      queued: ['person'],
      cancelled: ['person'],
      sent: ['result', 'report'],
      delivered: ['result', 'report'],
      undelivered: ['report'],
      failed: ['result', 'person'],
    },
    expired: {},
    // Its gateway reported it as stopped, or a person gave it up, and the network reports it delivered: the report is right.
    cancelled: { delivered: ['result', 'report'] },
  };

/** Whether `cause` may move a message from one state to another. */
export function mayMove(from: MessageState, to: MessageState, cause: Cause): boolean {
  return transitions[from][to]?.includes(cause) ?? false;
}

/** The states from which `cause` may lead to `to`: the condition of the statement that writes it. */
export function sourcesOf(to: MessageState, cause: Cause): readonly MessageState[] {
  return messageStates.filter(from => mayMove(from, to, cause));
}

/** The number of a state in the store. Numbers once stored never change. */
export function codeOfState(state: MessageState): number {
  return messageStates.indexOf(state);
}

/** @throws RangeError for a number that no state has: the row was written by a later version. */
export function stateOfCode(code: number): MessageState {
  const state = messageStates[code];
  if (state === undefined) throw new RangeError(`no message state has the number ${code}`);
  return state;
}

/** From the most urgent; the place is the number in the store. */
export const priorities = ['otp', 'normal', 'bulk'] as const;
/** A priority of a message: `otp` goes before `normal`, `bulk` after it. */
export type Priority = (typeof priorities)[number];

/** The priority of a number in the store: its place in the list. That of a later release is a usual one here. */
export function priorityOfCode(code: number): Priority {
  return priorities[code] ?? 'normal';
}
