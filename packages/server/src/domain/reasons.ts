/** Why a message is in its state, or waits: codes that never change, and words for people. */

/** Reasons of messages that have ended, by their codes; each is one sentence of the API. */
export const reasons = {
  opted_out: 'The recipient has opted out of this pool.',
  country_not_allowed: 'The pool may not send to this country.',
  no_attempt_left: 'Gateways refused it as often as the pool allows.',
  refused_by_gateway: 'The gateway refuses this message, and another one would too.',
  failed_at_gateway: 'The gateway could not send it.',
  network_report: 'The network reports that it was not delivered.',
  in_doubt: 'The gateway may have sent it, and cannot tell.',
  validity_over: 'Its validity ended before it could be handed over.',
  cancelled_by_caller: 'It was taken back.',
  stop_wanted: 'It was taken back while its gateway had it, and the gateway was asked to stop it.',
  decided_by_person: 'A person decided about it.',
  waits_for_time: 'Its time has not come.',
  waits_for_sim: 'No SIM of the pool is registered.',
  waits_for_limit: 'Every SIM that may carry it has reached a limit.',
  waits_for_pacing: 'The pause between two messages is not over.',
  waits_for_gateway: 'The gateways of the pool rest after faults.',
  waits_in_queue: 'Messages before it are sent first.',
  waits_for_settlement: 'The gateway is being asked what became of it.',
} as const;
export type ReasonCode = keyof typeof reasons;

/** Whether a text is one of these codes. */
export function isReasonCode(value: string): value is ReasonCode {
  return Object.hasOwn(reasons, value);
}
