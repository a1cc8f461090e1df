/** The balance of each SIM in the store: one row for an IMSI. */
import type { Database } from '@simgate/daemon/store';

export interface Balance {
  readonly imsi: string;
  readonly iccid: string;
  /** Where it was asked last. */
  readonly port: number;
  /** When it was asked last; milliseconds since 1970. */
  readonly askedAt: number;
  /** A plain decimal number; null before the first that was read. */
  readonly amount: string | null;
  /** As the operator writes it, or as the settings do. */
  readonly currency: string;
  /** When the amount was read; null before the first. */
  readonly readAt: number | null;
  /** The last answer of the operator; "" before the first. */
  readonly text: string;
  /** Why the last question had no result; "" where it had one. */
  readonly trouble: string;
  /** Questions without a result since the last one with one. */
  readonly failures: number;
  /** When it is asked again, in steady time. */
  readonly nextSteady: number;
}

type Row = {
  imsi: string;
  iccid: string;
  port: number;
  asked_at: number;
  amount: string | null;
  currency: string;
  read_at: number | null;
  text: string;
  trouble: string;
  failures: number;
  next_steady: number;
};

function balanceOf({ asked_at, read_at, next_steady, ...row }: Row): Balance {
  return { ...row, askedAt: asked_at, readAt: read_at, nextSteady: next_steady };
}

export function loadBalance(database: Database, imsi: string): Balance | undefined {
  const row = database.get<Row>('SELECT * FROM balances WHERE imsi = ?', imsi);
  return row && balanceOf(row);
}

/** In the order of the ports they were asked in. */
export function loadBalances(database: Database): Balance[] {
  return database.all<Row>('SELECT * FROM balances ORDER BY port, imsi').map(balanceOf);
}

export function saveBalance(database: Database, balance: Balance): void {
  database.run(
    `INSERT OR REPLACE INTO balances
     (imsi, iccid, port, asked_at, amount, currency, read_at, text, trouble, failures, next_steady)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[balance.imsi, balance.iccid, balance.port, balance.askedAt, balance.amount, balance.currency],
    ...[balance.readAt, balance.text, balance.trouble, balance.failures, balance.nextSteady],
  );
}

/** Forgets SIMs that were last asked before `before` (milliseconds since 1970). */
export function forgetBalances(database: Database, before: number): void {
  database.run('DELETE FROM balances WHERE asked_at < ?', before);
}
