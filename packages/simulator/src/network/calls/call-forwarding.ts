/** Call forwarding of each subscriber (22.082, 23.082): registered, asked for and erased by the subscriber, or by control. */

import type { ForwardingReason, ForwardingsOfSubscriber } from '../../radio.ts';

/** Registered forwardings by IMSI (23.082), which the network itself keeps. */
export interface CallForwardingService {
  of(imsi: string): ForwardingsOfSubscriber;
  /** `number` undefined erases it (23.082 1.1: registering also activates). */
  set(imsi: string, reason: ForwardingReason, number: string | undefined): void;
}

/** In the order of <reason> 0..3 of +CCFC (27.007 7.11). */
export const forwardingReasons: readonly ForwardingReason[] = [
  'unconditional',
  'busy',
  'noReply',
  'notReachable',
];

/** Nobody forwards anything yet. */
export function createCallForwarding(): CallForwardingService {
  const subscribers = new Map<string, ForwardingsOfSubscriber>();
  return {
    of: imsi => subscribers.get(imsi) ?? {},
    set: (imsi, reason, number) => {
      const { [reason]: _, ...others } = subscribers.get(imsi) ?? {};
      subscribers.set(imsi, number === undefined ? others : { ...others, [reason]: number });
    },
  };
}
