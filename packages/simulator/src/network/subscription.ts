/** A subscriber of the virtual network: where it is registered, what it hears, and what waits for it. */

import type { Clock, RegistrationStatus, Subscriber, Terminal } from '../radio.ts';
import type { Operator, Settings } from './options.ts';
import { createMobileQueue, type MobileQueue } from './sms/mobile-queue.ts';

/** The cell a module camps on. */
export interface Cell {
  readonly locationAreaCode: number;
  readonly cellIdentity: number;
  /** 27.007 7.2: 0 GSM, 2 UTRAN, 7 E-UTRAN. */
  readonly accessTechnology: number;
}

/** One SIM as the network knows it: registered or not, and on which module. */
export interface Subscription {
  readonly imsi: string;
  number: string;
  registration: RegistrationStatus;
  /** 0..31, or 99 for unknown (27.007 8.5). */
  rssi: number;
  operator: Operator;
  cell: Cell;
  terminal: Terminal | undefined;
  /** Distinguishes the present attachment from earlier ones. */
  attachment: symbol | undefined;
  readonly queue: MobileQueue;
}

/** The signal where nothing else is set. */
export const FAIR_SIGNAL = 20;

/** Where every module camps at first. */
export const firstCell: Cell = { locationAreaCode: 1, cellIdentity: 1, accessTechnology: 0 };

/** A subscriber at home with a fair signal and no module yet. */
export function createSubscription(
  { imsi, number }: Subscriber,
  settings: Settings,
  clock: Clock,
  attempted: () => void,
): Subscription {
  const isReachable = () => isRegistered(subscription);
  const subscription: Subscription = {
    imsi,
    number,
    registration: 1,
    rssi: FAIR_SIGNAL,
    operator: settings.operator,
    cell: firstCell,
    terminal: undefined,
    attachment: undefined,
    queue: createMobileQueue({ clock, settings, isReachable, attempted }),
  };
  return subscription;
}

/** At home or roaming (27.007 7.2): only then do messages pass. */
export function isRegistered({ registration }: Pick<Subscription, 'registration'>): boolean {
  return registration === 1 || registration === 5;
}
