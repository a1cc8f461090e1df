/** TP-ST (3GPP TS 23.040 clause 9.2.3.15). */

/**
 * `delivered`: received by the phone. `completed`: the service centre is done but cannot confirm, or replaced the
 * message. `temporary`: it is still trying. `permanent`: it has given up.
 */
export type DeliveryOutcome = 'delivered' | 'completed' | 'temporary' | 'permanent';

/** The meaning of a TP-ST octet (0..255). Reserved values are taken as 0x63, service rejected and given up. */
export function describeStatus(status: number): DeliveryOutcome {
  const octet = status & 0xff;
  if (octet === 0x00) return 'delivered';
  if (octet <= 0x1f) return 'completed';
  return octet <= 0x3f ? 'temporary' : 'permanent';
}
