/** The balances of SIMs as the rest of the gateway sees them. */
import type { Balance } from './balance-rows.ts';

export interface BalanceView extends Balance {
  /** The port that the SIM is in now; undefined where it is in none. */
  readonly presentPort: number | undefined;
  /** Below this it is low; undefined where no rule or no threshold holds for it. */
  readonly threshold: number | undefined;
  readonly isLow: boolean;
  /** Seconds until it is asked again; undefined where it is in no port, or no rule holds for it. */
  readonly nextIn: number | undefined;
  /** An answer is outstanding. */
  readonly isAsked: boolean;
}

/** The outcome of a wish to ask a SIM now. */
export type AskOutcome =
  | { readonly ok: true; readonly imsi: string }
  /** 404: no such port; 409: no rule holds for its SIM; 503: not now. */
  | { readonly ok: false; readonly code: 404 | 409 | 500 | 503; readonly error: string };

export interface Balances {
  list(): readonly BalanceView[];
  /** Asks the SIM of a port; resolves when the question is handed over. */
  ask(port: number): Promise<AskOutcome>;
}
