/** Options of a virtual network, with their defaults. */

import type { Clock, Random } from '../radio.ts';

/**
 * How long one segment is on the air, in milliseconds, chosen uniformly. `linkKept` is the share (0..1) of it that remains
 * when the module kept the relay link open (27.005 3.5.6). `instant`: no timer at all.
 */
export type AirTime =
  | 'instant'
  | { readonly minimum: number; readonly maximum: number; readonly linkKept?: number };

/** The virtual network as it starts; what is absent has the default that is named. */
export interface NetworkOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Default 1 to 4 s, half of it on a kept link. */
  readonly airTime?: AirTime;
  /** The service centre's number. Default +88200000000. */
  readonly serviceCentre?: string;
  /** Zone of the service centre's time stamps in quarters of an hour, -79..79. Default 0. */
  readonly zoneQuarters?: number;
  /** How long a module may take to acknowledge a delivery, in ms: TR1N of 24.011 clause 10. Default 20 s. */
  readonly acknowledgementTime?: number;
  /** Pauses in ms before the second, third ... attempt; the last one repeats. Default 10 s, 30 s, 1, 5, 10 min. */
  readonly retrySchedule?: readonly number[];
  /** How long a message is held that names no validity, in ms. Default 3 days. */
  readonly defaultValidity?: number;
  /** How many of the last carried messages, and messages of a phone's inbox, are kept. Default 10,000. `Infinity`: all. */
  readonly recordLimit?: number;
  /** The network every subscriber starts in. Default 001 01, the test network of 23.003. */
  readonly operator?: Operator;
}

/** The operator as +COPS shows it (27.007 7.3). */
export interface Operator {
  /** MCC and MNC, 5 or 6 digits. */
  readonly plmn: string;
  readonly name: string;
}

/** Options with their defaults filled in. */
export type Settings = Required<NetworkOptions>;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** The options with every default in place. */
export function settingsOf(options: NetworkOptions): Settings {
  return {
    airTime: { minimum: SECOND, maximum: 4 * SECOND },
    serviceCentre: '+88200000000',
    zoneQuarters: 0,
    acknowledgementTime: 20 * SECOND,
    retrySchedule: [10 * SECOND, 30 * SECOND, MINUTE, 5 * MINUTE, 10 * MINUTE],
    defaultValidity: 3 * DAY,
    recordLimit: 10_000,
    operator: { plmn: '00101', name: 'Test Network' },
    ...options,
  };
}

const SHARE_ON_KEPT_LINK = 0.5;

/** Milliseconds the next segment is on the air; 0 means at once, without a timer. */
export function segmentTime(airTime: AirTime, random: Random, linkKept: boolean): number {
  if (airTime === 'instant') return 0;
  const { minimum, maximum, linkKept: share = SHARE_ON_KEPT_LINK } = airTime;
  return (minimum + random() * (maximum - minimum)) * (linkKept ? share : 1);
}
