/** The calls that go on: notices of ports are written as they come, and rules for incoming calls are applied. */
import type { Clock } from '@simgate/daemon';
import type { Database } from '@simgate/daemon/store';
import type { CallsConfig, PortConfig } from '../../config/schema.ts';
import type { Call } from '../../modem/calls/call-table.ts';
import type { CallNotice } from '../../modem/calls/calls.ts';
import type { Port } from '../../ports/port.ts';
import type { WritableJournal } from '../../store/journal.ts';
import type { Log, Store } from '../../store/store.ts';
import { addCall, type CallEndReason, endCall, noteCell, noteStage } from './call-record.ts';
import type { CallDirection } from './calls.ts';
import { type HangupWish, partyOf } from './hangup.ts';
import type { CallLimits } from './limits.ts';
import { type Resumed, resumeInterrupted } from './recovery.ts';

export interface CallsContext {
  readonly store: Store;
  readonly journal: WritableJournal;
  readonly clock: Clock;
  readonly log: Log;
  readonly calls: CallsConfig;
  readonly ports: readonly Pick<PortConfig, 'port' | 'incomingCalls'>[];
  readonly limits: CallLimits;
}

/** One call that goes on. */
export interface LiveCall {
  readonly port: Port;
  readonly imsi: string;
  readonly direction: CallDirection;
  /** Known once its row is written; never where it is the rest of one that a restart cut. */
  id: number | undefined;
  /** Of the modem; undefined until its first notice of the call. */
  key: number | undefined;
  phase: Call['phase'];
  number: string;
  /** Monotonic time. */
  answered: number | undefined;
  wish: HangupWish;
  /** Why a rule of ours ends it; "" otherwise. */
  reason: CallEndReason;
  cancelTimer: () => void;
}

const noReason: CallEndReason = { code: '', text: '' };
const modemLost: CallEndReason = { code: 'modem_lost', text: 'the modem was lost' };

export class LiveCalls {
  readonly #context: CallsContext;
  readonly #live = new Set<LiveCall>();
  #whenEmpty: (() => void)[] = [];

  /** When this run began, monotonic. */
  readonly #began: number;

  constructor(context: CallsContext) {
    this.#context = context;
    this.#began = context.clock.monotonic();
  }

  byId(id: number): LiveCall | undefined {
    return [...this.#live].find(call => call.id === id);
  }

  get all(): readonly LiveCall[] {
    return [...this.#live];
  }

  /** Resolves when no call goes on. */
  empty(): Promise<void> {
    if (this.#live.size === 0) return Promise.resolve();
    return new Promise(resolve => this.#whenEmpty.push(resolve));
  }

  /** Writes an outgoing call before it is dialled. Rejects where it cannot be stored. */
  async prepare(port: Port, number: string): Promise<LiveCall & { readonly id: number }> {
    const live = this.#create(port, 'outgoing', 'dialing', number);
    try {
      const id = await this.#context.store.write(database => this.#insert(database, live));
      return Object.assign(live, { id });
    } catch (error) {
      this.#remove(live);
      throw error;
    }
  }

  /** Ends the row of a call that the modem did not take. */
  async refuse(live: LiveCall, reason: CallEndReason): Promise<void> {
    live.reason = reason;
    live.wish = 'rule';
    await this.#end(live, { at: this.#context.clock.now(), late: 0, cause: UNSPECIFIED, lost: false });
  }

  /** Hangs a call up by a rule of ours, and again until it is over: a line may have lost the command. */
  endByRule(live: LiveCall, reason: CallEndReason): void {
    if (live.key === undefined || live.wish !== undefined) return;
    live.wish = 'rule';
    live.reason = reason;
    this.#hangUp(live, live.key);
  }

  #hangUp(live: LiveCall, key: number): void {
    void live.port.calls.hangUp(key);
    live.cancelTimer();
    live.cancelTimer = this.#context.clock.after(HUNG_UP_WITHIN, () => this.#hangUp(live, key));
  }

  takeNotice(port: Port, notice: CallNotice): void {
    const { call } = notice;
    const known = this.#find(port, call);
    if (notice.kind === 'changed') this.#changed(known ?? this.#meet(port, call, notice.at), call, notice.at);
    else if (known === undefined) return;
    else if (notice.kind === 'cell')
      this.#write(known, (database, id) => noteCell(database, id, notice.bcch));
    else void this.#end(known, notice);
  }

  #find(port: Port, { key, reference }: Call): LiveCall | undefined {
    return [...this.#live].find(
      live =>
        live.port === port &&
        (live.key === key || (live.key === undefined && live.id !== undefined && live.id === reference)),
    );
  }

  #create(port: Port, direction: CallDirection, phase: Call['phase'], number: string): LiveCall {
    const imsi = port.snapshot().sim?.imsi ?? '';
    const live: LiveCall = {
      ...{ port, imsi, direction, phase, number, id: undefined, key: undefined, answered: undefined },
      ...{ wish: undefined, reason: noReason, cancelTimer: () => {} },
    };
    this.#live.add(live);
    return live;
  }

  /** A call that the network brings, or that something else of the modem has begun. */
  #meet(port: Port, { direction, phase, number, key }: Call, at: number): LiveCall {
    const live = this.#create(port, direction, phase, number);
    live.key = key;
    this.#context.store
      .write(database => {
        const known = this.#resume(database, live);
        if (known === undefined) live.id = this.#insert(database, live, at);
        else if (known.kind === 'rings') live.id = known.id;
      })
      .then(() => this.#follow(live))
      .catch(error => this.#failed(live, error));
    return live;
  }

  /** A call that a modem has soon after the start may be one of the run before. */
  #resume(database: Database, { imsi, direction, phase, number }: LiveCall): Resumed | undefined {
    const { clock } = this.#context;
    if (clock.monotonic() - this.#began > RESUME_WITHIN) return undefined;
    const ringing = phase === 'incoming' || phase === 'waiting';
    return resumeInterrupted(database, { imsi, direction, number, ringing }, clock.now() - RESUME_WITHIN);
  }

  #insert(database: Database, live: LiveCall, at = this.#context.clock.now()): number {
    const { port, imsi, direction, phase, number } = live;
    const own = port.snapshot().sim?.number ?? '';
    const [source, destination] = direction === 'outgoing' ? [own, number] : [number, own];
    return addCall(database, {
      ...{ port: port.number, imsi, direction, source, destination, stage: phase, started: at },
      steady: this.#context.store.steady.now(),
    });
  }

  /** Applies the settings to a call that rings, once it is stored. */
  #follow(live: LiveCall): void {
    if (live.phase !== 'incoming' && live.phase !== 'waiting') return;
    const rule = this.#ruleOf(live.port);
    if (rule === 'refuse')
      this.endByRule(live, { code: 'refused_by_rule', text: 'incoming calls are refused here' });
    if (rule === 'answerAndHangUp' && live.phase === 'incoming' && live.key !== undefined)
      void live.port.calls.answer(live.key);
  }

  #ruleOf({ number }: Port): CallsConfig['incoming'] {
    const { ports, calls } = this.#context;
    return ports.find(({ port }) => port === number)?.incomingCalls ?? calls.incoming;
  }

  #changed(live: LiveCall, call: Call, at: number): void {
    live.key = call.key;
    live.phase = call.phase;
    live.number = call.number;
    const first = call.answered && live.answered === undefined;
    if (first) this.#answered(live);
    const source = live.direction === 'incoming' ? { source: call.number } : {};
    const answered = first ? { answered: at } : {};
    this.#write(live, (database, id) => noteStage(database, id, call.phase, { ...source, ...answered }));
  }

  #answered(live: LiveCall): void {
    const { clock, calls, limits } = this.#context;
    live.answered = clock.monotonic();
    const ruled = live.direction === 'incoming' && this.#ruleOf(live.port) === 'answerAndHangUp';
    const left = live.direction === 'outgoing' ? limits.secondsLeft(live.imsi) : undefined;
    const seconds = ruled ? calls.answeredFor : left;
    if (seconds === undefined) return;
    const reason: CallEndReason = ruled
      ? { code: 'ended_by_rule', text: 'incoming calls are answered and hung up here' }
      : { code: 'limit_reached', text: 'the limit of call time is reached' };
    live.cancelTimer = clock.after(seconds * 1000, () => this.endByRule(live, reason));
  }

  async #end(live: LiveCall, { at, cause, lost, late }: Ending): Promise<void> {
    const { clock, store, journal, limits } = this.#context;
    this.#remove(live);
    const { imsi, direction, answered, wish } = live;
    // Wall time may have jumped meanwhile.
    const ended = clock.monotonic() - late;
    const duration = answered === undefined ? 0 : Math.max(0, Math.floor((ended - answered) / 1000));
    const hangup = partyOf(direction, wish, lost);
    const reason = lost ? modemLost : live.reason;
    await store
      .write(database => {
        if (live.id === undefined) return;
        endCall(database, journal, live.id, {
          ...{ at, duration, hangup, cause, reason, interrupted: lost },
        });
        if (direction === 'outgoing') limits.countCall(database, imsi, duration);
      })
      .catch(error => this.#failed(live, error));
  }

  #remove(live: LiveCall): void {
    live.cancelTimer();
    this.#live.delete(live);
    if (this.#live.size === 0) for (const resolve of this.#whenEmpty.splice(0)) resolve();
  }

  #write(live: LiveCall, work: (database: Database, id: number) => void): void {
    this.#context.store
      // Works are done in order, so the row is there where it could be stored.
      .write(database => live.id !== undefined && work(database, live.id))
      .catch(error => this.#failed(live, error));
  }

  #failed({ port }: LiveCall, error: unknown): void {
    this.#context.log.error({ port: port.number, error: String(error) }, 'a call could not be stored');
  }
}

/** Milliseconds from the start in which modems come up and list their calls. RING comes every 5 s. */
const RESUME_WITHIN = 60_000;

/** A call that a rule ends is hung up again after so many milliseconds. */
const HUNG_UP_WITHIN = 5000;

interface Ending {
  /** Wall time; so many milliseconds ago. */
  readonly at: number;
  readonly late: number;
  readonly cause: number;
  readonly lost: boolean;
}

/** 24.008 10.5.4.11: normal, unspecified. */
const UNSPECIFIED = 31;
