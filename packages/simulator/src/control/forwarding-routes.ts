/** Control of call forwarding: what subscribers have registered, and changing it behind their backs. */

import { forwardingReasons } from '../network/calls/call-forwarding.ts';
import type { VirtualNetwork } from '../network/index.ts';
import type { ForwardingReason, ForwardingsOfSubscriber } from '../radio.ts';
import { members } from './schemas.ts';

/** A number, or null: no forwarding. What is absent stays. */
export type ForwardingBody = Readonly<Partial<Record<ForwardingReason, string | null>>>;

const number = { type: ['string', 'null'], pattern: '^\\+?[0-9*#]{1,20}$' } as const;

/** Numbers by reason (23.082); a reason that is left out is not forwarded. */
export const forwarding = members(Object.fromEntries(forwardingReasons.map(reason => [reason, number])));

/** Where calls of the SIM go. */
export function showForwarding(network: VirtualNetwork, imsi: string): ForwardingsOfSubscriber {
  return network.forwardings(imsi);
}

/** Changes what is named; answers what is in force then. */
export function setForwarding(
  network: VirtualNetwork,
  imsi: string,
  body: ForwardingBody,
): ForwardingsOfSubscriber {
  for (const reason of forwardingReasons) {
    const to = body[reason];
    if (to !== undefined) network.setForwarding(imsi, reason, to ?? undefined);
  }
  return network.forwardings(imsi);
}
