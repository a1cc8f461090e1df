/** SIMs as people see them, with what they have sent. */
import type { Sim } from '../domain/gateway.ts';
import { type SimRow, simOf } from '../store/fleet.ts';
import { all, get, numberOf, type Row, type Statements, withRows } from '../store/statements.ts';

const SIM_COLUMNS = 'id, imsi, number, operator, gateway, port, tags, limits, cost, enabled, seen_at';

/** A page of SIMs by id. */
export function* pageOfSims(after: string, limit: number): Statements<readonly Sim[]> {
  const sql = `SELECT ${SIM_COLUMNS} FROM sim WHERE id > ? ORDER BY id LIMIT ?`;
  return (yield* all<SimRow>(sql, after, limit)).map(simOf);
}

export function* findSim(id: string): Statements<Sim | undefined> {
  const row = yield* get<SimRow>(`SELECT ${SIM_COLUMNS} FROM sim WHERE id = ?`, id);
  return row === undefined ? undefined : simOf(row);
}

/** Messages of a SIM in the windows that are open now (UTC), and its recipients of the month. */
export interface Used {
  readonly minute: number;
  readonly hour: number;
  readonly day: number;
  readonly month: number;
  readonly recipients: number;
}

export const nothingUsed: Used = { minute: 0, hour: 0, day: 0, month: 0, recipients: 0 };

interface Windows {
  readonly minute: number;
  readonly hour: number;
  readonly day: number;
  readonly month: number;
}

/** When the windows began that `now` lies in, in wall milliseconds. */
function windowsAt(now: number): Windows {
  const date = new Date(now);
  const month = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  return {
    minute: now - (now % 60_000),
    hour: now - (now % 3_600_000),
    day: now - (now % 86_400_000),
    month,
  };
}

type UsageRow = Row & {
  sim: string;
  minute: number;
  hour: number;
  day: number;
  month: number;
};

/** A SIM has a row in each partition that it was in; only windows that are open count. */
export function* usedOf(sims: readonly string[], now: number): Statements<ReadonlyMap<string, Used>> {
  const { minute, hour, day, month } = windowsAt(now);
  const list = { columns: { sim: 'text' }, rows: sims.map(sim => [sim]) } as const;
  const usage = yield* withRows<UsageRow>(
    `SELECT sim_usage.sim,
       sum(CASE WHEN minute_at = ? THEN minute_count ELSE 0 END) AS minute,
       sum(CASE WHEN hour_at = ? THEN hour_count ELSE 0 END) AS hour,
       sum(CASE WHEN day_at = ? THEN day_count ELSE 0 END) AS day,
       sum(CASE WHEN month_at = ? THEN month_count ELSE 0 END) AS month
     FROM {rows} JOIN sim_usage ON sim_usage.sim = v.sim GROUP BY sim_usage.sim`,
    list,
    ...[minute, hour, day, month],
  );
  const used = new Map<string, Used>();
  for (const row of usage)
    used.set(row.sim, {
      ...{ minute: Number(row.minute), hour: Number(row.hour), day: Number(row.day) },
      month: Number(row.month),
      recipients: yield* numberOf(
        'SELECT count(DISTINCT recipient) AS number FROM sim_recipient WHERE sim = ? AND month_at = ?',
        ...[row.sim, month],
      ),
    });
  return used;
}
