/** The calls of one modem as a pure state machine: what is said of them, and what they are then. */
import type { ListedCall, ListedState } from '../at/call.ts';

export type CallPhase = ListedState;

export interface Call {
  /** Ours; never used again while the modem is there. */
  readonly key: number;
  /** <id> of +CLCC; undefined until the modem has listed it. */
  readonly id?: number;
  readonly direction: 'outgoing' | 'incoming';
  readonly phase: CallPhase;
  /** "" where it is withheld or not told yet. */
  readonly number: string;
  /** It was active once. */
  readonly answered: boolean;
  /** What the one who dialled it calls it. */
  readonly reference?: number;
  /** Lists in a row that lacked it. */
  readonly missing: number;
}

/** `phase` absent: it ended. */
export type CallEvent =
  | { readonly type: 'dialling'; readonly number: string; readonly reference: number }
  /** The modem did not take what was dialled. */
  | { readonly type: 'undialled'; readonly reference: number }
  | { readonly type: 'ring' }
  | { readonly type: 'caller'; readonly number: string }
  | { readonly type: 'waiting'; readonly number: string }
  /** All there are (+CLCC). `again`: asked at once after a list that lacked one, not at the next turn. */
  | { readonly type: 'listed'; readonly calls: readonly ListedCall[]; readonly again?: boolean }
  /** One of them, as the maker announces it. */
  | { readonly type: 'row'; readonly call: ListedCall }
  | { readonly type: 'progress'; readonly phase: CallPhase; readonly id?: number }
  /** The modem took +CHLD=2; of a call that waited something else tells when it is connected. */
  | { readonly type: 'swapped' }
  /** `outgoing`: only one that was dialled and not answered can be meant (BUSY, NO ANSWER). */
  | { readonly type: 'ended'; readonly id?: number; readonly cause?: number; readonly outgoing?: boolean }
  /** The modem is gone, and with it every call. */
  | { readonly type: 'lost' };

export interface EndedCall {
  readonly call: Call;
  /** Of 24.008 10.5.4.11 where what was said tells it. */
  readonly cause?: number;
}

export interface CallTable {
  readonly calls: readonly Call[];
  /** The newest key that was given. */
  readonly lastKey: number;
}

export interface CallStep {
  readonly table: CallTable;
  readonly ended: readonly EndedCall[];
}

export const NO_CALLS_YET: CallTable = { calls: [], lastKey: 0 };

/** One list may lack a call that goes on: it is too young for it, or the line lost its row. */
const MISSING_WHEN_OVER = 2;

/** What follows from one event. Pure. */
export function advance(table: CallTable, event: CallEvent): CallStep {
  switch (event.type) {
    case 'dialling':
      return going(dial(table, event.number, event.reference));
    case 'undialled':
      return going(keep(table, call => call.reference !== event.reference));
    case 'ring':
      return going(rung(table, ''));
    case 'caller':
      return going(named(table, event.number));
    case 'waiting':
      return going(wait(table, event.number));
    case 'listed':
      return list(table, event);
    case 'row':
      return takeRow(table, event.call);
    case 'progress':
      return going(progress(table, event.phase, event.id));
    case 'swapped':
      return going(swap(table));
    case 'ended':
      return end(table, table.calls.filter(isMeant(table, event)), event.cause);
    case 'lost':
      return end(table, table.calls, undefined);
  }
}

type Fresh = Pick<Call, 'direction' | 'phase'> & Partial<Call>;

const INCOMING = { direction: 'incoming' } as const;
const OUTGOING = { direction: 'outgoing' } as const;

const going = (table: CallTable): CallStep => ({ table, ended: [] });

function add(table: CallTable, fresh: Fresh): CallTable {
  const key = table.lastKey + 1;
  const call: Call = { number: '', answered: fresh.phase === 'active', missing: 0, ...fresh, key };
  return { calls: [...table.calls, call], lastKey: key };
}

function change(table: CallTable, key: number, difference: Partial<Call>): CallTable {
  const calls = table.calls.map(call => (call.key === key ? changed(call, difference) : call));
  return { ...table, calls };
}

function changed(call: Call, difference: Partial<Call>): Call {
  const next = { ...call, ...difference };
  return { ...next, answered: next.answered || next.phase === 'active' };
}

function keep(table: CallTable, wanted: (call: Call) => boolean): CallTable {
  return { ...table, calls: table.calls.filter(wanted) };
}

const findRinging = ({ calls }: CallTable) => calls.find(({ phase }) => phase === 'incoming');

/** A vendor's notice may have told of it before ATD was answered. */
function dial(table: CallTable, number: string, reference: number): CallTable {
  return add(table, { ...OUTGOING, phase: 'dialing', number, reference });
}

function named(table: CallTable, number: string): CallTable {
  const next = rung(table, number);
  const ringing = findRinging(next);
  return ringing === undefined || number === '' ? next : change(next, ringing.key, { number });
}

/** A call that waited rings once the other is over (22.083); what is said of one just answered may come late. */
function rung(table: CallTable, number: string): CallTable {
  if (findRinging(table) !== undefined) return table;
  const known = table.calls.filter(call => call.direction === 'incoming' && sameNumber(call.number, number));
  const waiting = known.find(({ phase }) => phase === 'waiting');
  if (waiting !== undefined) return change(table, waiting.key, { phase: 'incoming' });
  return known.length > 0 ? table : add(table, { ...INCOMING, phase: 'incoming', number });
}

function wait(table: CallTable, number: string): CallTable {
  const known = table.calls.some(call => call.phase === 'waiting' && sameNumber(call.number, number));
  return known ? table : add(table, { ...INCOMING, phase: 'waiting', number });
}

/** Numbers of one call may come with and without `+`, or not at all. */
function sameNumber(one: string, other: string): boolean {
  return one === '' || other === '' || one.replace('+', '') === other.replace('+', '');
}

function list(table: CallTable, { calls, again = false }: CallEvent & { type: 'listed' }): CallStep {
  const there = calls.filter(({ state }) => state !== 'ended');
  let next = table;
  const seen = new Set<number>();
  for (const row of there) {
    next = upsert(next, row);
    const call = findRow(next, row);
    if (call !== undefined) seen.add(call.key);
  }
  next = { ...next, calls: next.calls.map(call => countMissing(call, seen, again)) };
  const over = next.calls.filter(({ missing }) => missing >= MISSING_WHEN_OVER);
  return end(next, over, undefined);
}

function countMissing(call: Call, seen: ReadonlySet<number>, again: boolean): Call {
  if (seen.has(call.key)) return { ...call, missing: 0 };
  // One that was never listed is not older yet than at the list before.
  return again && call.id === undefined ? call : { ...call, missing: call.missing + 1 };
}

/** A call that was listed is missing now: another list tells whether it is over. */
export function mustLookAgain({ calls }: CallTable): boolean {
  return calls.some(({ id, missing }) => id !== undefined && missing > 0);
}

function takeRow(table: CallTable, row: ListedCall): CallStep {
  if (row.state !== 'ended') return going(upsert(table, row));
  const call = findRow(table, row);
  return call === undefined ? going(table) : end(table, [call], undefined);
}

function findRow(table: CallTable, row: ListedCall): Call | undefined {
  const alike = table.calls.filter(({ direction }) => direction === row.direction);
  return alike.find(({ id }) => id === row.id) ?? alike.find(call => mayBe(call, row));
}

/** Only one call at a time is being dialled, and the network may spell its number in another way. */
function mayBe(call: Call, { direction, state, number }: ListedCall): boolean {
  if (call.id !== undefined) return false;
  return direction === 'outgoing' || call.phase === state || sameNumber(call.number, number);
}

function upsert(table: CallTable, row: ListedCall): CallTable {
  if (row.state === 'ended') return table;
  const { id, direction, number, state: phase } = row;
  const call = findRow(table, row);
  if (call === undefined) return add(table, { id, direction, phase, number });
  // What was dialled is the better spelling of it.
  const better = call.number === '' ? { number } : {};
  return change(table, call.key, { id, phase, ...better });
}

function progress(table: CallTable, phase: CallPhase, id: number | undefined): CallTable {
  const call = findById(table, id) ?? candidate(table, phase, id);
  if (call !== undefined) return change(table, call.key, { phase, ...(id === undefined ? {} : { id }) });
  // A call that something else of the modem began: its SIM toolkit, another program.
  return phase === 'dialing'
    ? add(table, { ...OUTGOING, phase, ...(id === undefined ? {} : { id }) })
    : table;
}

/** 22.030 6.5.5.1: the active call goes on hold; what is on hold comes back where nothing waits. */
function swap({ calls, lastKey }: CallTable): CallTable {
  const waits = calls.some(({ phase }) => phase === 'waiting' || phase === 'incoming');
  const next: Partial<Record<CallPhase, CallPhase>> = {
    active: 'held',
    ...(waits ? {} : { held: 'active' }),
  };
  return { calls: calls.map(call => changed(call, { phase: next[call.phase] ?? call.phase })), lastKey };
}

function findById({ calls }: CallTable, id: number | undefined): Call | undefined {
  return id === undefined ? undefined : calls.find(call => call.id === id);
}

/** The newest call that can enter this phase and may have this id. */
function candidate({ calls }: CallTable, phase: CallPhase, id: number | undefined): Call | undefined {
  const free = calls.filter(call => id === undefined || call.id === undefined);
  if (phase === 'active') return free.findLast(call => call.phase !== 'active' && call.phase !== 'held');
  return free.findLast(call => call.direction === 'outgoing' && !call.answered);
}

/** Of several calls none is guessed: the next list tells. */
function isMeant(table: CallTable, { id, outgoing }: CallEvent & { type: 'ended' }) {
  const known = findById(table, id);
  if (known !== undefined) return (call: Call) => call === known;
  const possible = table.calls.filter(
    call =>
      (id === undefined || call.id === undefined) &&
      (!outgoing || (call.direction === 'outgoing' && !call.answered)),
  );
  return (call: Call) => possible.length === 1 && possible[0] === call;
}

function end(table: CallTable, over: readonly Call[], cause: number | undefined): CallStep {
  const ended = over.map(call => ({ call, ...(cause === undefined ? {} : { cause }) }));
  return { table: keep(table, call => !over.includes(call)), ended };
}

/** `callstate` of get_port_info. */
export type CallState =
  | 'Idle'
  | 'Processing'
  | 'Ringing'
  | 'Active'
  | 'Alerting'
  | 'Call Waiting'
  | 'Call holding'
  | 'Unknown';

/** By what a person would have to act on first. */
const SHOWN: readonly (readonly [phase: CallPhase, state: CallState])[] = [
  ['waiting', 'Call Waiting'],
  ['incoming', 'Ringing'],
  ['dialing', 'Processing'],
  ['alerting', 'Alerting'],
  ['active', 'Active'],
  ['held', 'Call holding'],
];

/** The one word for all calls of a port. */
export function callStateOf(calls: readonly Pick<Call, 'phase'>[]): CallState {
  return SHOWN.find(([phase]) => calls.some(call => call.phase === phase))?.[1] ?? 'Idle';
}
