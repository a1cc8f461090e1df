/** Messages as rows. Numbers of states, priorities and encodings are their places in the lists of the domain. */
import { readLane } from '../domain/lane.ts';
import { encodingOfCode, encodings, type Message, type Wanted } from '../domain/message.ts';
import { codeOfState, priorities, priorityOfCode, stateOfCode } from '../domain/message-state.ts';
import { isReasonCode } from '../domain/reasons.ts';
import type { RowList } from './statements.ts';

/** Fields that are filled in on the way of a message. */
type Later = 'reason' | 'detail' | 'attempts' | 'gateway' | 'port' | 'sim' | 'userId' | 'sentAt';

/** A message that is not in the store yet. */
export interface NewMessage extends Omit<Message, 'wanted' | Later> {
  readonly lane: string;
  /** The SIM that the recipient knows; "" without. */
  readonly preferSim: string;
  /** ISO 3166-1 alpha-2 of the recipient; "" of a short code. */
  readonly country: string;
}

const columns = {
  part: 'int',
  id: 'text',
  batch: 'text',
  owner: 'text',
  pool: 'text',
  lane: 'text',
  prefer_sim: 'text',
  recipient: 'text',
  country: 'text',
  written: 'text',
  body: 'text',
  encoding: 'int',
  segments: 'int',
  priority: 'int',
  state: 'int',
  state_at: 'int',
  reason: 'text',
  detail: 'text',
  created_at: 'int',
  not_before: 'int',
  expires_at: 'int',
  attempts: 'int',
  gateway: 'text',
  port: 'int',
  sim: 'text',
  user_id: 'int',
  sent_at: 'int',
  reference: 'text',
  metadata: 'text',
  moves: 'int',
} as const;

/** The columns of a message in a SELECT. */
export const MESSAGE_COLUMNS = `part, id, batch, owner, pool, lane, prefer_sim, recipient, country, written, body, encoding, segments, priority,
  state, state_at, reason, detail, created_at, not_before, expires_at, attempts, gateway, port, sim, user_id, sent_at, reference,
  metadata, moves, moved_to`;

type Missing = 'not_before' | 'expires_at' | 'port' | 'user_id' | 'sent_at';

/** A row of the table of messages. */
export type MessageRow = {
  [Name in keyof typeof columns]: Name extends Missing
    ? number | null
    : (typeof columns)[Name] extends 'int'
      ? number
      : string;
} & { moved_to: number | null };

type Cell = string | number | null;

/** Columns that a message fills in on its way; a new one has the same in each of them, or nothing. */
const laterColumns = {
  ...{ reason: '', detail: '', attempts: 0, gateway: '', sim: '', moves: 0 },
  ...{ port: null, user_id: null, sent_at: null },
} as const;

function isLater(name: string): name is keyof typeof laterColumns {
  return name in laterColumns;
}

const firstColumns = Object.fromEntries(Object.entries(columns).filter(([name]) => !isLater(name)));
const fixedColumns = Object.fromEntries(
  Object.entries(laterColumns).filter((entry): entry is [string, '' | 0] => entry[1] !== null),
);

function firstValuesOf(message: NewMessage): Cell[] {
  return [
    message.part,
    message.id,
    message.batch,
    message.owner,
    message.pool,
    message.lane,
    message.preferSim,
    message.recipient,
    message.country,
    message.written,
    message.text,
    encodings.indexOf(message.encoding),
    message.segments,
    priorities.indexOf(message.priority),
    codeOfState(message.state),
    message.stateAt,
    message.createdAt,
    message.notBefore ?? null,
    message.expiresAt ?? null,
    message.reference,
    JSON.stringify(message.metadata),
  ];
}

/** New messages as a list of rows. */
export function rowsOfMessages(messages: readonly NewMessage[]): RowList {
  return { columns: firstColumns, rows: messages.map(firstValuesOf), fixed: fixedColumns };
}

/** A row of the store as one of another partition. */
export function rowsMovedTo(rows: readonly MessageRow[]): RowList {
  const names = Object.keys(columns) as (keyof typeof columns)[];
  return {
    columns,
    rows: rows.map(row =>
      names.map(name => {
        if (name === 'part') return row.moved_to;
        return name === 'moves' ? row.moves + 1 : row[name];
      }),
    ),
  };
}

function wantedOf(lane: string): Wanted {
  const { sim, gateway, port } = readLane(lane);
  return {
    ...(sim === '' ? {} : { sim }),
    ...(gateway === '' ? {} : { gateway }),
    ...(port === undefined ? {} : { port }),
  };
}

/** A row as a message; numbers of states and encodings become their names. */
export function messageOf(row: MessageRow): Message {
  return {
    id: row.id,
    part: row.part,
    batch: row.batch,
    owner: row.owner,
    pool: row.pool,
    wanted: wantedOf(row.lane),
    recipient: row.recipient,
    written: row.written,
    text: row.body,
    encoding: encodingOfCode(row.encoding),
    segments: row.segments,
    priority: priorityOfCode(row.priority),
    state: stateOfCode(row.state),
    stateAt: row.state_at,
    reason: isReasonCode(row.reason) ? row.reason : '',
    detail: row.detail,
    createdAt: row.created_at,
    notBefore: row.not_before ?? undefined,
    expiresAt: row.expires_at ?? undefined,
    attempts: row.attempts,
    gateway: row.gateway,
    port: row.port ?? undefined,
    sim: row.sim,
    userId: row.user_id ?? undefined,
    sentAt: row.sent_at ?? undefined,
    reference: row.reference,
    metadata: JSON.parse(row.metadata) as Record<string, string>,
  };
}
