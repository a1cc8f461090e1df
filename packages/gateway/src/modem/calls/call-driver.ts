/** Voice calls over one modem whose ladder is climbed: what there is, and dialling, answering, tones, hanging up. */

import { pause } from '@simgate/daemon';
import { isDialString, splitTones } from '../../at/call.ts';
import type { Reply } from '../../at/command.ts';
import { ask, SETTING_DEADLINE, SIM_DEADLINE } from '../ask.ts';
import { resultCauses } from './call-causes.ts';
import { CallEnding } from './call-ending.ts';
import { CallHolding } from './call-holding.ts';
import { meaningOfCallLine } from './call-notice.ts';
import type { Call } from './call-table.ts';
import { CallTracker, type CallTrackerOptions } from './call-tracker.ts';
import { type CallSending, type CallVerbs, refused, sendingOf, taken } from './calls.ts';
import { readEmergencyNumbers } from './emergency-numbers.ts';

export type CallDriverOptions = CallTrackerOptions;

/** Some modems answer ATD and ATA only when the call stands, or does not. Milliseconds. */
const CALL_DEADLINE = 45_000;
const TONE_PAUSE = 2000;
const LEFT_TRIES = 3;
/** When settings that were refused are set again, in milliseconds, each from the time before. */
const againAfter = [20_000, 60_000];

export class CallDriver implements CallVerbs {
  readonly #options: CallDriverOptions;
  readonly #tracker: CallTracker;
  readonly #holding: CallHolding;
  readonly #ending: CallEnding;
  #emergencyNumbers: readonly string[] = [];
  #cancel = () => {};
  #isClosed = false;

  constructor(options: CallDriverOptions) {
    this.#options = options;
    this.#tracker = new CallTracker(options);
    this.#holding = new CallHolding({
      channel: options.channel,
      calls: () => this.calls,
      run: text => this.#run(text, CALL_DEADLINE),
      swapped: () => this.#swapped(),
    });
    this.#ending = new CallEnding({
      clock: options.clock,
      calls: () => this.calls,
      run: text => this.#run(text, SIM_DEADLINE),
      listless: () => this.#tracker.listless,
    });
  }

  get calls(): readonly Call[] {
    return this.#tracker.calls;
  }

  get emergencyNumbers(): readonly string[] {
    return this.#emergencyNumbers;
  }

  /** Asks for the notices, then hangs up what an earlier run of ours left: nobody would ever end it. */
  async start(): Promise<void> {
    const { form } = this.#options;
    // 27.007 7.6, 6.11, 7.12: who calls, of what kind, also during a call; 7.8: ATD is answered at once.
    const settings = ['AT+CLIP=1', 'AT+CRC=1', 'AT+CCWA=1', 'AT+COLP=0', ...form.setup];
    await this.#settle(settings, againAfter.values());
    this.#emergencyNumbers = await readEmergencyNumbers(this.#options.channel);
    await this.#tracker.adopt();
    for (const { key, left } of this.calls) if (left === true) await this.#endLeft(key);
  }

  /** Those that it refuses are set again later: a modem that starts refuses what it takes then. */
  async #settle(settings: readonly string[], delays: Iterator<number>): Promise<void> {
    const refused: string[] = [];
    for (const text of settings) if (!(await this.#command(text, 'idle'))) refused.push(text);
    const delay = delays.next().value;
    if (refused.length > 0 && delay !== undefined && !this.#isClosed)
      this.#cancel = this.#options.clock.after(delay, () => void this.#settle(refused, delays));
  }

  /** Nobody else knows of it: a command that a bad line spoilt is sent again. */
  async #endLeft(key: number): Promise<void> {
    for (let tries = 0; tries < LEFT_TRIES && this.#tracker.find(key) !== undefined; tries += 1)
      if ((await this.hangUp(key)).kind === 'taken') return;
  }

  /** The modem is gone or starts anew. */
  close(): void {
    this.#isClosed = true;
    this.#cancel();
    this.#ending.close();
    this.#tracker.close();
  }

  /** Takes a line that is of calls; false for any other. */
  takeNotice(line: string): boolean {
    const meaning = meaningOfCallLine(line, this.#options.form);
    if (meaning === undefined) return false;
    if (meaning === 'look') void this.#tracker.look();
    else if (meaning !== 'nothing') this.#tracker.takeEvent(meaning);
    return true;
  }

  async dial(number: string, reference: number): Promise<CallSending> {
    if (!isDialString(number)) return refused('the number cannot be dialled');
    if (this.calls.some(({ phase }) => phase !== 'active' && phase !== 'held'))
      return refused('another call is being set up');
    this.#tracker.apply({ type: 'dialling', number, reference });
    // 27.007 6.2: the semicolon makes it a voice call, and leaves the modem in command state.
    const reply = await this.#run(`ATD${number};`, CALL_DEADLINE);
    return this.#dialled(reply, reference);
  }

  #dialled(reply: Reply, reference: number): CallSending {
    const key = this.calls.find(call => call.reference === reference)?.key;
    if (reply.kind === 'error' && !(reply.error.text in resultCauses)) {
      this.#tracker.apply({ type: 'undialled', reference });
      return refused(`the modem refused it: ${reply.error.text}`);
    }
    this.#tracker.apply({ type: 'dialled', reference });
    if (reply.kind === 'ok') return taken;
    if (reply.kind === 'error') {
      this.#over(key, resultCauses[reply.error.text]);
      return taken;
    }
    // Nobody knows whether it rings over there.
    if (key !== undefined) void this.hangUp(key);
    return { kind: 'lost', text: reply.kind === 'closed' ? reply.reason : 'the modem gave no answer to it' };
  }

  async answer(key: number): Promise<CallSending> {
    const call = this.#tracker.find(key);
    if (call?.phase !== 'incoming' && call?.phase !== 'waiting') return refused('the call does not ring');
    if (call.phase === 'waiting') return this.#holding.take();
    const reply = await this.#run('ATA', CALL_DEADLINE);
    if (reply.kind === 'ok' && this.#tracker.listless)
      this.#tracker.apply({ type: 'progress', phase: 'active' });
    if (reply.kind === 'error' && reply.error.text in resultCauses) this.#over(key, undefined);
    return this.#settled(reply);
  }

  hold(key: number): Promise<CallSending> {
    return this.#holding.hold(this.#tracker.find(key));
  }

  retrieve(key: number): Promise<CallSending> {
    return this.#holding.retrieve(this.#tracker.find(key));
  }

  async #swapped(): Promise<void> {
    const tracker = this.#tracker;
    tracker.apply({ type: 'swapped' });
    if (tracker.listless) tracker.apply({ type: 'progress', phase: 'active' });
    else await tracker.list(true);
  }

  async hangUp(key: number): Promise<CallSending> {
    const call = this.#tracker.find(key);
    if (call === undefined) return refused('there is no such call');
    const tracker = this.#tracker;
    tracker.noteHungUp(key, true);
    const reply = await this.#ending.end(call);
    if (reply?.kind === 'ok' && tracker.listless) tracker.said({ key });
    if (reply === undefined || reply.kind === 'error') tracker.noteHungUp(key, false);
    return reply === undefined ? refused('the modem cannot end this call alone') : this.#settled(reply);
  }

  async sendTones(key: number, tones: string): Promise<CallSending> {
    const { clock, form } = this.#options;
    for (const part of splitTones(tones)) {
      if (part === ',') await pause(clock, TONE_PAUSE);
      for (const tone of part === ',' ? '' : part) {
        if (this.#tracker.find(key)?.phase !== 'active') return refused('the call is not active');
        const reply = await this.#run(form.tone.replace('{tone}', tone), SETTING_DEADLINE);
        if (reply.kind !== 'ok') return sendingOf(reply);
      }
    }
    return taken;
  }

  /** Looks at once what the command changed. */
  #settled(reply: Reply): CallSending {
    if (reply.kind === 'ok') void this.#tracker.look();
    return sendingOf(reply);
  }

  #over(key: number | undefined, cause: number | undefined): void {
    if (key !== undefined) this.#tracker.said({ key, ...(cause !== undefined && { cause }) });
  }

  #run(text: string, deadline: number): Promise<Reply> {
    return this.#options.channel.run({ text, deadline, priority: 'urgent' });
  }

  async #command(text: string, priority: 'idle' | 'normal'): Promise<boolean> {
    return (await ask(this.#options.channel, text, [], { priority })).ok;
  }
}
