/** Voice calls over one modem whose ladder is climbed: what there is, and dialling, answering, tones, hanging up. */
import { isDialString, parseCallList, splitTones } from '../at/call.ts';
import type { Channel } from '../at/channel.ts';
import type { Reply } from '../at/command.ts';
import type { Clock } from '../clock.ts';
import type { CallForm } from '../dialects/call-form.ts';
import { ask, SETTING_DEADLINE, SIM_DEADLINE } from './ask.ts';
import { RESULT_CAUSES, untoldCause } from './call-causes.ts';
import { createHolding, endingCommands, type Holding } from './call-holding.ts';
import { meaningOfCallLine } from './call-notice.ts';
import {
  advance,
  type Call,
  type CallEvent,
  type EndedCall,
  mustLookAgain,
  NO_CALLS_YET,
} from './call-progress.ts';
import { askCarrier, askReleaseCause, readEmergencyNumbers } from './call-questions.ts';
import { refused, sendingOf, TAKEN } from './call-sending.ts';
import type { CallNotice, CallSending, CallVerbs } from './calls.ts';
import { pause } from './pause.ts';

export interface CallDriverOptions {
  readonly channel: Channel;
  readonly clock: Clock;
  readonly form: CallForm;
  readonly heard: (notice: CallNotice) => void;
  /** The calls have changed. */
  readonly changed: () => void;
}

/** +CLCC is asked so often, and only while there is a call. Milliseconds. */
const POLL_INTERVAL = 1000;
/** RING comes about every 5 s; where +CLCC is missing, a caller who rings no longer has given up. */
const RING_GAP = 12_000;
/** Some modems answer ATD and ATA only when the call stands, or does not. */
const CALL_DEADLINE = 45_000;
const TONE_PAUSE = 2000;

export class CallDriver implements CallVerbs {
  readonly #options: CallDriverOptions;
  readonly #holding: Holding;
  #table = NO_CALLS_YET;
  #emergencyNumbers: readonly string[] = [];
  /** Keys of calls that we hung up. */
  readonly #hungUp = new Set<number>();
  #cancelPoll: (() => void) | undefined;
  #looking = false;
  /** The modem has no +CLCC. */
  #listless = false;
  #lastRing = Number.NEGATIVE_INFINITY;
  #closed = false;

  constructor(options: CallDriverOptions) {
    this.#options = options;
    this.#holding = createHolding({
      channel: options.channel,
      calls: () => this.calls,
      run: text => this.#run(text, CALL_DEADLINE),
      swapped: () => this.#swapped(),
    });
  }

  get calls(): readonly Call[] {
    return this.#table.calls;
  }

  get emergencyNumbers(): readonly string[] {
    return this.#emergencyNumbers;
  }

  /** Asks for the notices, then hangs up what an earlier run of ours left: nobody would ever end it. */
  async start(): Promise<void> {
    const { form } = this.#options;
    // 27.007 7.6, 6.11, 7.12: who calls, of what kind, also during a call; 7.8: ATD is answered at once.
    const settings = ['AT+CLIP=1', 'AT+CRC=1', 'AT+CCWA=1', 'AT+COLP=0', ...form.setup];
    for (const text of settings) await this.#command(text, 'idle');
    this.#emergencyNumbers = await readEmergencyNumbers(this.#options.channel);
    await this.#look();
    for (const { key, phase, reference } of this.calls) {
      if (phase !== 'incoming' && phase !== 'waiting' && reference === undefined) await this.hangUp(key);
    }
  }

  /** The modem is gone or starts anew. */
  close(): void {
    if (this.#closed) return;
    this.#apply({ type: 'lost' });
    this.#closed = true;
    this.#stopPolling();
  }

  /** Takes a line that is of calls; false for any other. */
  hears(line: string): boolean {
    const meaning = meaningOfCallLine(line, this.#options.form);
    if (meaning === undefined) return false;
    if (meaning === 'look') void this.#look();
    else if (meaning !== 'nothing') this.#hear(meaning);
    return true;
  }

  #hear(event: CallEvent): void {
    if (event.type === 'ring' || event.type === 'caller') this.#lastRing = this.#options.clock.monotonic();
    const before = this.calls.length;
    this.#apply(event);
    // Of several calls the line did not tell which one ended.
    if (event.type === 'ended' && this.calls.length === before && before > 0) void this.#look();
  }

  async dial(number: string, reference: number): Promise<CallSending> {
    if (!isDialString(number)) return refused('the number cannot be dialled');
    if (this.calls.some(({ phase }) => phase !== 'active' && phase !== 'held'))
      return refused('another call is being set up');
    this.#apply({ type: 'dialling', number, reference });
    // 27.007 6.2: the semicolon makes it a voice call, and leaves the modem in command state.
    const reply = await this.#run(`ATD${number};`, CALL_DEADLINE);
    return this.#dialled(reply, reference);
  }

  #dialled(reply: Reply, reference: number): CallSending {
    const key = this.calls.find(call => call.reference === reference)?.key;
    if (reply.kind === 'ok') return TAKEN;
    if (reply.kind === 'error' && reply.error.text in RESULT_CAUSES) {
      this.#endOf(key, RESULT_CAUSES[reply.error.text]);
      return TAKEN;
    }
    if (reply.kind === 'error') {
      this.#apply({ type: 'undialled', reference });
      return refused(`the modem refused it: ${reply.error.text}`);
    }
    // Nobody knows whether it rings over there.
    if (key !== undefined) void this.hangUp(key);
    return { kind: 'lost', text: reply.kind === 'closed' ? reply.reason : 'the modem gave no answer to it' };
  }

  async answer(key: number): Promise<CallSending> {
    const call = this.#find(key);
    if (call?.phase !== 'incoming' && call?.phase !== 'waiting') return refused('the call does not ring');
    if (call.phase === 'waiting') return this.#holding.take();
    const reply = await this.#run('ATA', CALL_DEADLINE);
    if (reply.kind === 'ok' && this.#listless) this.#apply({ type: 'progress', phase: 'active' });
    if (reply.kind === 'error' && reply.error.text in RESULT_CAUSES) this.#endOf(key, undefined);
    return this.#settled(reply);
  }

  hold(key: number): Promise<CallSending> {
    return this.#holding.hold(this.#find(key));
  }

  retrieve(key: number): Promise<CallSending> {
    return this.#holding.retrieve(this.#find(key));
  }

  async #swapped(): Promise<void> {
    this.#apply({ type: 'swapped' });
    if (this.#listless) this.#apply({ type: 'progress', phase: 'active' });
    else await this.#list(true);
  }

  async hangUp(key: number): Promise<CallSending> {
    const call = this.#find(key);
    if (call === undefined) return refused('there is no such call');
    this.#hungUp.add(key);
    const reply = await this.#release(call);
    if (reply?.kind === 'ok' && this.#listless) this.#endOf(key, undefined);
    if (reply === undefined || reply.kind === 'error') this.#hungUp.delete(key);
    return reply === undefined ? refused('the modem cannot end this call alone') : this.#settled(reply);
  }

  /** Tries one command after another until one is taken; undefined where there is none. */
  async #release(call: Call): Promise<Reply | undefined> {
    let reply: Reply | undefined;
    for (const text of endingCommands(this.calls, call)) {
      reply = await this.#run(text, SIM_DEADLINE);
      if (reply.kind !== 'error') break;
    }
    return reply;
  }

  async sendTones(key: number, tones: string): Promise<CallSending> {
    const { clock, form } = this.#options;
    for (const part of splitTones(tones)) {
      if (part === ',') await pause(clock, TONE_PAUSE);
      for (const tone of part === ',' ? '' : part) {
        if (this.#find(key)?.phase !== 'active') return refused('the call is not active');
        const reply = await this.#run(form.tone.replace('{tone}', tone), SETTING_DEADLINE);
        if (reply.kind !== 'ok') return sendingOf(reply);
      }
    }
    return TAKEN;
  }

  /** Looks at once what the command changed. */
  #settled(reply: Reply): CallSending {
    if (reply.kind === 'ok') void this.#look();
    return sendingOf(reply);
  }

  #find(key: number): Call | undefined {
    return this.calls.find(call => call.key === key);
  }

  #run(text: string, deadline: number): Promise<Reply> {
    return this.#options.channel.run({ text, deadline, priority: 'urgent' });
  }

  async #command(text: string, priority: 'idle' | 'normal'): Promise<boolean> {
    return (await ask(this.#options.channel, text, [], { priority })).ok;
  }

  /** Ends one call whatever else there is. */
  #endOf(key: number | undefined, cause: number | undefined): void {
    const call = this.calls.find(one => one.key === key);
    if (call === undefined) return;
    this.#table = { ...this.#table, calls: this.calls.filter(one => one !== call) };
    const ended = { call, ...(cause === undefined ? {} : { cause }) };
    void this.#finish(ended, this.#options.clock.now(), false);
    this.#options.changed();
  }

  #apply(event: CallEvent): void {
    if (this.#closed) return;
    const before = this.calls;
    const { table, ended } = advance(this.#table, event);
    this.#table = table;
    const at = this.#options.clock.now();
    for (const call of this.calls) this.#tell(call, before, at);
    for (const over of ended) void this.#finish(over, at, event.type === 'lost');
    this.#options.changed();
    this.#watch();
  }

  #tell(call: Call, before: readonly Call[], at: number): void {
    const known = before.find(({ key }) => key === call.key);
    if (known?.phase === call.phase && known.number === call.number) return;
    this.#options.heard({ kind: 'changed', call, at });
    if (known === undefined) void this.#sampleCell(call);
  }

  async #finish({ call, cause }: EndedCall, at: number, lost: boolean): Promise<void> {
    const ours = this.#hungUp.delete(call.key);
    const told = cause ?? (lost || ours ? undefined : await askReleaseCause(this.#options.channel));
    const fallback = untoldCause({ lost, ours, answered: call.answered });
    this.#options.heard({ kind: 'ended', call, cause: told ?? fallback, lost, at });
  }

  async #sampleCell(call: Call): Promise<void> {
    const { channel, form, heard } = this.#options;
    const bcch = await askCarrier(channel, form);
    if (bcch !== undefined) heard({ kind: 'cell', call, bcch });
  }

  #watch(): void {
    if (this.calls.length === 0) this.#stopPolling();
    if (this.#cancelPoll !== undefined || this.calls.length === 0 || this.#closed) return;
    this.#cancelPoll = this.#options.clock.after(POLL_INTERVAL, () => {
      this.#cancelPoll = undefined;
      void this.#look();
    });
  }

  #stopPolling(): void {
    this.#cancelPoll?.();
    this.#cancelPoll = undefined;
  }

  /** Asks which calls there are, twice where one that was there is missing. */
  async #look(): Promise<void> {
    if (this.#looking || this.#closed) return;
    this.#looking = true;
    await this.#list(false);
    if (mustLookAgain(this.#table)) await this.#list(true);
    this.#looking = false;
    if (this.#listless) this.#judgeRinging();
    this.#watch();
  }

  async #list(again: boolean): Promise<void> {
    const answer = await ask(this.#options.channel, 'AT+CLCC', ['+CLCC']);
    if (answer.ok) this.#apply({ type: 'listed', calls: parseCallList(answer.lines), again });
    else if (answer.error !== undefined) this.#listless = true;
  }

  #judgeRinging(): void {
    const ringing = this.calls.find(({ phase }) => phase === 'incoming');
    const quiet = this.#options.clock.monotonic() - this.#lastRing;
    if (ringing !== undefined && quiet > RING_GAP) this.#endOf(ringing.key, undefined);
  }
}
