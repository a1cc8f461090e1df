/** Taking messages out of the queue: the first step of the hand-off rule (`outcomes.ts`). */
import { partOfText } from '../../domain/ids.ts';
import { FENCED, type Fence, fenceValues, holds } from '../leases.ts';
import { atLast, insertRows, type RowList, type Statements, together, withRows } from '../statements.ts';
import { type UsageRow, writeUsage } from '../usage.ts';
import { writeBlocks } from '../waiting.ts';

/** One message for one call. */
export interface Claim {
  readonly message: string;
  readonly recipient: string;
  readonly pool: string;
  readonly gateway: string;
  readonly port: number;
  readonly sim: string;
  readonly userId: number;
  readonly call: string;
}

/** Messages that one process takes out of the queue in one transaction, before any gateway is called. */
export interface ClaimBatch {
  readonly fence: Fence;
  readonly at: number;
  readonly claims: readonly Claim[];
  /** The next user_id of each gateway, where its reserved block is used up. */
  readonly blocks: readonly { readonly gateway: string; readonly next: number }[];
  /** The use of the SIMs, once these messages are claimed. */
  readonly usage: (claimed: ReadonlySet<string>) => readonly UsageRow[];
}

const claimColumns = {
  id: 'text',
  gateway: 'text',
  port: 'int',
  sim: 'text',
  user_id: 'int',
  call_id: 'text',
  pool: 'text',
  recipient: 'text',
  recipient_part: 'int',
} as const;

const attemptColumns: RowList['columns'] = {
  ...{
    part: 'int',
    message: 'text',
    gateway: 'text',
    port: 'int',
    sim: 'text',
    user_id: 'int',
    call_id: 'text',
  },
  ...{ epoch: 'int', state: 'int', at: 'int', state_at: 'int', detail: 'text' },
};

/** Columns of a claim that its attempt has too. */
const HANDED = 6;

/**
 * Writes attempts down. Gives the messages that were still waiting and whose recipients may be written to, which alone may be handed over; undefined where the lease is lost, and
 * then nothing is written.
 */
export function* claim({
  fence,
  at,
  claims,
  blocks,
  usage,
}: ClaimBatch): Statements<ReadonlySet<string> | undefined> {
  const { part, epoch } = fence;
  const rows = claims.map((one): (string | number)[] => [
    one.message,
    one.gateway,
    one.port,
    one.sim,
    one.userId,
    one.call,
    one.pool,
    one.recipient,
    partOfText(one.recipient),
  ]);
  const [isHeld, updated] = yield* together(
    holds(fence),
    withRows<{ id: string }>(
      `UPDATE message SET state = 2, state_at = ?, reason = '', detail = '', attempts = attempts + 1,
         gateway = v.gateway, port = v.port, sim = v.sim, user_id = v.user_id
       FROM {rows}
       WHERE message.part = ? AND message.id = v.id AND message.state = 1 AND message.moved_to IS NULL AND ${FENCED}
         AND NOT EXISTS (SELECT 1 FROM opt_out
           WHERE opt_out.part = v.recipient_part AND opt_out.pool = v.pool AND opt_out.recipient = v.recipient)
       RETURNING message.id`,
      { columns: claimColumns, rows },
      at,
      part,
      ...fenceValues(fence),
    ),
  );
  if (!isHeld) return undefined;
  const claimed = new Set(updated.map(row => row.id));
  yield* atLast(
    insertRows('attempt', {
      columns: attemptColumns,
      rows: rows
        .filter(([id = '']) => claimed.has(String(id)))
        .map(row => [part, ...row.slice(0, HANDED), epoch, 0, at, at, '']),
    }),
    writeBlocks(part, blocks),
    writeUsage(part, usage(claimed)),
  );
  return claimed;
}
