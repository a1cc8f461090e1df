/** Limits of calls per SIM, as calls ask for them; port-management counts. */
import type { Database } from '@simgate/daemon/store';

export interface CallLimits {
  /** Why this SIM may make no call now, for people; "" when it may. */
  refusal(imsi: string): string;
  /** How long a call of this SIM may still last, in whole seconds; undefined: as long as it likes. */
  secondsLeft(imsi: string): number | undefined;
  /** An outgoing call has ended; `seconds` from its answer, 0 where there was none. Inside the transaction of its record. */
  countCall(database: Database, imsi: string, seconds: number): void;
}
