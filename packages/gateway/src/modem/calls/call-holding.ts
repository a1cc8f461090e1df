/** Several calls of one modem: which may change places, and what ends one of them (27.007 7.13, 22.030 6.5.5.1). */
import { offersHoldAction } from '../../at/call.ts';
import type { Channel } from '../../at/channel.ts';
import type { Reply } from '../../at/command.ts';
import { ask } from '../ask.ts';
import type { Call, CallPhase } from './call-table.ts';
import { type CallSending, refused, sendingOf } from './calls.ts';

type Calls = readonly Pick<Call, 'phase'>[];
type CallOfSeveral = Pick<Call, 'phase' | 'id'>;

/** <n> 2 puts what is active on hold and takes what waits, else what is on hold. */
const SWAP = 'AT+CHLD=2';

function some(calls: Calls, ...phases: CallPhase[]): boolean {
  return calls.some(({ phase }) => phases.includes(phase));
}

/** Why this call cannot be put on hold now; "" when it can. */
function obstacleToHold(calls: Calls, call: CallOfSeveral | undefined): string {
  if (call === undefined) return 'there is no such call';
  if (call.phase !== 'active') return 'the call is not active';
  // 22.083: one call may be on hold, so the one that waits has no place.
  if (some(calls, 'held') && some(calls, 'waiting', 'incoming'))
    return 'a call is on hold and another one waits: end one of them first';
  return obstacleOfSetUp(calls);
}

/** Why this call cannot come back from hold now; "" when it can. */
function obstacleToRetrieve(calls: Calls, call: CallOfSeveral | undefined): string {
  if (call === undefined) return 'there is no such call';
  if (call.phase !== 'held') return 'the call is not on hold';
  // 22.030 6.5.5.1: what waits would be taken before it.
  if (some(calls, 'waiting', 'incoming')) return 'another call waits: answer or refuse it first';
  return obstacleOfSetUp(calls);
}

function obstacleOfSetUp(calls: Calls): string {
  return some(calls, 'dialing', 'alerting') ? 'another call is being set up' : '';
}

/** Whether the modem has it (+CHLD=?); undefined where the answer leaves that open, and only trying shows it. */
async function askForSwap(channel: Channel): Promise<boolean | undefined> {
  const answer = await ask(channel, 'AT+CHLD=?', ['+CHLD'], { priority: 'urgent' });
  // A test form that is missing does not mean that the command is: somebody asked for it, so it is tried.
  return answer.ok && answer.line !== '' ? offersHoldAction(answer.line, 2) : undefined;
}

/** 27.007 7.13: <n> 1 ends what is active or being set up, but takes what waits; <n> 0 ends what is held or waits. */
const lastResort: Readonly<Record<CallPhase, string>> = {
  ...{ active: 'AT+CHLD=1', dialing: 'AT+CHLD=1', alerting: 'AT+CHLD=1' },
  ...{ held: 'AT+CHLD=0', incoming: 'AT+CHLD=0', waiting: 'AT+CHLD=0' },
};

/** Commands that end this call and no other, in the order of trying. */
export function endingCommands(calls: Calls, { phase, id }: CallOfSeveral): readonly string[] {
  // 27.007 6.5, V.250 6.3.6: the only one, or the present one.
  const present = ['AT+CHUP', 'ATH'];
  if (calls.length < 2) return [...present, lastResort[phase]];
  if (phase === 'waiting') return ['AT+CHLD=0'];
  const named = id === undefined ? [] : [`AT+CHLD=1${id}`];
  if (phase !== 'held') return [...named, ...present];
  // <n> 0 ends what is on hold, where none waits that it would refuse.
  return some(calls, 'waiting') ? named : [...named, 'AT+CHLD=0'];
}

export interface HoldingOptions {
  readonly channel: Channel;
  /** Those there are. */
  readonly calls: () => Calls;
  /** Runs a command about calls that the network takes part in. */
  readonly run: (text: string) => Promise<Reply>;
  /** The modem took it. Resolves when it was asked where the calls stand now. */
  readonly swapped: () => Promise<void>;
}

/** Lets the calls of a modem change places, one wish at a time: of two alike the second would undo the first. */
export class CallHolding {
  readonly #options: HoldingOptions;
  #offered: boolean | undefined;
  #swapping = false;

  constructor(options: HoldingOptions) {
    this.#options = options;
  }

  /** Takes a call that waits. */
  take(): Promise<CallSending> {
    return this.#alone('', () => this.#swap());
  }

  hold(call: CallOfSeveral | undefined): Promise<CallSending> {
    return this.#alone(obstacleToHold(this.#options.calls(), call), () => this.#swapIfOffered());
  }

  retrieve(call: CallOfSeveral | undefined): Promise<CallSending> {
    return this.#alone(obstacleToRetrieve(this.#options.calls(), call), () => this.#swapIfOffered());
  }

  async #swap(): Promise<CallSending> {
    const reply = await this.#options.run(SWAP);
    if (reply.kind === 'ok') await this.#options.swapped();
    return sendingOf(reply);
  }

  async #swapIfOffered(): Promise<CallSending> {
    this.#offered ??= await askForSwap(this.#options.channel);
    return this.#offered === false ? refused('the modem cannot hold calls: it has no +CHLD=2') : this.#swap();
  }

  async #alone(obstacle: string, act: () => Promise<CallSending>): Promise<CallSending> {
    if (obstacle !== '') return refused(obstacle);
    if (this.#swapping) return refused('the calls are just changing places');
    this.#swapping = true;
    try {
      return await act();
    } finally {
      this.#swapping = false;
    }
  }
}
