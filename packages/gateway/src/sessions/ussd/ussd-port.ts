/** The USSD session of one port: its state, its timer, and what is written and done as the state changes. */
import type { Port } from '../../ports/port.ts';
import type { Database } from '../../store/database.ts';
import type { UssdContext } from './create-ussd.ts';
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
  setState,
  tell,
} from './ussd-record.ts';

/** A request that was promised its port, in its three steps. */
export interface UssdRequest {
  /** Inside the transaction of the request. */
  write(database: Database, requestId: number, moment: Moment): void;
  /** It is committed: the modem is given the text. */
  handOver(): void;
  /** It could not be committed: nothing is sent. */
  giveBack(): void;
}

export interface UssdPort {
  /** True while an answer is outstanding or a session is being ended. */
  readonly busy: boolean;
  /** True while the network waits for an answer. */
  readonly asked: boolean;
  /** Takes the port for a request; only while it is not busy. */
  reserve(text: string): UssdRequest;
  apply(event: UssdEvent): void;
  /** Ends an open session at the network without writing anything; no timer runs any more. */
  release(): Promise<void>;
}

/** The place of a dialogue; its id is given when it is first written. */
type OpenPlace = { -readonly [Key in keyof Place]: Place[Key] };

/** Milliseconds in which the real answer may follow an empty end. */
const GRACE = 2000;

export function createUssdPort(context: UssdContext, port: Port): UssdPort {
  const { store, journal, clock, log, ussd } = context;
  const limits: Record<Exclude<UssdTimer, 'none'>, number> = {
    answer: ussd.answerDeadline * 1000,
    idle: ussd.idleTime * 1000,
    grace: GRACE,
  };
  let state: UssdState = { phase: 'idle' };
  let place = newPlace();
  let cancelTimer = () => {};
  /** Counts requests, so that what comes of an earlier one changes nothing. */
  let turn = 0;

  function newPlace(): OpenPlace {
    const imsi = port.snapshot().sim?.imsi ?? '';
    return { dialogueId: 0, port: port.number, imsi, requestId: null };
  }

  const wait = (timer: UssdTimer): void => {
    cancelTimer();
    cancelTimer = timer === 'none' ? () => {} : clock.after(limits[timer], () => apply({ type: 'due' }));
  };

  const release = async (): Promise<void> => {
    await port.cancelUssd();
    apply({ type: 'cancelled' });
  };

  const act = (action: UssdAction): void => {
    if (action.type === 'wait') wait(action.timer);
    if (action.type === 'release') void release();
    if (action.type === 'begun') place = newPlace();
  };

  const apply = (event: UssdEvent): void => {
    const next = transition(state, event);
    state = next.state;
    for (const action of next.actions) act(action);
    const told = next.actions.filter(isWritten);
    if (told.length === 0) return;
    const here = place;
    const moment = { at: Math.round(clock.now()), steady: store.steady.now() };
    store
      .write(database => {
        for (const action of told) write(database, action, here, moment);
      })
      .catch(error =>
        log.error({ port: port.number, error: String(error) }, 'what USSD said could not be stored'),
      );
  };

  const write = (database: Database, action: WrittenAction, here: OpenPlace, moment: Moment): void => {
    if (action.type === 'begun') {
      here.dialogueId = openDialogue(database, here, 'network', moment);
    } else if (action.type === 'said') {
      tell(database, journal, here, 'network', action.text, moment);
      if (action.end === undefined) setState(database, here.dialogueId, 'waiting');
      else closeDialogue(database, here.dialogueId, action.end, '', moment);
    } else {
      if (action.tell) tell(database, journal, here, 'gateway', action.text, moment);
      closeDialogue(database, here.dialogueId, action.end, action.text, moment);
    }
  };

  /** The network may have ended what it asked while the request was committed: then nothing is sent. */
  const handOver = async (text: string, mine: number): Promise<void> => {
    if (turn !== mine || state.phase !== 'asking' || state.ending !== undefined) return;
    const sending = await port.sendUssd(text);
    if (sending.kind !== 'taken' && turn === mine)
      apply({ type: 'failed', text: `USSD not sent: ${sending.text}` });
  };

  const reserve = (text: string): UssdRequest => {
    const before = state;
    const continues = before.phase === 'waiting';
    const earlier = place;
    if (!continues) place = newPlace();
    const here = place;
    turn += 1;
    const mine = turn;
    apply({ type: 'sent' });
    return {
      write: (database, requestId, moment) => {
        here.requestId = requestId;
        if (continues) setState(database, here.dialogueId, 'asking');
        else here.dialogueId = openDialogue(database, here, 'gateway', moment);
        addTurn(database, here, 'client', text, moment);
        keepReply(database, port.number, '');
      },
      handOver: () => void handOver(text, mine),
      giveBack: () => {
        if (turn !== mine || state.phase !== 'asking') return;
        state = before;
        place = earlier;
        wait(continues ? 'idle' : 'none');
      },
    };
  };

  return {
    get busy() {
      return state.phase === 'asking' || state.phase === 'cancelling';
    },
    get asked() {
      return state.phase === 'waiting';
    },
    reserve,
    apply,
    release: async () => {
      cancelTimer();
      if (state.phase === 'asking' || state.phase === 'waiting') await port.cancelUssd();
    },
  };
}

type WrittenAction = Extract<UssdAction, { type: 'begun' | 'said' | 'ended' }>;

function isWritten(action: UssdAction): action is WrittenAction {
  return action.type === 'begun' || action.type === 'said' || action.type === 'ended';
}
