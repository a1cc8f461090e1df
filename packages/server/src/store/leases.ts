/**
 * Who works on which partition. The database is the only arbiter. A process has one lease, which its clock ends; a partition names the
 * process that has it. Each taking raises the epoch of the partition, so that a process that was frozen cannot write for a partition that
 * somebody else has by now. A process whose lease has ended comes back under another id: what the former one had is free.
 */
import { all, get, numberOf, run, type Statements, withRows } from './statements.ts';

/** A partition with the epoch of its lease. The epoch rises with each owner. */
export interface Lease {
  readonly part: number;
  readonly epoch: number;
}

/** The proof that a work may act for a partition. */
export interface Fence extends Lease {
  readonly owner: string;
}

/** The result of a renewal. */
export interface Renewal {
  /** Processes that live and do not drain. */
  readonly living: number;
  /** The partitions of this process, as the database has them. */
  readonly leases: readonly Lease[];
}

export interface Process {
  /** Never used before. */
  readonly id: string;
  /** For people: machine and process. */
  readonly name: string;
  /** The id that it had before; "" for none. What that had is free from now on. */
  readonly former: string;
}

type LeaseRow = { part: number; epoch: number };

/** Leases that ended so many lengths ago are forgotten. */
const LONG_OVER = 20;

/** Gives a process its lease. */
export function* enroll({ id, name, former }: Process, leaseMs: number): Statements<void> {
  yield* run('DELETE FROM worker WHERE id = ? OR until_at < {now} - ?', former, LONG_OVER * leaseMs);
  yield* run(
    'INSERT INTO worker (id, name, started_at, until_at, draining) VALUES (?, ?, {now}, {now} + ?, 0)',
    id,
    name,
    leaseMs,
  );
}

/** Gives a process its lease where the store is open for one process only: every other one is dead, however long its lease goes on. */
export function* enrollAlone(process: Process, leaseMs: number): Statements<void> {
  yield* run('DELETE FROM worker');
  yield* enroll(process, leaseMs);
}

/** Prolongs the lease of a process; undefined where it has ended, even where nobody took anything. */
export function* renew(id: string, draining: boolean, leaseMs: number): Statements<Renewal | undefined> {
  const renewed = yield* get(
    'UPDATE worker SET until_at = {now} + ?, draining = ? WHERE id = ? AND until_at > {now} RETURNING id',
    leaseMs,
    draining ? 1 : 0,
    id,
  );
  if (renewed === undefined) return undefined;
  const living = yield* numberOf(
    'SELECT count(*) AS number FROM worker WHERE draining = 0 AND until_at > {now}',
  );
  const leases = yield* all<LeaseRow>('SELECT part, epoch FROM partition_lease WHERE owner = ?', id);
  return { living, leases };
}

/** Takes up to `most` partitions of nobody who lives. */
export function* takeLeases(owner: string, most: number): Statements<readonly Lease[]> {
  return yield* all<LeaseRow>(
    `UPDATE partition_lease SET owner = ?, epoch = epoch + 1 WHERE part IN
       (SELECT part FROM partition_lease
        WHERE NOT EXISTS (SELECT 1 FROM worker WHERE worker.id = partition_lease.owner AND worker.until_at > {now})
        ORDER BY part LIMIT ? {skip})
     RETURNING part, epoch`,
    owner,
    most,
  );
}

/** Takes every partition from whoever has it: of a store that only one process can have open, whose last owner is dead. */
export function* takeEveryLease(owner: string): Statements<readonly Lease[]> {
  return yield* all<LeaseRow>(
    'UPDATE partition_lease SET owner = ?, epoch = epoch + 1 RETURNING part, epoch',
    owner,
  );
}

/** Gives partitions back, so that others need not wait for the end of the lease. */
export function* releaseLeases(owner: string, parts: readonly number[]): Statements<number> {
  const released = yield* withRows(
    `UPDATE partition_lease SET owner = '' FROM {rows}
     WHERE partition_lease.part = v.part AND owner = ? RETURNING partition_lease.part`,
    { columns: { part: 'int' }, rows: parts.map(part => [part]) },
    owner,
  );
  return released.length;
}

/**
 * A condition that holds as long as the lease stands, for a statement that goes to the database with `holds`, whose answer it cannot await.
 * Its values are those of `fenceValues`.
 */
export const FENCED = `EXISTS (SELECT 1 FROM partition_lease JOIN worker ON worker.id = partition_lease.owner
       WHERE partition_lease.part = ? AND partition_lease.owner = ? AND partition_lease.epoch = ? AND worker.until_at > {now})`;

export function fenceValues({ part, owner, epoch }: Fence): [part: number, owner: string, epoch: number] {
  return [part, owner, epoch];
}

/** Whether the lease stands. Until the transaction ends nobody else can take it. First statement of each work for a partition. */
export function* holds({ part, owner, epoch }: Fence): Statements<boolean> {
  const row = yield* get(
    `SELECT part FROM partition_lease WHERE part = ? AND owner = ? AND epoch = ?
       AND EXISTS (SELECT 1 FROM worker WHERE worker.id = partition_lease.owner AND worker.until_at > {now}) {share}`,
    part,
    owner,
    epoch,
  );
  return row !== undefined;
}

/** Notes that a process has ended; its partitions are free. */
export function* removeWorker(id: string): Statements<void> {
  yield* run('DELETE FROM worker WHERE id = ?', id);
}
