/** The use of SIMs in the windows that limit them: one row for each SIM and partition that it was in. */
import { all, get, type Statements, withRows } from './statements.ts';

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
  yield* withRows(
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
  );
  yield* withRows(
    `INSERT INTO sim_recipient (part, sim, month_at, recipient) SELECT v.part, v.sim, v.month_at, v.recipient FROM {rows}
     WHERE true ON CONFLICT DO NOTHING RETURNING sim`,
    {
      columns: { part: 'int', sim: 'text', month_at: 'int', recipient: 'text' },
      rows: rows.flatMap(({ sim, usage, recipients }) =>
        recipients.map(recipient => [part, sim, usage.month.at, recipient]),
      ),
    },
  );
}

type UsageColumns = { part: number; sim: string } & Record<
  `${'minute' | 'hour' | 'day' | 'month'}_${'at' | 'count'}`,
  number
>;

/** The use of a SIM, as each partition that it was in counted it. Asked when a SIM arrives somewhere, not for each message. */
export function* readUsage(sim: string): Statements<readonly { part: number; usage: Usage }[]> {
  const rows = yield* all<UsageColumns>(`SELECT part, sim, ${COLUMNS} FROM sim_usage WHERE sim = ?`, sim);
  return rows.map(row => ({
    part: row.part,
    usage: {
      minute: { at: row.minute_at, count: row.minute_count },
      hour: { at: row.hour_at, count: row.hour_count },
      day: { at: row.day_at, count: row.day_count },
      month: { at: row.month_at, count: row.month_count },
    },
  }));
}

/** Distinct recipients of a SIM in a month, in one partition. */
export function* countRecipients(part: number, sim: string, month: number): Statements<number> {
  const row = yield* get<{ recipients: number }>(
    'SELECT count(*) AS recipients FROM sim_recipient WHERE part = ? AND sim = ? AND month_at = ?',
    part,
    sim,
    month,
  );
  return row?.recipients ?? 0;
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
