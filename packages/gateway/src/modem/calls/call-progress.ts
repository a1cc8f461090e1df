/** The calls of one modem as a pure state machine: it takes notices, answers and lists. */
import type { ListedCall } from '../../at/call.ts';
import {
  add,
  type Call,
  type CallPhase,
  type CallTable,
  change,
  changed,
  type Ending,
  findById,
  findRow,
  keep,
  mayBeSameNumber,
  upsert,
} from './call-table.ts';

/** `phase` absent: it ended. */
export type CallEvent =
  | { readonly type: 'dialling'; readonly number: string; readonly reference: number }
  /** The modem took it: from here on it is listed, or over. */
  | { readonly type: 'dialled'; readonly reference: number }
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
  /** The modem took +CHLD=2; another notice reports when a waiting call is connected. */
  | { readonly type: 'swapped' }
  /** `outgoing`: only one that was dialled and not answered can be meant (BUSY, NO ANSWER). */
  | ({ readonly type: 'ended' } & ReportedEnd)
  /** The same, to be confirmed by lists. */
  | ({ readonly type: 'ending'; readonly ending: Ending } & ReportedEnd)
  /** The modem cannot be asked: the report of the end counts. */
  | { readonly type: 'over'; readonly key: number }
  /** The modem is gone, and with it every call. */
  | { readonly type: 'lost' };

/** An end that a line reports, or a result of ATD or ATA, which belongs to one call: `key`. */
export interface ReportedEnd {
  readonly key?: number;
  readonly id?: number;
  readonly cause?: number;
  readonly outgoing?: boolean;
}

export interface EndedCall {
  readonly call: Call;
  /** Of 24.008 10.5.4.11, where the line has one. */
  readonly cause?: number;
}

export interface CallStep {
  readonly table: CallTable;
  readonly ended: readonly EndedCall[];
}

/**
 * How many lists in a row lack a call that is over. One may lack a call that goes on: it is too young for it, or the line lost its row.
 * Over lines that lose two pieces in a thousand, two of them did twice in eleven hours of a busy port: too often where nothing else confirms the end.
 */
function missingWhenOver({ ending }: Call): number {
  return ending === undefined ? 3 : 2;
}

/** The calls after one event. Pure. */
export function advance(table: CallTable, event: CallEvent): CallStep {
  switch (event.type) {
    case 'dialling':
      return going(dial(table, event.number, event.reference));
    case 'dialled':
      return going(taken(table, event.reference));
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
      return going(upsert(table, event.call));
    case 'progress':
      return going(progress(table, event.phase, event.id));
    case 'swapped':
      return going(swap(table));
    case 'ended':
      return end(table, table.calls.filter(isMeant(table, event)), event.cause);
    case 'ending':
      return going(suspect(table, table.calls.filter(isMeant(table, event)), event.ending));
    case 'over':
      return endSuspected(
        table,
        table.calls.filter(({ key }) => key === event.key),
      );
    case 'lost':
      return end(table, table.calls, undefined);
  }
}

const incoming = { direction: 'incoming' } as const;
const outgoingCall = { direction: 'outgoing' } as const;

function going(table: CallTable): CallStep {
  return { table, ended: [] };
}

function findRinging({ calls }: CallTable) {
  return calls.find(({ phase }) => phase === 'incoming');
}

/** A vendor's notice may have reported the call before the answer to ATD. */
function dial(table: CallTable, number: string, reference: number): CallTable {
  return add(table, { ...outgoingCall, phase: 'dialing', number, reference, pending: true });
}

function taken({ calls, lastKey }: CallTable, reference: number): CallTable {
  return {
    calls: calls.map(call => (call.reference === reference ? { ...call, pending: false } : call)),
    lastKey,
  };
}

function named(table: CallTable, number: string): CallTable {
  const next = rung(table, number);
  const ringing = findRinging(next);
  return ringing === undefined || number === '' ? next : change(next, ringing.key, { number });
}

/** A call that waited rings once the other is over (22.083); a notice about a call just answered may come late. */
function rung(table: CallTable, number: string): CallTable {
  if (findRinging(table) !== undefined) return table;
  const known = table.calls.filter(
    call => call.direction === 'incoming' && mayBeSameNumber(call.number, number),
  );
  const waiting = known.find(({ phase }) => phase === 'waiting');
  if (waiting !== undefined) return change(table, waiting.key, { phase: 'incoming' });
  return known.length > 0 ? table : add(table, { ...incoming, phase: 'incoming', number });
}

function wait(table: CallTable, number: string): CallTable {
  const known = table.calls.some(call => call.phase === 'waiting' && mayBeSameNumber(call.number, number));
  return known ? table : add(table, { ...incoming, phase: 'waiting', number });
}

function list(table: CallTable, { calls, again = false }: CallEvent & { type: 'listed' }): CallStep {
  const there = calls.filter(({ state }) => state !== 'ended');
  const ids = there.map(({ id }) => id);
  let next = table;
  const seen = new Set<number>();
  for (const row of there) {
    next = upsert(next, row, ids);
    const call = findRow(next, row, ids);
    if (call !== undefined) seen.add(call.key);
  }
  next = { ...next, calls: next.calls.map(call => countMissing(call, seen, again)) };
  return endSuspected(
    next,
    next.calls.filter(call => call.missing >= missingWhenOver(call)),
  );
}

function countMissing(call: Call, seen: ReadonlySet<number>, again: boolean): Call {
  if (seen.has(call.key)) return { ...call, missing: 0, pending: false, ending: undefined };
  if (call.pending === true) return call;
  // One that was never listed is not older yet than at the list before.
  const tooYoung = again && call.id === undefined && call.ending === undefined;
  return tooYoung ? call : { ...call, missing: call.missing + 1 };
}

/** A call that was listed, or was reported as over, is missing now: further lists decide. */
export function mustLookAgain({ calls }: CallTable): boolean {
  return calls.some(({ id, missing, ending }) => (id ?? ending) !== undefined && missing > 0);
}

function progress(table: CallTable, phase: CallPhase, id: number | undefined): CallTable {
  const call = findById(table, id) ?? candidate(table, phase, id);
  if (call !== undefined) return change(table, call.key, { phase, ...(id === undefined ? {} : { id }) });
  // A call that something else of the modem began: its SIM toolkit, another program.
  return phase === 'dialing'
    ? add(table, { ...outgoingCall, phase, ...(id === undefined ? {} : { id }) })
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

/** The newest call that can enter this phase and may have this id. */
function candidate({ calls }: CallTable, phase: CallPhase, id: number | undefined): Call | undefined {
  const free = calls.filter(call => id === undefined || call.id === undefined);
  if (phase === 'active') return free.findLast(call => call.phase !== 'active' && call.phase !== 'held');
  return free.findLast(call => call.direction === 'outgoing' && !call.answered);
}

/** Among several calls none is guessed: the next list decides. */
function isMeant(table: CallTable, { key, id, outgoing }: ReportedEnd) {
  if (key !== undefined) return (call: Call) => call.key === key;
  const known = findById(table, id);
  if (known !== undefined) return (call: Call) => call === known;
  const possible = table.calls.filter(
    call =>
      call.pending !== true &&
      (id === undefined || call.id === undefined) &&
      (!outgoing || (call.direction === 'outgoing' && !call.answered)),
  );
  return (call: Call) => possible.length === 1 && possible[0] === call;
}

function suspect({ calls, lastKey }: CallTable, meant: readonly Call[], ending: Ending): CallTable {
  return { calls: calls.map(call => (meant.includes(call) ? { ...call, ending } : call)), lastKey };
}

function end(table: CallTable, over: readonly Call[], cause: number | undefined): CallStep {
  const ended = over.map(call => ({ call, ...(cause === undefined ? {} : { cause }) }));
  return { table: keep(table, call => !over.includes(call)), ended };
}

/** Each with its reported cause. */
function endSuspected(table: CallTable, over: readonly Call[]): CallStep {
  return { table: keep(table, call => !over.includes(call)), ended: over.map(withCause) };
}

function withCause(call: Call): EndedCall {
  const cause = call.ending?.cause;
  return { call, ...(cause === undefined ? {} : { cause }) };
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
const shown: readonly (readonly [phase: CallPhase, state: CallState])[] = [
  ['waiting', 'Call Waiting'],
  ['incoming', 'Ringing'],
  ['dialing', 'Processing'],
  ['alerting', 'Alerting'],
  ['active', 'Active'],
  ['held', 'Call holding'],
];

/** The one word for all calls of a port. */
export function callStateOf(calls: readonly Pick<Call, 'phase'>[]): CallState {
  return shown.find(([phase]) => calls.some(call => call.phase === phase))?.[1] ?? 'Idle';
}
