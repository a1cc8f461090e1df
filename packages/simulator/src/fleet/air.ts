/** The virtual network of a fleet: how long things take, and what becomes of a message by rule or by chance. */

import type { AirRule, AirSettings } from './air-settings.ts';
import type { SentMessage } from './state/model.ts';
import { drawn, type FleetWorld, happens } from './state/world.ts';

/** The fate of one message. */
export interface AirPlan {
  /** 0: accepted. */
  readonly refuse: number;
  readonly status: number;
  /** How many reports each segment gets. */
  readonly reports: number;
  readonly delay: number;
}

const TEMPORARY_FAILURE = 41; // 24.011 8.2.5.4
const INCOMPATIBLE_DESTINATION = 65; // 23.040 9.2.3.15
/** From this TP-ST on, a status report means that the recipient has not got the message. */
export const NOT_DELIVERED = 32;

/** A network as it starts: one to four seconds a segment, one to five to the recipient, nothing fails. */
export function airSettings(given: Partial<AirSettings> = {}): AirSettings {
  return {
    airTime: { minimum: 1000, maximum: 4000 },
    deliveryTime: { minimum: 1000, maximum: 5000 },
    ...{
      refusedInThousand: 0,
      undeliveredInThousand: 0,
      unreportedInThousand: 0,
      reportedTwiceInThousand: 0,
    },
    rules: [],
    ...given,
  };
}

/** Decides about a message that a port is about to send; takes one use of the rule that matches. */
export function planFor(
  world: Pick<FleetWorld, 'air' | 'random'>,
  message: SentMessage,
  port: number,
): AirPlan {
  const rule = takeRule(world.air, message, port);
  const status =
    rule?.status ?? (happens(world, world.air.undeliveredInThousand) ? INCOMPATIBLE_DESTINATION : 0);
  const refuse = rule?.refuse ?? (happens(world, world.air.refusedInThousand) ? TEMPORARY_FAILURE : 0);
  const reported = rule?.report ?? !happens(world, world.air.unreportedInThousand);
  const twice = happens(world, world.air.reportedTwiceInThousand);
  return {
    refuse,
    status,
    reports: reported ? (twice ? 2 : 1) : 0,
    delay: rule?.delay ?? drawn(world, world.air.deliveryTime),
  };
}

function takeRule(air: AirSettings, message: SentMessage, port: number): AirRule | undefined {
  const rule = air.rules.find(each => each.times !== 0 && matches(each, message, port));
  if (rule?.times !== undefined) {
    const times = rule.times - 1;
    air.rules = air.rules.map(each => (each === rule ? { ...rule, times } : each));
  }
  return rule;
}

function matches({ match = {} }: AirRule, message: SentMessage, port: number): boolean {
  const { to, toPrefix, gateway, port: wanted } = match;
  return (
    (to === undefined || to === message.number) &&
    (toPrefix === undefined || message.number.startsWith(toPrefix)) &&
    (gateway === undefined || gateway === message.gateway) &&
    (wanted === undefined || wanted === port)
  );
}
