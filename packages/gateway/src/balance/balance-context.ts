import type { Clock, Random } from '@simgate/daemon';
import type { RetentionConfig } from '../config/schema.ts';
import type { Port } from '../ports/port.ts';
import type { UssdSessions } from '../sessions/ussd/ussd-sessions.ts';
import type { Log, Store } from '../store/store.ts';
import type { BalanceRules } from './rules.ts';

/** The parts of the gateway that asking for balances needs. */
export interface BalanceContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly rules: BalanceRules;
  readonly ports: () => readonly Port[];
  readonly ussd: Pick<UssdSessions, 'send' | 'cancel' | 'dialogues'>;
  readonly retention: RetentionConfig;
}
