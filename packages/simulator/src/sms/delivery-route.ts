/** Where an incoming message goes: 27.005 3.4.1, tables of `<mt>` and `<ds>`, as a pure decision. */

import type { DeliveryTraits } from './delivery-traits.ts';

/** Ways an incoming message can take. */
export type DeliveryRoute =
  /** +CMT or +CDS. */
  | 'terminal'
  /** Into mem3, a class 2 message onto the SIM. */
  | 'store'
  | 'storeOnSim'
  /** Taken and forgotten. */
  | 'acknowledge'
  /** RP-ERROR: the service centre tries again. */
  | 'refuse';

/** Values of +CNMI, and whether they are still those that the terminal set. */
export interface RouteConditions {
  readonly mt: number;
  readonly ds: number;
  /** The module itself turned routing off (27.005 3.4.4). */
  readonly routingLapsed: boolean;
}

/** The way of one message. Type 0 and class 2 go before +CNMI. */
export function deliveryRoute(traits: DeliveryTraits, conditions: RouteConditions): DeliveryRoute {
  if (traits.typeZero) return 'acknowledge'; // 23.040 9.2.3.9
  if (traits.kind === 'statusReport') return reportRoute(conditions);
  if (traits.messageClass === 2) return 'storeOnSim'; // 23.038 4: class 2 is SIM specific
  if (traits.messageClass === 3 && conditions.mt === 3) return 'terminal';
  return conditions.mt === 2 && !traits.waitingIndicationStored ? 'terminal' : 'store';
}

function reportRoute({ ds, routingLapsed }: RouteConditions): DeliveryRoute {
  if (ds === 1) return 'terminal';
  if (ds === 2) return 'store';
  return routingLapsed ? 'refuse' : 'acknowledge';
}
