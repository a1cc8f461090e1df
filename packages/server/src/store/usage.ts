/** The use of SIMs in the windows that limit them: one row for each SIM and partition that it was in. */
import { type RowList, type Statements, together, withRows } from './statements.ts';

/** Counts of the windows that begin at these times (wall milliseconds). */
export interface Usage {
  readonly minute: WindowCount;
  readonly hour: WindowCount;
  readonly day: WindowCount;
  readonly month: WindowCount;
}

export interface WindowCount {
  readonly at: number;
  readonly count: number;
}

export interface UsageRow {
  readonly sim: string;
  readonly usage: Usage;
  /** Recipients that are new to the SIM in this month; none where nothing limits them. */
  readonly recipients: readonly string[];
}

const columns = {
  part: 'int',
  sim: 'text',
  minute_at: 'int',
  minute_count: 'int',
  hour_at: 'int',
  hour_count: 'int',
  day_at: 'int',
  day_count: 'int',
  month_at: 'int',
  month_count: 'int',
} as const;

const COLUMNS = 'minute_at, minute_count, hour_at, hour_count, day_at, day_count, month_at, month_count';

/** Writes what the owner of the partition counted. The fence of the work makes it the only one who counts. */
export function* writeUsage(part: number, rows: readonly UsageRow[]): Statements<void> {
  yield* together(
    withRows(
      `INSERT INTO sim_usage (part, sim, ${COLUMNS})
     SELECT v.part, v.sim, v.minute_at, v.minute_count, v.hour_at, v.hour_count, v.day_at, v.day_count, v.month_at, v.month_count
     FROM {rows} WHERE true
     ON CONFLICT (part, sim) DO UPDATE SET
       minute_at = excluded.minute_at, minute_count = excluded.minute_count,
       hour_at = excluded.hour_at, hour_count = excluded.hour_count,
       day_at = excluded.day_at, day_count = excluded.day_count,
       month_at = excluded.month_at, month_count = excluded.month_count RETURNING sim`,
      {
        columns,
        rows: rows.map(({ sim, usage: { minute, hour, day, month } }) => [
          part,
          sim,
          ...[minute, hour, day, month].flatMap(({ at, count }) => [at, count]),
        ]),
      },
    ),
    withRows(
      `INSERT INTO sim_recipient (part, sim, month_at, recipient) SELECT v.part, v.sim, v.month_at, v.recipient FROM {rows}
     WHERE true ON CONFLICT DO NOTHING RETURNING sim`,
      {
        columns: { part: 'int', sim: 'text', month_at: 'int', recipient: 'text' },
        rows: rows.flatMap(({ sim, usage, recipients }) =>
          recipients.map(recipient => [part, sim, usage.month.at, recipient]),
        ),
      },
    ),
  );
}

type UsageColumns = { part: number; sim: string } & Record<
  `${'minute' | 'hour' | 'day' | 'month'}_${'at' | 'count'}`,
  number
>;

function listOf(sims: readonly string[]): RowList {
  return { columns: { sim: 'text' }, rows: sims.map(sim => [sim]) };
}

/** The use of SIMs, as each partition that they were in counted it. Asked when SIMs arrive somewhere, not for each message. */
export function* readUsage(
  sims: readonly string[],
): Statements<ReadonlyMap<string, readonly { part: number; usage: Usage }[]>> {
  const rows = yield* withRows<UsageColumns>(
    `SELECT sim_usage.part, sim_usage.sim, ${COLUMNS} FROM {rows} JOIN sim_usage ON sim_usage.sim = v.sim`,
    listOf(sims),
  );
  const counted = rows.map(row => ({
    sim: row.sim,
    part: row.part,
    usage: {
      minute: { at: row.minute_at, count: row.minute_count },
      hour: { at: row.hour_at, count: row.hour_count },
      day: { at: row.day_at, count: row.day_count },
      month: { at: row.month_at, count: row.month_count },
    },
  }));
  return Map.groupBy(counted, ({ sim }) => sim);
}

/** Distinct recipients of SIMs in a month, in one partition; those that wrote to nobody are left out. */
export function* countRecipients(
  part: number,
  sims: readonly string[],
  month: number,
): Statements<ReadonlyMap<string, number>> {
  const rows = yield* withRows<{ sim: string; recipients: number }>(
    `SELECT sim_recipient.sim, count(*) AS recipients FROM {rows} JOIN sim_recipient ON sim_recipient.sim = v.sim
     WHERE sim_recipient.part = ? AND sim_recipient.month_at = ? GROUP BY sim_recipient.sim`,
    listOf(sims),
    part,
    month,
  );
  return new Map(rows.map(({ sim, recipients }) => [sim, recipients]));
}

/** Which of these a SIM has written to in a month, in one partition. */
export function* knownRecipients(
  part: number,
  sim: string,
  month: number,
  recipients: readonly string[],
): Statements<ReadonlySet<string>> {
  const rows = yield* withRows<{ recipient: string }>(
    `SELECT sim_recipient.recipient FROM {rows} JOIN sim_recipient ON sim_recipient.recipient = v.recipient
     WHERE sim_recipient.part = ? AND sim_recipient.sim = ? AND sim_recipient.month_at = ?`,
    { columns: { recipient: 'text' }, rows: recipients.map(recipient => [recipient]) },
    part,
    sim,
    month,
  );
  return new Set(rows.map(row => row.recipient));
}
