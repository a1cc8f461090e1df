/**
 * One command at a time over one link. A line belongs to the running command only where that command says so; every
 * other line is a notice. Deadlines are absolute: no octet extends them.
 */
import type { Clock } from '../clock.ts';
import type { Link } from '../link/link.ts';
import type { Command, Notice, Reply } from './command.ts';
import { nameOf } from './fields.ts';
import { createJob, type Job, JobQueue } from './job-queue.ts';
import { LateAnswer } from './late-answer.ts';
import { callResults, isHex, standardNotices, withPdu } from './notices.ts';
import { createReader, type Reader } from './reader.ts';
import { closedReply, isQuestion, replyOf } from './replies.ts';
import { type FinalResult, parseFinal, splitGlued } from './result.ts';
import { type Patience, resynchronise } from './resynchronise.ts';

export interface ChannelOptions {
  readonly link: Link;
  readonly clock: Clock;
  readonly onNotice: (notice: Notice) => void;
  /** The link is gone. Every command then answers `closed`. */
  readonly onClosed: (reason: string) => void;
  /** A command timed out and the modem could not be brought to answer again. Every command then answers `closed`. */
  readonly onSilent: () => void;
  /** A modem whose echo was off echoes: it restarted unseen and lost its settings. */
  readonly onEcho?: () => void;
}

const defaultPatience: Patience = { attempts: 3, deadline: 2000 };
/** How long the line of a question may come behind an OK that may be another's. Milliseconds. */
const LINE_WITHIN = 1000;
const ok: FinalResult = { ok: true };
const CTRL_Z = '\x1a';
const ESC = '\x1b';

export class Channel {
  readonly #options: ChannelOptions;
  readonly #reader: Reader;
  readonly #queue = new JobQueue();
  readonly #notices = new Set(standardNotices);
  #running: Job | undefined;
  /** Headers whose second line has not come yet, newest last: `command`, or the line of a notice. */
  #awaitingPdu: { header: string; own: boolean }[] = [];
  readonly #late: LateAnswer;
  /** Why no command can run: the link is gone or the modem silent. */
  #unusable: string | undefined;
  #resynchronising = false;
  #recovery: Promise<void> | undefined;
  #gone = false;
  /** `seen`: the running command was echoed against our wish. */
  #echo: 'allowed' | 'unexpected' | 'seen' = 'allowed';

  constructor(options: ChannelOptions) {
    this.#options = options;
    this.#late = new LateAnswer(options.clock);
    this.#reader = createReader({ line: text => this.#line(text), prompt: () => this.#prompt() });
    options.link.attach({ bytes: chunk => this.#reader.push(chunk), closed: reason => this.#closed(reason) });
  }

  /** Teaches the notices of a vendor, so that commands answering without a name do not take them. */
  addNotices(names: readonly string[]): void {
    for (const name of names) this.#notices.add(name);
  }

  /** Runs one command when its turn comes. Never rejects. */
  run(command: Command): Promise<Reply> {
    return new Promise(resolve => {
      const job = createJob(command, resolve);
      if (this.#unusable !== undefined) resolve(closedReply(job, this.#unusable));
      else this.#queue.push(job);
      this.#pump();
    });
  }

  /** False once the modem was told not to echo (V.250 6.2.4): an echo then shows that it lost its settings. */
  allowEcho(allowed: boolean): void {
    this.#echo = allowed ? 'allowed' : 'unexpected';
  }

  /** Takes a modem that echoed since it was told not to for one that always does. */
  acceptEcho(): void {
    if (this.#echo === 'seen') this.#echo = 'allowed';
  }

  /** True while a command runs or waits. */
  get busy(): boolean {
    return this.#running !== undefined || this.#resynchronising || !this.#queue.empty;
  }

  /** Ends the running command, whose answer cannot come any more; it replies `closed`. */
  interrupt(reason: string): void {
    const job = this.#running;
    if (job === undefined || this.#resynchronising) return;
    this.#finish(job, closedReply(job, reason));
  }

  /**
   * Tries to get an answer from a modem that fell silent, with `octets` (ESC, Ctrl-Z, a reset command) written first.
   * Resolves with true when it answers; commands then run again.
   */
  async revive(octets: string, wait: number, patience: Partial<Patience> = {}): Promise<boolean> {
    await this.#recovery;
    if (this.#gone || this.#resynchronising) return false;
    // Nothing that waits may begin now: the questions to come would take its place.
    this.#resynchronising = true;
    const job = this.#running;
    if (job !== undefined) this.#finish(job, closedReply(job, 'the modem is started anew'));
    this.#unusable = undefined;
    return this.#resynchronise(octets, wait, { ...defaultPatience, ...patience });
  }

  #pump(): void {
    if (this.#running !== undefined || this.#resynchronising) return;
    const job = this.#queue.shift();
    if (job !== undefined) this.#start(job);
  }

  #start(job: Job): void {
    const { command } = job;
    this.#running = job;
    if (command.payload !== undefined) this.#reader.expectPrompt(command.text);
    const limit =
      command.payload === undefined ? command.deadline : (command.promptDeadline ?? command.deadline);
    job.cancel = this.#options.clock.after(limit, () => this.#expired(job));
    this.#write(`${command.text}\r`);
  }

  #write(text: string): void {
    this.#options.link.write(Buffer.from(text, 'latin1'));
  }

  #prompt(): void {
    const job = this.#running;
    // A prompt that the line doubled asks for nothing more.
    if (job?.command.payload === undefined || job.handedOver) return;
    if (this.#echo === 'seen') {
      this.#abandon(job);
      return;
    }
    job.cancel();
    // From here on a late answer cannot belong to an older submit any more.
    this.#late.settle(undefined);
    job.handedOver = true;
    job.cancel = this.#options.clock.after(job.command.deadline, () => this.#expired(job));
    this.#write(job.command.payload + CTRL_Z);
  }

  /** A modem that restarted stands in text mode and would send the PDU as words (27.005 3.2.3): ESC instead. */
  #abandon(job: Job): void {
    this.#write(ESC);
    const error = { source: 'plain', text: 'the modem restarted and lost its settings' } as const;
    this.#finish(job, { kind: 'error', error, lines: [], handedOver: false });
  }

  #line(text: string): void {
    for (const part of splitGlued(text)) if (!this.#isEcho(part) && !this.#takePdu(part)) this.#route(part);
  }

  #route(text: string): void {
    const job = this.#running;
    const result = job === undefined ? undefined : this.#finalOf(job, text);
    // An OK before the prompt is a stray one of an earlier command: 27.005 4.3 knows none.
    if (job?.command.payload !== undefined && !job.handedOver && result?.ok) return;
    if (job !== undefined && result?.ok && this.#doubts(job)) return;
    if (job !== undefined && result !== undefined) this.#finish(job, replyOf(job, result));
    else if (job !== undefined && this.#owns(job, text)) this.#own(job, text);
    else this.#unowned(text);
  }

  /**
   * A question is answered by a line and then OK (V.250 5.4.3). An OK alone may be one that the line doubled, or a late one: taken
   * for the answer, it would let every reply behind it belong to the command before. So the line is waited for a moment.
   */
  #doubts(job: Job): boolean {
    if (job.doubted || job.lines.length > 0 || !isQuestion(job.command)) return false;
    job.doubted = true;
    const expires = job.cancel;
    const believe = this.#options.clock.after(LINE_WITHIN, () => this.#finish(job, replyOf(job, ok)));
    job.cancel = () => {
      expires();
      believe();
    };
    return true;
  }

  #isEcho(text: string): boolean {
    const command = this.#running?.command;
    if (command === undefined || (text !== command.text && text !== command.payload)) return false;
    if (this.#echo === 'unexpected' && text === command.text) {
      this.#echo = 'seen';
      this.#options.onEcho?.();
    }
    return true;
  }

  #finalOf(job: Job, text: string): FinalResult | undefined {
    if (callResults.has(text) && !/^ATD|^ATA/i.test(job.command.text)) return undefined;
    return parseFinal(text, job.command.bare !== true);
  }

  #owns({ command, lines, handedOver }: Job, text: string): boolean {
    if (command.most !== undefined && lines.length >= command.most) return false;
    if (command.payload !== undefined && !handedOver) return false;
    const name = nameOf(text);
    if (command.names?.includes(name)) return command.owns?.(text) ?? true;
    return command.bare === true && !this.#notices.has(name);
  }

  #own(job: Job, text: string): void {
    // A final result without the line end between: `+CSQ: 18,99OK`.
    const glued = /^.*[0-9")]OK$/.test(text);
    job.lines.push(glued ? text.slice(0, -2) : text);
    if (job.command.withPdu) this.#awaitingPdu.push({ header: text, own: true });
    if (glued) this.#finish(job, { kind: 'ok', lines: job.lines });
  }

  /** Gives the second line of the newest header that lacks one to its owner. */
  #takePdu(text: string): boolean {
    const waiting = this.#awaitingPdu.at(-1);
    if (waiting === undefined) return false;
    if (!isHex(text) && (waiting.own || this.#isKnown(text))) return false;
    this.#awaitingPdu.pop();
    if (waiting.own) this.#running?.lines.push(text);
    else this.#options.onNotice({ line: waiting.header, pdu: text });
    return true;
  }

  /** A line that is no damaged PDU but something of its own. */
  #isKnown(text: string): boolean {
    const name = nameOf(text);
    if ('+^*#$%'.includes(text.charAt(0)) || parseFinal(text, true) !== undefined) return true;
    return this.#notices.has(name);
  }

  #unowned(text: string): void {
    const name = nameOf(text);
    if (this.#late.owns(name)) this.#late.settle(text);
    else if (withPdu.has(name)) this.#awaitNoticePdu(text);
    else this.#options.onNotice({ line: text });
  }

  #awaitNoticePdu(header: string): void {
    this.#awaitingPdu = this.#awaitingPdu.filter(({ own }) => own);
    this.#awaitingPdu.push({ header, own: false });
  }

  #finish(job: Job, reply: Reply): void {
    job.cancel();
    this.#running = undefined;
    this.#awaitingPdu = this.#awaitingPdu.filter(({ own }) => !own);
    this.#reader.expectPrompt(undefined);
    job.resolve(reply);
    this.#pump();
  }

  #expired(job: Job): void {
    const rest = this.#reader.flush();
    if (rest !== '') this.#line(rest);
    // The forgotten line end hid the result.
    if (this.#running !== job) return;
    const late = job.handedOver ? this.#late.expect(job.command.names ?? []) : Promise.resolve(undefined);
    const resynchronise = !this.#resynchronising;
    this.#resynchronising = true;
    this.#finish(job, { kind: 'timeout', handedOver: job.handedOver, lines: job.lines, late });
    if (resynchronise) this.#recovery = this.#recover();
  }

  /** 27.005 3.5.1: ESC leaves a prompt; a late answer is given a second. */
  async #recover(): Promise<void> {
    const answered = await this.#resynchronise(ESC, 1000, defaultPatience);
    this.#recovery = undefined;
    if (!answered && !this.#gone) this.#options.onSilent();
  }

  /** The modem must prove that it answers this question and not an older one. */
  async #resynchronise(octets: string, wait: number, patience: Patience): Promise<boolean> {
    this.#resynchronising = true;
    const { clock } = this.#options;
    const write = (text: string) => this.#write(text);
    const run = (command: Command) => this.#runNow(command);
    const answered = await resynchronise({ clock, write, run, octets, wait, ...patience });
    this.#resynchronising = false;
    if (this.#gone) return false;
    if (answered) this.#pump();
    else this.#refuseAll('the modem does not answer');
    return answered;
  }

  #runNow(command: Command): Promise<Reply> {
    return new Promise(resolve => {
      const job = createJob(command, resolve);
      if (this.#unusable !== undefined) resolve(closedReply(job, this.#unusable));
      else this.#start(job);
    });
  }

  #refuseAll(reason: string): void {
    this.#unusable = reason;
    for (const job of this.#queue.clear()) job.resolve(closedReply(job, reason));
  }

  #closed(reason: string): void {
    const job = this.#running;
    this.#gone = true;
    this.#running = undefined;
    this.#refuseAll(reason);
    job?.cancel();
    job?.resolve(closedReply(job, reason));
    this.#late.settle(undefined);
    this.#options.onClosed(reason);
  }
}
