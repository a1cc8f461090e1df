/** The calls of one modem as a table, and how a row of +CLCC finds its call. Pure. */
import type { ListedCall, ListedState } from '../../at/call.ts';

export type CallPhase = ListedState;

export interface Call {
  /** Ours; never used again while the modem is there. */
  readonly key: number;
  /** <id> of +CLCC; undefined until the modem has listed it. */
  readonly id?: number;
  readonly direction: 'outgoing' | 'incoming';
  readonly phase: CallPhase;
  /** "" where it is withheld or not known yet. */
  readonly number: string;
  /** It was active once. */
  readonly answered: boolean;
  /** Given by the room above that dialled it. */
  readonly reference?: number;
  /** Lists in a row that lacked it. */
  readonly missing: number;
  /** The modem has neither answered ATD nor listed it: no list needs to have it, and no end without an id can be its. */
  readonly pending?: boolean;
  /** A notice ended it; lists have yet to confirm that. */
  readonly ending?: Ending | undefined;
  /** It was up before this session began: it was reported then, and is hung up now. */
  readonly left?: boolean;
}

/** The end of a call, as the first notice of it gave it. */
export interface Ending {
  /** Of 24.008 10.5.4.11, where the notice has it. */
  readonly cause?: number;
  /** Wall time. */
  readonly at: number;
  /** Monotonic time. */
  readonly since: number;
}

export interface CallTable {
  readonly calls: readonly Call[];
  /** The newest key that was given. */
  readonly lastKey: number;
}

export const noCallsYet: CallTable = { calls: [], lastKey: 0 };

export type Fresh = Pick<Call, 'direction' | 'phase'> & Partial<Call>;

export function add(table: CallTable, fresh: Fresh): CallTable {
  const key = table.lastKey + 1;
  const call: Call = { number: '', answered: isAnswered(fresh), missing: 0, ...fresh, key };
  return { calls: [...table.calls, call], lastKey: key };
}

export function change(table: CallTable, key: number, difference: Partial<Call>): CallTable {
  const calls = table.calls.map(call => (call.key === key ? changed(call, difference) : call));
  return { ...table, calls };
}

export function changed(call: Call, difference: Partial<Call>): Call {
  const next = { ...call, ...difference };
  return { ...next, answered: next.answered || isAnswered(next) };
}

/** Only what was answered can be on hold. */
function isAnswered({ phase }: Pick<Call, 'phase'>): boolean {
  return phase === 'active' || phase === 'held';
}

export function keep(table: CallTable, wanted: (call: Call) => boolean): CallTable {
  return { ...table, calls: table.calls.filter(wanted) };
}

/** Numbers of one call may come with and without `+`, or not at all. */
export function mayBeSameNumber(one: string, other: string): boolean {
  return one === '' || other === '' || one.replace('+', '') === other.replace('+', '');
}

/** @param ids of all rows of the list, as far as it is one */
export function findRow(
  table: CallTable,
  row: ListedCall,
  ids: readonly number[] = [row.id],
): Call | undefined {
  const alike = table.calls.filter(({ direction }) => direction === row.direction);
  return (
    alike.find(({ id }) => id === row.id) ??
    alike.find(call => mayBe(call, row)) ??
    alike.find(call => isRenumbered(call, row, ids))
  );
}

/** A digit that the line put in makes no new call: another id for a number whose own id is not there any more. */
function isRenumbered(call: Call, { number }: ListedCall, ids: readonly number[]): boolean {
  if (call.id === undefined || ids.includes(call.id) || call.ending !== undefined) return false;
  return number !== '' && call.number !== '' && mayBeSameNumber(call.number, number);
}

/** Only one call at a time is being dialled, and the network may spell its number in another way. */
function mayBe(call: Call, { direction, state, number }: ListedCall): boolean {
  if (call.id !== undefined) return false;
  return direction === 'outgoing' || call.phase === state || mayBeSameNumber(call.number, number);
}

/** Enters a row; the row of a call that is over changes nothing. */
export function upsert(table: CallTable, row: ListedCall, ids?: readonly number[]): CallTable {
  if (row.state === 'ended') return table;
  const { id, direction, number, state: phase } = row;
  const call = findRow(table, row, ids);
  if (call === undefined) return add(table, { id, direction, phase, number });
  // The dialled number is the better spelling.
  const better = call.number === '' ? { number } : {};
  return change(table, call.key, { id, phase, ...better });
}

export function findById({ calls }: CallTable, id: number | undefined): Call | undefined {
  return id === undefined ? undefined : calls.find(call => call.id === id);
}

/** A new call that neither rings nor was dialled by us was up before: it is marked as left behind. */
export function markLeft({ calls, lastKey }: CallTable, olderThan: number): CallTable {
  const isLeft = ({ key, phase, reference }: Call) =>
    key > olderThan && phase !== 'incoming' && phase !== 'waiting' && reference === undefined;
  return { calls: calls.map(call => (isLeft(call) ? { ...call, left: true } : call)), lastKey };
}
