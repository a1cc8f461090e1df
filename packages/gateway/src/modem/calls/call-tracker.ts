/**
 * Follows the calls of one modem. A notice begins a call, which is reported at once; the end of a call has to show in the
 * list too (+CLCC), because several lines may report one end, and none of them names its call where there are several.
 */

import { type Clock, within } from '@simgate/daemon';
import { parseCallList } from '../../at/call.ts';
import type { Channel } from '../../at/channel.ts';
import type { CallForm } from '../../dialects/call-form.ts';
import { ask, askTwice } from '../ask.ts';
import { askReleaseCause, presumedCause } from './call-causes.ts';
import { advance, type CallEvent, type EndedCall, mustLookAgain, type ReportedEnd } from './call-progress.ts';
import { type Call, type Ending, markLeft, noCallsYet } from './call-table.ts';
import type { CallNotice } from './calls.ts';

export interface CallTrackerOptions {
  readonly channel: Channel;
  readonly clock: Clock;
  readonly form: CallForm;
  readonly onNotice: (notice: CallNotice) => void;
  /** The calls have changed. */
  readonly changed: () => void;
}

/** +CLCC is asked so often, and only while there is a call. Milliseconds. */
const POLL_INTERVAL = 1000;
/** RING comes about every 5 s; where +CLCC is missing, a caller who rings no longer has given up. */
const RING_GAP = 12_000;
/** A modem that sends an SMS cannot list its calls: after this time its report of an end counts. Milliseconds. */
const CONFIRMED_WITHIN = 5000;
/** A cause is asked within this time only: later it may belong to another call. Milliseconds. */
const CAUSE_WITHIN = 3000;
/** A call that begins so soon after an end may be a repeated line: the list shows whether it exists. Milliseconds. */
const REPEATED_WITHIN = 2000;
/** Lists that show which calls there are at the start, and how often they are asked for. */
const ADOPTION_LISTS = 2;
const ADOPTION_TRIES = 3;

export class CallTracker {
  readonly #options: CallTrackerOptions;
  #table = noCallsYet;
  /** Keys of calls that we hung up. */
  readonly #hungUp = new Set<number>();
  #cancelPoll: (() => void) | undefined;
  #looking = false;
  /** The modem has no +CLCC, as far as is known; it has one once it has answered it. */
  #listless = false;
  #hasListed = false;
  #lastRing = Number.NEGATIVE_INFINITY;
  #lastEnd = Number.NEGATIVE_INFINITY;
  #closed = false;
  /** Calls that are found now were begun before. */
  #adopting = true;

  constructor(options: CallTrackerOptions) {
    this.#options = options;
  }

  get calls(): readonly Call[] {
    return this.#table.calls;
  }

  /** The modem has no +CLCC: only its notices count. */
  get listless(): boolean {
    return this.#listless;
  }

  find(key: number): Call | undefined {
    return this.calls.find(call => call.key === key);
  }

  /**
   * Takes over the calls that exist at the start; from then on every call is new. A list that a bad line spoilt or emptied would show them
   * as new ones later, and each would be recorded twice: so two lists count.
   */
  async adopt(): Promise<void> {
    let lists = 0;
    for (let tries = 0; tries < ADOPTION_TRIES && lists < ADOPTION_LISTS && !this.#closed; tries += 1)
      if (await this.list(false)) lists += 1;
    this.#adopting = false;
  }

  /** The modem is gone or starts anew. */
  close(): void {
    if (this.#closed) return;
    this.apply({ type: 'lost' });
    this.#closed = true;
    this.#stopPolling();
  }

  /** Processes an unsolicited line of the modem. */
  takeEvent(event: CallEvent): void {
    if (event.type === 'ring' || event.type === 'caller') this.#lastRing = this.#options.clock.monotonic();
    if (event.type === 'ended') {
      const { type: _, ...what } = event;
      this.said(what);
    } else if (this.#mayBeRepeated(event)) void this.look();
    else this.apply(event);
  }

  /** A line reports that a call is over. */
  said(what: ReportedEnd): void {
    if (this.#listless) {
      this.apply({ type: 'ended', ...what });
      return;
    }
    const { clock } = this.#options;
    const cause = what.cause === undefined ? {} : { cause: what.cause };
    const ending = { at: clock.now(), since: clock.monotonic(), ...cause };
    this.apply({ type: 'ending', ...what, ending });
    for (const call of this.#suspected(ending)) clock.after(CONFIRMED_WITHIN, () => this.#believe(call));
    if (this.calls.length > 0) void this.look();
  }

  /** Notes that what ends this call is our doing; false takes it back. */
  noteHungUp(key: number, ours: boolean): void {
    if (ours) this.#hungUp.add(key);
    else this.#hungUp.delete(key);
  }

  apply(event: CallEvent): void {
    if (this.#closed) return;
    const before = this.calls;
    const { table, ended } = advance(this.#table, event);
    this.#table = this.#adopting ? markLeft(table, this.#table.lastKey) : table;
    const at = this.#options.clock.now();
    for (const call of this.calls) this.#report(call, before, at);
    if (ended.length > 0) this.#lastEnd = this.#options.clock.monotonic();
    for (const over of ended) void this.#finish(over, event.type === 'lost');
    this.#options.changed();
    this.#watch();
  }

  /** Asks which calls there are, again where one that was there is missing. */
  async look(): Promise<void> {
    if (this.#looking || this.#closed) return;
    this.#looking = true;
    await this.list(false);
    for (let again = 0; again < 2 && mustLookAgain(this.#table); again += 1) {
      // Behind an OK that the line doubled each command gets the answer of the one before, and every list is empty: a question,
      // which no OK alone answers, brings them together again.
      await ask(this.#options.channel, 'AT+CMEE?', ['+CMEE']);
      await this.list(true);
    }
    this.#looking = false;
    if (this.#listless) this.#judgeRinging();
    this.#watch();
  }

  /** Resolves to whether the modem gave a list. @param again at once after another list */
  async list(again: boolean): Promise<boolean> {
    const asks = this.calls.length > 0 ? askTwice : ask;
    const answer = await asks(this.#options.channel, 'AT+CLCC', ['+CLCC']);
    if (answer.ok) {
      this.#hasListed = true;
      this.#listless = false;
      this.apply({ type: 'listed', calls: parseCallList(answer.lines), again });
    } else if (answer.error !== undefined && !this.#hasListed) this.#doWithout();
    return answer.ok;
  }

  #doWithout(): void {
    this.#listless = true;
    for (const call of this.calls) if (call.ending !== undefined) this.#believe(call);
  }

  #mayBeRepeated(event: CallEvent): boolean {
    if (this.#listless || this.#options.clock.monotonic() - this.#lastEnd > REPEATED_WITHIN) return false;
    return advance(this.#table, event).table.calls.length > this.calls.length;
  }

  #suspected(ending: Ending): readonly Call[] {
    return this.calls.filter(call => call.ending === ending);
  }

  /** No list could be had, or the modem has none after all. */
  #believe({ key, ending }: Call): void {
    if (this.find(key)?.ending === ending) this.apply({ type: 'over', key });
  }

  #report(call: Call, before: readonly Call[], at: number): void {
    if (call.left === true) return;
    const known = before.find(({ key }) => key === call.key);
    if (known?.phase === call.phase && known.number === call.number) return;
    this.#options.onNotice({ kind: 'changed', call, at });
    if (known === undefined) void this.#sampleCell(call);
  }

  async #finish({ call, cause }: EndedCall, lost: boolean): Promise<void> {
    const { clock, channel, onNotice } = this.#options;
    const { at, since } = call.ending ?? { at: clock.now(), since: clock.monotonic() };
    const ours = this.#hungUp.delete(call.key);
    if (call.left === true) return;
    const asked = cause === undefined && !lost && !ours;
    const answered = asked ? await within(clock, CAUSE_WITHIN, askReleaseCause(channel)) : cause;
    const fallback = presumedCause({ lost, ours, answered: call.answered });
    const late = clock.monotonic() - since;
    onNotice({ kind: 'ended', call, cause: answered ?? fallback, lost, at, late });
  }

  async #sampleCell(call: Call): Promise<void> {
    const { channel, form, onNotice } = this.#options;
    const bcch = await askCarrier(channel, form);
    if (bcch !== undefined) onNotice({ kind: 'cell', call, bcch });
  }

  #watch(): void {
    if (this.calls.length === 0) this.#stopPolling();
    if (this.#cancelPoll !== undefined || this.calls.length === 0 || this.#closed) return;
    this.#cancelPoll = this.#options.clock.after(POLL_INTERVAL, () => {
      this.#cancelPoll = undefined;
      void this.look();
    });
  }

  #stopPolling(): void {
    this.#cancelPoll?.();
    this.#cancelPoll = undefined;
  }

  #judgeRinging(): void {
    const ringing = this.calls.find(({ phase }) => phase === 'incoming');
    const quiet = this.#options.clock.monotonic() - this.#lastRing;
    if (ringing !== undefined && quiet > RING_GAP) this.apply({ type: 'over', key: ringing.key });
  }
}

/** The carrier of the serving cell; undefined where the maker has no question for it, or the answer lacks it. */
async function askCarrier(channel: Channel, { cell }: CallForm): Promise<string | undefined> {
  if (cell === undefined) return undefined;
  const answer = await ask(channel, cell.command, [cell.name]);
  if (!answer.ok) return undefined;
  const found = answer.lines.flatMap(line => cell.patterns.map(pattern => pattern.exec(line)?.[1]));
  const carrier = found.find(digits => digits !== undefined);
  // Some print it with zeros in front.
  return carrier === undefined ? undefined : String(Number(carrier));
}
