/** Shared by the hand-off of every partition. */
import type { Clock, Random } from '@simgate/daemon';
import type { Log } from '@simgate/daemon/store';
import type { Fleet } from '../choice/fleet.ts';
import type { SlotSettings } from '../choice/slots.ts';
import type { GatewayDriver } from '../domain/driver.ts';
import type { IdMaker } from '../domain/ids.ts';
import type { Fence } from '../store/leases.ts';
import type { Store } from '../store/store.ts';

export interface HandoffSettings {
  readonly slots: SlotSettings;
  /** Until a partition is looked at again, in milliseconds; each look that finds nothing doubles it. */
  readonly pollMs: number;
  readonly longestPollMs: number;
  /** Between two looks at questions that are due, at validities that end and at lanes that nobody here serves, in milliseconds. */
  readonly upkeepMs: number;
  /** Until a partition without any SIM is looked at again. */
  readonly emptyPollMs: number;
  /** Until the first question after a doubt; each further one waits twice as long. */
  readonly askFirstMs: number;
  readonly askLongestMs: number;
  /** Until a gateway is asked for a message that it took and has not reported since. */
  readonly askTakenMs: number;
  /** The same where the port takes nothing more and messages wait, as long as the port has settled nothing; each further question waits twice as long. */
  readonly askFullMs: number;
  /** A doubt that nothing settled for so long goes by the rule of its pool. */
  readonly doubtMs: number;
  /** A message that was taken, and of which nothing was heard for so long, becomes unknown. */
  readonly takenMs: number;
  /** Questions before a doubt is given up. */
  readonly leastAsks: number;
}

export const usualHandoff: Omit<HandoffSettings, 'slots'> = {
  pollMs: 250,
  longestPollMs: 2000,
  upkeepMs: 1000,
  emptyPollMs: 5000,
  askFirstMs: 5000,
  askLongestMs: 60_000,
  askTakenMs: 30_000,
  askFullMs: 5000,
  doubtMs: 600_000,
  takenMs: 86_400_000,
  leastAsks: 3,
};

/** The drivers of the gateways that this process works with. */
export interface Drivers {
  /** Undefined while a gateway has none. */
  driverOf(gateway: string): GatewayDriver | undefined;
}

export interface HandoffContext {
  readonly store: Store;
  readonly fleet: Fleet;
  readonly drivers: Drivers;
  readonly ids: IdMaker;
  readonly settings: HandoffSettings;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** A partition that this process has, for as long as the signal is not aborted. */
export interface HeldLease {
  readonly fence: Fence;
  /** Aborts a margin before the lease may end. */
  readonly signal: AbortSignal;
}
