/**
 * Who works on which partition. The database is the only arbiter: its clock says when a lease ends, and each taking raises the epoch,
 * so that a process that was frozen cannot write for a partition that somebody else has by now.
 */
import { all, get, run, type Statements, withRows } from './statements.ts';

export interface Lease {
  readonly part: number;
  readonly epoch: number;
}

/** What a work that acts for a partition has to show. */
export interface Fence extends Lease {
  readonly owner: string;
}

type LeaseRow = { part: number; epoch: number };

/** Takes up to `most` partitions that nobody has. @param leaseMs how long each is kept without a renewal */
export function* takeLeases(owner: string, most: number, leaseMs: number): Statements<readonly Lease[]> {
  return yield* all<LeaseRow>(
    `UPDATE partition_lease SET owner = ?, epoch = epoch + 1, until_at = {now} + ?
     WHERE until_at <= {now} AND part IN
       (SELECT part FROM partition_lease WHERE until_at <= {now} ORDER BY part LIMIT ? {skip})
     RETURNING part, epoch`,
    owner,
    leaseMs,
    most,
  );
}

/** Takes every partition from whoever has it: of a store that only one process can have open, whose last owner is dead. */
export function* takeEveryLease(owner: string, leaseMs: number): Statements<readonly Lease[]> {
  return yield* all<LeaseRow>(
    `UPDATE partition_lease SET owner = ?, epoch = epoch + 1, until_at = {now} + ? RETURNING part, epoch`,
    owner,
    leaseMs,
  );
}

/** Prolongs what `owner` still has. A lease that has ended is not among them, even where nobody took it. */
export function* renewLeases(owner: string, leaseMs: number): Statements<readonly Lease[]> {
  return yield* all<LeaseRow>(
    `UPDATE partition_lease SET until_at = {now} + ? WHERE owner = ? AND until_at > {now} RETURNING part, epoch`,
    leaseMs,
    owner,
  );
}

/** Gives partitions back, so that others need not wait for the end of the lease. */
export function* releaseLeases(owner: string, parts: readonly number[]): Statements<number> {
  const released = yield* withRows(
    `UPDATE partition_lease SET owner = '', until_at = 0 FROM {rows}
     WHERE partition_lease.part = v.part AND owner = ? RETURNING partition_lease.part`,
    { columns: { part: 'int' }, rows: parts.map(part => [part]) },
    owner,
  );
  return released.length;
}

/** Whether the lease stands. Until the transaction ends nobody else can take it. First statement of each work for a partition. */
export function* holds({ part, owner, epoch }: Fence): Statements<boolean> {
  const row = yield* get(
    `SELECT part FROM partition_lease WHERE part = ? AND owner = ? AND epoch = ? AND until_at > {now} {share}`,
    part,
    owner,
    epoch,
  );
  return row !== undefined;
}

/** Says that a process lives, and forgets those that have been silent for long. Tells how many live that are not draining. */
export function* heartbeat(
  worker: { readonly id: string; readonly name: string; readonly draining: boolean },
  silentMs: number,
): Statements<number> {
  yield* run(
    `INSERT INTO worker (id, name, started_at, seen_at, draining) VALUES (?, ?, {now}, {now}, ?)
     ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at, draining = excluded.draining`,
    worker.id,
    worker.name,
    worker.draining ? 1 : 0,
  );
  yield* run('DELETE FROM worker WHERE seen_at < {now} - ?', 20 * silentMs);
  const living = yield* get<{ living: number }>(
    'SELECT count(*) AS living FROM worker WHERE draining = 0 AND seen_at > {now} - ?',
    silentMs,
  );
  return living?.living ?? 0;
}

/** Says that a process has ended. */
export function* removeWorker(id: string): Statements<void> {
  yield* run('DELETE FROM worker WHERE id = ?', id);
}
