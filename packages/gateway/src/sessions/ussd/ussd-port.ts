/** The USSD session of one port: its state, its timer, and what is written and done as the state changes. */
import type { Clock } from '@simgate/daemon';
import type { Database } from '@simgate/daemon/store';
import type { RetentionConfig, UssdConfig } from '../../config/schema.ts';
import type { Port } from '../../ports/port.ts';
import type { WritableJournal } from '../../store/journal.ts';
import type { Log, Store } from '../../store/store.ts';
import {
  transition,
  type UssdAction,
  type UssdEvent,
  type UssdState,
  type UssdTimer,
} from './ussd-dialogue.ts';
import {
  addTurn,
  closeDialogue,
  keepReply,
  type Moment,
  openDialogue,
  type Place,
  recordText,
  setState,
} from './ussd-record.ts';
import type { UssdOrigin } from './ussd-rows.ts';
import type { UssdAsker } from './ussd-sessions.ts';

export interface UssdContext {
  readonly store: Store;
  readonly journal: WritableJournal;
  /** Asked whenever needed, because ports are made after this. */
  readonly ports: () => readonly Port[];
  readonly ussd: UssdConfig;
  readonly retention: RetentionConfig;
  readonly clock: Clock;
  readonly log: Log;
}

/** A request that was promised its port, in its three steps. */
export interface UssdRequest {
  /** Inside the transaction of the request. */
  write(database: Database, requestId: number, moment: Moment): void;
  /** It is committed: the modem is given the text. */
  handOver(): void;
  /** It could not be committed: nothing is sent. */
  giveBack(): void;
}

/** The place of a dialogue; its id is given when it is first written. */
type OpenPlace = { -readonly [Key in keyof Place]: Place[Key] };

/** Milliseconds in which the real answer may follow an end by the network. */
const GRACE = 2000;
/** Milliseconds in which the next piece of an answer may follow. */
const HOLD = 1000;
/** Milliseconds behind an answer in which a text of the network belongs to the same request. */
const LATE = 10_000;

/** Closes over one port's session: its state, its timer and where its words are kept. */
export class UssdPort {
  readonly #context: UssdContext;
  readonly #port: Port;
  readonly #limits: Readonly<Record<Exclude<UssdTimer, 'none'>, number>>;
  #state: UssdState = { phase: 'idle' };
  #place: OpenPlace;
  #cancelTimer = () => {};
  /** Counts requests, so that what comes of an earlier one changes nothing. */
  #turn = 0;

  constructor(context: UssdContext, port: Port) {
    const { answerDeadline, idleTime } = context.ussd;
    this.#context = context;
    this.#port = port;
    this.#limits = {
      answer: answerDeadline * 1000,
      idle: idleTime * 1000,
      grace: GRACE,
      hold: HOLD,
      late: LATE,
    };
    this.#place = this.#newPlace('network');
  }

  /** True while an answer is outstanding or not complete, or a session is being ended. */
  get busy(): boolean {
    return this.#state.phase !== 'idle' && this.#state.phase !== 'waiting';
  }

  /** True while the network waits for an answer. */
  get asked(): boolean {
    return this.#state.phase === 'waiting';
  }

  /** True while the network waits for an answer that this asker may give: nobody answers in the dialogue of another. */
  isAskedOf(asker: UssdAsker): boolean {
    return this.asked && (this.#place.origin === 'balance') === (asker === 'balance');
  }

  /** Takes the port for a request; only while it is not busy, and no dialogue of another asker is open. */
  reserve(text: string, asker: UssdAsker): UssdRequest {
    const before = { state: this.#state, place: this.#place };
    const continues = this.#state.phase === 'waiting';
    if (!continues) this.#place = this.#newPlace(asker === 'balance' ? 'balance' : 'gateway');
    const here = this.#place;
    this.#turn += 1;
    const turn = this.#turn;
    this.apply({ type: 'sent' });
    return {
      write: (database, requestId, moment) => {
        here.requestId = requestId;
        if (continues) setState(database, here.dialogueId, 'asking');
        else here.dialogueId = openDialogue(database, here, moment);
        addTurn(database, here, 'client', text, moment);
        if (asker === 'client') keepReply(database, here.port, '');
      },
      handOver: () => void this.#handOver(text, turn),
      giveBack: () => {
        if (!this.#isAsking(turn)) return;
        this.#state = continues ? before.state : { phase: 'idle' };
        this.#place = before.place;
        this.#wait(continues ? 'idle' : 'none');
      },
    };
  }

  apply(event: UssdEvent): void {
    const { state, actions } = transition(this.#state, event);
    this.#state = state;
    for (const action of actions) this.#act(action);
    const written = actions.filter(isWritten);
    if (written.length === 0) return;
    const { store, clock, log } = this.#context;
    const here = this.#place;
    const moment = { at: Math.round(clock.now()), steady: store.steady.now() };
    store
      .write(database => {
        for (const action of written) this.#write(database, action, here, moment);
      })
      .catch(error =>
        log.error({ port: here.port, error: String(error) }, 'an answer to USSD could not be stored'),
      );
  }

  /** Stores the turns, then ends an open session at the network without an event; no timer runs any more. */
  async release(): Promise<void> {
    if (this.#state.phase === 'receiving') this.apply({ type: 'due' });
    this.#cancelTimer();
    if (this.#state.phase === 'asking' || this.#state.phase === 'waiting') await this.#port.cancelUssd();
  }

  #newPlace(origin: UssdOrigin): OpenPlace {
    const imsi = this.#port.snapshot().sim?.imsi ?? '';
    return { dialogueId: 0, port: this.#port.number, imsi, origin, requestId: null };
  }

  #isAsking(turn: number): boolean {
    return this.#turn === turn && this.#state.phase === 'asking';
  }

  #wait(timer: UssdTimer): void {
    this.#cancelTimer();
    this.#cancelTimer =
      timer === 'none'
        ? () => {}
        : this.#context.clock.after(this.#limits[timer], () => this.apply({ type: 'due' }));
  }

  async #endAtNetwork(): Promise<void> {
    await this.#port.cancelUssd();
    this.apply({ type: 'cancelled' });
  }

  #act(action: UssdAction): void {
    if (action.type === 'wait') this.#wait(action.timer);
    if (action.type === 'release') void this.#endAtNetwork();
    if (action.type === 'begun') this.#place = this.#newPlace('network');
  }

  #write(database: Database, action: WrittenAction, here: OpenPlace, moment: Moment): void {
    const { journal } = this.#context;
    if (action.type === 'begun') {
      here.dialogueId = openDialogue(database, here, moment);
    } else if (action.type === 'said') {
      recordText({ database, journal, place: here, moment }, 'network', action.text);
      if (action.reply !== undefined && here.origin !== 'balance')
        keepReply(database, here.port, action.reply);
      if (action.end === undefined) setState(database, here.dialogueId, 'waiting');
      else closeDialogue(database, here.dialogueId, { end: action.end, code: '', text: '' }, moment);
    } else {
      if (action.announced)
        recordText({ database, journal, place: here, moment }, 'gateway', action.ending.text);
      closeDialogue(database, here.dialogueId, action.ending, moment);
    }
  }

  /** The network may have ended what it asked while the request was committed: then nothing is sent. */
  async #handOver(text: string, turn: number): Promise<void> {
    if (!this.#isAsking(turn)) return;
    if (this.#state.phase === 'asking' && this.#state.ending !== undefined) return;
    const sending = await this.#port.sendUssd(text);
    if (sending.kind !== 'taken' && this.#turn === turn)
      this.apply({ type: 'failed', text: `USSD not sent: ${sending.text}` });
  }
}

type WrittenAction = Extract<UssdAction, { type: 'begun' | 'said' | 'ended' }>;

function isWritten(action: UssdAction): action is WrittenAction {
  return action.type === 'begun' || action.type === 'said' || action.type === 'ended';
}
