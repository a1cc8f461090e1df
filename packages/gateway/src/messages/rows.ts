/** Rows of the messages' tables, and what the integers in them mean. */
import type { Encoding } from '@simgate/gsm';
import { type Priority, priorities, type SendingStatus, type UserId } from './messages.ts';
import { onlyPort } from './outgoing/port-set.ts';
import type { MessageState, SegmentState } from './outgoing/progress.ts';

/** The numbers are stored: never change one. */
export const messageStates: readonly MessageState[] = ['waiting', 'sending', 'sentOk', 'failed', 'delivered'];
const segmentStates: readonly SegmentState[] = ['handedOver', 'accepted', 'inDoubt', 'refused'];
const encodings: readonly Encoding[] = ['gsm-7bit', 'unicode', 'auto'];
const userIdTypes = ['null', 'number', 'string'] as const;

function codeOf<T>(names: readonly T[], name: T): number {
  return names.indexOf(name);
}

/** Throws where the number names nothing: the row was not written by this program. */
function nameOf<T>(names: readonly T[], code: number): T {
  const name = names[code];
  if (name === undefined) throw new RangeError(`no such state in the store: ${code}`);
  return name;
}

export function messageStateCode(state: MessageState): number {
  return codeOf(messageStates, state);
}
export function segmentStateCode(state: SegmentState): number {
  return codeOf(segmentStates, state);
}
export function priorityCode(priority: Priority): number {
  return codeOf(priorities, priority);
}
export function encodingCode(encoding: Encoding): number {
  return codeOf(encodings, encoding);
}
export function messageStateOf(code: number): MessageState {
  return nameOf(messageStates, code);
}
export function segmentStateOf(code: number): SegmentState {
  return nameOf(segmentStates, code);
}
export function encodingOf(code: number): Encoding {
  return nameOf(encodings, code);
}

/** The API's name of a state (contract 4.2). */
export const statusOf: Readonly<Record<MessageState, SendingStatus>> = {
  waiting: 'SENDING',
  sending: 'SENDING',
  sentOk: 'SENT_OK',
  failed: 'FAILED',
  delivered: 'DELIVERED',
};

/** `port` of a message that no port has begun (contract section 13). */
export const NO_PORT = 255;

/** The port of a message as the API shows it: before one has begun it, the only port it may use (contract section 13). */
export function shownPort({ port, ports }: Pick<MessageRow, 'port' | 'ports'>): number {
  return port === NO_PORT ? (onlyPort(ports) ?? NO_PORT) : port;
}

export function userIdColumns(userId: UserId): { text: string | null; type: number } {
  if (userId === null) return { text: null, type: 0 };
  return { text: String(userId), type: typeof userId === 'number' ? 1 : 2 };
}

/** The user id in the JSON type it was sent in. */
export function userIdOf(row: { user_id: string | null; user_id_type: number }): UserId {
  return nameOf(userIdTypes, row.user_id_type) === 'number' ? Number(row.user_id) : row.user_id;
}

/** A message with its text. */
export type MessageRow = {
  id: number;
  task_id: number;
  /** Of its task (tasks/course.ts). */
  course: number;
  number: string;
  text: string;
  user_id: string | null;
  user_id_type: number;
  encoding: number;
  locking_table: number;
  single_table: number;
  reference_width: number;
  /** See segmentation.ts; null in a row of an earlier version. */
  cut: string | null;
  report_requested: number;
  ports: number;
  priority: number;
  count: number;
  succ_count: number;
  next_segment: number;
  attempts: number;
  state: number;
  port: number;
  imsi: string;
  ref_id: number;
  time: number;
  accepted_steady: number;
  reason: string;
  reason_code: string;
};

export type SegmentRow = {
  sequence: number;
  state: number;
  imsi: string;
  reference: number | null;
  handed_steady: number;
  status: number | null;
};
