/** Storing what callers ask for: many requests in one transaction, each of which stands or is a repeat of an earlier one. */
import { partOfText } from '../domain/ids.ts';
import { type NewMessage, rowsOfMessages } from './message-rows.ts';
import { atLast, get, insertRows, type Statements, together, withRows } from './statements.ts';

/** A request whose recipients were looked at already. */
export interface StoredRequest {
  readonly batch: { readonly id: string; readonly part: number; readonly owner: string; readonly at: number };
  readonly messages: readonly NewMessage[];
  readonly repeatable?: Repeatable;
}

/** The key by which a request may be repeated. */
export interface Repeatable {
  readonly owner: string;
  /** Idempotency-Key. */
  readonly key: string;
  /** SHA-256 of the request in hex. */
  readonly request: string;
  /** The answer that a repeat gets too, as JSON. */
  readonly reply: string;
}

/**
 * - `stored`: its messages are in the store
 * - `repeated`: the same request was stored before, and got this answer
 * - `otherRequest`: its key was used with another request
 */
export type Acceptance =
  | { readonly kind: 'stored' }
  | { readonly kind: 'repeated'; readonly reply: string }
  | { readonly kind: 'otherRequest' };

/** The partition of a key: where a repeat looks for it. */
function partOfKey({ owner, key }: Repeatable): number {
  return partOfText(`${owner} ${key}`);
}

/** Keys that this transaction has made. A second one that is under way in another process waits here for the end of the first. */
function* claimKeys(requests: readonly StoredRequest[]): Statements<ReadonlySet<string>> {
  const rows = requests.flatMap(({ repeatable, batch }) =>
    repeatable === undefined
      ? []
      : [
          [
            partOfKey(repeatable),
            repeatable.owner,
            repeatable.key,
            repeatable.request,
            repeatable.reply,
            batch.at,
          ],
        ],
  );
  const claimed = yield* withRows<{ reply: string }>(
    `INSERT INTO idempotency (part, owner, key, request, reply, at)
     SELECT v.part, v.owner, v.key, v.request, v.reply, v.at FROM {rows} WHERE true
     ON CONFLICT (part, owner, key) DO NOTHING RETURNING reply`,
    {
      columns: { part: 'int', owner: 'text', key: 'text', request: 'text', reply: 'text', at: 'int' },
      rows,
    },
  );
  return new Set(claimed.map(row => row.reply));
}

function* earlier(repeatable: Repeatable): Statements<Acceptance> {
  const found = yield* get<{ request: string; reply: string }>(
    'SELECT request, reply FROM idempotency WHERE part = ? AND owner = ? AND key = ?',
    partOfKey(repeatable),
    repeatable.owner,
    repeatable.key,
  );
  if (found?.request !== repeatable.request) return { kind: 'otherRequest' };
  return { kind: 'repeated', reply: found.reply };
}

/** Each answer names its batch, so that an answer shows whose key it is. */
function isNew({ repeatable }: StoredRequest, claimed: ReadonlySet<string>): boolean {
  return repeatable === undefined || claimed.has(repeatable.reply);
}

function* insertBatches(requests: readonly StoredRequest[]): Statements<void> {
  yield* insertRows('batch', {
    columns: { part: 'int', id: 'text', owner: 'text', created_at: 'int', total: 'int' },
    rows: requests.map(({ batch, messages }) => [
      batch.part,
      batch.id,
      batch.owner,
      batch.at,
      messages.length,
    ]),
  });
}

/** Stores requests, as the end of a work; returns what became of each, in their order. */
export function* storeRequests(requests: readonly StoredRequest[]): Statements<readonly Acceptance[]> {
  const claimed = yield* claimKeys(requests);
  const fresh = requests.filter(request => isNew(request, claimed));
  const rows = [
    insertBatches(fresh),
    insertRows('message', rowsOfMessages(fresh.flatMap(({ messages }) => messages))),
  ];
  if (fresh.length === requests.length) {
    yield* atLast(...rows);
    return requests.map(() => ({ kind: 'stored' }));
  }
  yield* together(...rows);
  const outcomes: Acceptance[] = [];
  for (const request of requests) {
    const { repeatable } = request;
    if (repeatable === undefined || isNew(request, claimed)) outcomes.push({ kind: 'stored' });
    else outcomes.push(yield* earlier(repeatable));
  }
  return outcomes;
}

/** A recipient of a pool. */
export interface PoolRecipient {
  readonly pool: string;
  readonly recipient: string;
}

function rowsOfRecipients(recipients: readonly PoolRecipient[]) {
  return {
    columns: { part: 'int', pool: 'text', recipient: 'text' },
    rows: recipients.map(({ pool, recipient }) => [partOfText(recipient), pool, recipient]),
  } as const;
}

/** Those that do not want to be written to. */
export function* findOptOuts(recipients: readonly PoolRecipient[]): Statements<readonly PoolRecipient[]> {
  return yield* withRows<{ pool: string; recipient: string }>(
    `SELECT opt_out.pool, opt_out.recipient FROM {rows}
     JOIN opt_out ON opt_out.part = v.part AND opt_out.pool = v.pool AND opt_out.recipient = v.recipient`,
    rowsOfRecipients(recipients),
  );
}

/** The SIMs that recipients know. */
export function* findSticky(
  recipients: readonly PoolRecipient[],
): Statements<readonly (PoolRecipient & { readonly sim: string })[]> {
  return yield* withRows<{ pool: string; recipient: string; sim: string }>(
    `SELECT sticky.pool, sticky.recipient, sticky.sim FROM {rows}
     JOIN sticky ON sticky.part = v.part AND sticky.pool = v.pool AND sticky.recipient = v.recipient`,
    rowsOfRecipients(recipients),
  );
}

/** Remembers which SIM a recipient was written to from. */
export function* keepSticky(
  known: readonly (PoolRecipient & { readonly sim: string; readonly at: number })[],
): Statements<void> {
  const last = new Map(known.map(one => [`${one.pool} ${one.recipient}`, one]));
  yield* withRows(
    `INSERT INTO sticky (part, pool, recipient, sim, at)
     SELECT v.part, v.pool, v.recipient, v.sim, v.at FROM {rows} WHERE true
     ON CONFLICT (part, pool, recipient) DO UPDATE SET sim = excluded.sim, at = excluded.at RETURNING at`,
    {
      columns: { part: 'int', pool: 'text', recipient: 'text', sim: 'text', at: 'int' },
      rows: [...last.values()]
        .toSorted((a, b) => (a.recipient < b.recipient ? -1 : 1))
        .map(({ pool, recipient, sim, at }) => [partOfText(recipient), pool, recipient, sim, at]),
    },
  );
}
