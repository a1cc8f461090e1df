/** Shared by the gateways of a fleet. */

import type { Clock, Random } from '../../radio.ts';
import type { AirSettings } from '../air-settings.ts';
import type { FleetRecord } from '../record.ts';
import type { FleetGateway, PushKind, UssdService } from './model.ts';

/** Time, chance, the air and the record of a fleet. */
export interface FleetWorld {
  readonly clock: Clock;
  readonly random: Random;
  readonly record: FleetRecord;
  readonly gateways: readonly FleetGateway[];
  readonly air: AirSettings;
  /** Answers to USSD codes; the first that fits. */
  ussdServices: readonly UssdService[];
  /** Pushes one event, if the gateway is set to push its kind. */
  push(gateway: FleetGateway, kind: PushKind, payload: unknown): void;
}

/** True in so many cases of a thousand. */
export function happens(world: Pick<FleetWorld, 'random'>, inThousand: number): boolean {
  return inThousand > 0 && world.random() * 1000 < inThousand;
}

/** A whole number of milliseconds out of a range, both ends included. */
export function drawn(
  world: Pick<FleetWorld, 'random'>,
  range: { readonly minimum: number; readonly maximum: number },
) {
  return range.minimum + Math.floor(world.random() * (range.maximum - range.minimum + 1));
}
