/** The events of a message. */
import type { ServerEvent } from './events.ts';
import type { MessageState } from './message-state.ts';

/** States with an event. */
export type StateWithEvent = Exclude<MessageState, 'scheduled' | 'queued' | 'sending'>;

export interface MessageOfEvent {
  readonly id: string;
  readonly batch: string;
  readonly pool: string;
  readonly recipient: string;
  readonly reference: string;
  readonly gateway: string;
  readonly port: number | null;
  readonly sim: string;
}

/** @param at wall milliseconds of the change */
export function messageEvent(
  message: MessageOfEvent,
  state: StateWithEvent,
  at: number,
  why: { readonly reason: string; readonly detail: string } = { reason: '', detail: '' },
): ServerEvent {
  return {
    kind: `message.${state}`,
    subject: message.id,
    at,
    pool: message.pool,
    data: {
      id: message.id,
      batch: message.batch,
      to: message.recipient,
      state,
      reference: message.reference,
      gateway: message.gateway,
      port: message.port,
      sim: message.sim,
      reason: why.reason,
      detail: why.detail,
    },
  };
}
