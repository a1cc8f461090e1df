/** Hand-offs that a result without user_id, or a status report, may be of. */
import { sameNumber } from '@simgate/gsm';
import { type Row, type Statements, withRows } from '../store/statements.ts';
import { spellingsOf } from './sender.ts';

/** A gateway as a source of news. */
export interface Source {
  readonly id: string;
  readonly part: number;
}

/** A service centre tries for some days; a later report belongs to no message. In milliseconds. */
export const WINDOW = 7 * 86_400_000;
/** By so much news may seem older than the message: clocks differ, and are learned to within minutes. */
const SLACK = 15 * 60_000;

export type Candidate = Row & {
  id: string;
  recipient: string;
  segments: number;
  user_id: number;
  ref_id: number | null;
  port: number;
  at: number;
  /** Place in `attemptStates`. */
  state: number;
};

/** Messages handed to this gateway for these numbers within the window, newest first. */
export function* candidatesFor(
  source: Source,
  at: number,
  numbers: readonly string[],
): Statements<readonly Candidate[]> {
  const spellings = new Set(numbers.flatMap(number => spellingsOf(number, '')));
  const rows = yield* withRows<Candidate>(
    `SELECT message.id, message.recipient, message.segments, attempt.user_id, attempt.ref_id, attempt.port, attempt.at, attempt.state
     FROM {rows} JOIN message ON message.recipient = v.number AND message.part = ?
     JOIN attempt ON attempt.part = ? AND attempt.message = message.id AND attempt.gateway = ?
     WHERE attempt.at > ?`,
    { columns: { number: 'text' }, rows: [...spellings].map(number => [number]) },
    ...[source.part, source.part, source.id, at - WINDOW],
  );
  return rows.toSorted((a, b) => b.at - a.at);
}

/** Whether news of a port and number, of a time, may be of this hand-off. */
export function mayBeOf(
  news: { readonly port: number; readonly number: string; readonly at: number },
  candidate: Candidate,
): boolean {
  return (
    candidate.port === news.port &&
    candidate.at <= news.at + SLACK &&
    candidate.at > news.at - WINDOW &&
    sameNumber(candidate.recipient, news.number)
  );
}
