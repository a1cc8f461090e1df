/**
 * One command at a time over one link. A line belongs to the running command only where that command claims it; every
 * other line is a notice. Deadlines are absolute: no octet extends them.
 */
import type { Clock } from '@simgate/daemon';
import type { Link } from '../link/link.ts';
import type { Command, Notice, Reply } from './command.ts';
import { nameOf } from './fields.ts';
import { Job, JobQueue } from './job.ts';
import { LateAnswer } from './late-answer.ts';
import { EchoWatch } from './lines/echo-watch.ts';
import type { Hearing } from './lines/hearing.ts';
import { Intake } from './lines/intake.ts';
import { hasMeaning, ownsLine, resultOf } from './lines/owner.ts';
import { PduLines } from './lines/pdu-lines.ts';
import { LineReader } from './lines/reader.ts';
import { standardNotices, withPdu } from './notices.ts';
import type { RefusalRun } from './refusal-run.ts';
import { ok, splitGlued } from './result.ts';
import { defaultPatience, type Patience, resynchronise } from './resynchronise.ts';

export interface ChannelOptions {
  readonly link: Link;
  readonly clock: Clock;
  readonly onNotice: (notice: Notice) => void;
  /** The link is gone. Every command then answers `closed`. */
  readonly onClosed: (reason: string) => void;
  /** A command timed out, and the modem could not be brought to answer again. Every command then answers `closed`. */
  readonly onSilent: () => void;
  /** A modem whose echo was off echoes: it restarted unseen and lost its settings. */
  readonly onEcho?: () => void;
  /** Shared with the next connection, on which an answer may still come. Absent: of this one alone. */
  readonly late?: LateAnswer;
  /** Notes how commands end. */
  readonly refusals?: RefusalRun;
}

/** How long the OK may come behind the line of a submit, which proves all that there is to know. Milliseconds. */
const RESULT_WITHIN = 5000;
const CTRL_Z = '\x1a';
const ESC = '\x1b';

export class Channel {
  readonly #options: ChannelOptions;
  readonly #reader: LineReader;
  readonly #queue = new JobQueue();
  readonly #notices = new Set(standardNotices);
  #running: Job | undefined;
  readonly #pdus = new PduLines();
  readonly #late: LateAnswer;
  /** Why no command can run: the link is gone or the modem silent. */
  #unusable: string | undefined;
  #resynchronising = false;
  #recovery: Promise<void> | undefined;
  #gone = false;
  readonly echo: EchoWatch;
  readonly hearing: Hearing;

  constructor(options: ChannelOptions) {
    const { link, clock, late } = options;
    this.#options = options;
    this.#late = late ?? new LateAnswer(clock);
    this.echo = new EchoWatch(options.onEcho ?? (() => {}));
    this.#reader = new LineReader({
      clock,
      line: text => this.#line(text),
      prompt: () => this.#prompt(),
      isNotice: name => this.#notices.has(name),
    });
    const intake = new Intake(clock, chunk => this.#reader.push(chunk));
    this.hearing = intake.hearing;
    link.attach({ bytes: chunk => intake.take(chunk), closed: reason => this.#closed(reason) });
  }

  /** Teaches the notices of a vendor, so that commands answering without a name do not take them. */
  addNotices(names: readonly string[]): void {
    for (const name of names) this.#notices.add(name);
  }

  /** Runs one command when its turn comes. Never rejects. */
  run(command: Command): Promise<Reply> {
    return this.#take(command, job => {
      this.#queue.push(job);
      this.#pump();
    });
  }

  #take(command: Command, begin: (job: Job) => void): Promise<Reply> {
    return new Promise(resolve => {
      const job = new Job(command, this.#late, resolve);
      if (this.#unusable === undefined) begin(job);
      else resolve(job.closedReply(this.#unusable));
    });
  }

  /** True while a command runs or waits. */
  get busy(): boolean {
    return this.#running !== undefined || this.#resynchronising || !this.#queue.empty;
  }

  /** True while a payload that was handed over may still be answered: the modem must not be restarted meanwhile. */
  get awaitsSubmit(): boolean {
    return this.#running?.handedOver === true || this.#late.isDue;
  }

  /** Ends the running command, whose answer cannot come any more, and what waits for a modem that was another one: `closed`. */
  interrupt(reason: string): void {
    this.#queue.clear(reason);
    const job = this.#resynchronising ? undefined : this.#running;
    if (job !== undefined) this.#finish(job, job.closedReply(reason));
  }

  /**
   * Tries to get an answer from a modem that fell silent, with `octets` (ESC, Ctrl-Z, a reset command) written first.
   * Resolves with true when it answers; commands then run again.
   */
  async revive(octets: readonly string[], wait: number, more: Partial<Patience> = {}): Promise<boolean> {
    await this.#recovery;
    if (this.#gone || this.#resynchronising) return false;
    // Nothing that waits may begin now: the questions to come would take its place.
    this.#resynchronising = true;
    const job = this.#running;
    if (job !== undefined) this.#finish(job, job.closedReply('the modem is started anew'));
    this.#unusable = undefined;
    return this.#resynchronise(octets, wait, { ...defaultPatience, ...more });
  }

  #pump(): void {
    if (this.#running !== undefined || this.#resynchronising) return;
    const job = this.#queue.shift();
    if (job === undefined) return;
    if (job.command.mayBegin?.() !== false) this.#start(job, job.command);
    else {
      job.resolve(job.closedReply('it is not certain any more which SIM is in the modem'));
      this.#pump();
    }
  }

  #start(job: Job, { text, payload, promptDeadline, deadline }: Command): void {
    this.#running = job;
    if (payload !== undefined) this.#reader.expectPrompt(text);
    this.#expire(job, promptDeadline ?? deadline);
    this.#write(`${text}\r`);
  }

  /** Sets the deadline of a command anew, `milliseconds` from now. */
  #expire(job: Job, milliseconds: number): void {
    const { clock } = this.#options;
    job.cancel();
    job.deadline = clock.monotonic() + milliseconds;
    job.cancel = clock.after(milliseconds, () => this.#expired(job));
  }

  #write(text: string): void {
    this.#options.link.write(Buffer.from(text, 'latin1'));
  }

  #prompt(): void {
    const job = this.#running;
    // A prompt that the line doubled asks for nothing more.
    if (job?.command.payload === undefined || job.handedOver) return;
    if (this.echo.isUnexpected) this.#abandon(job);
    else this.#handOver(job, job.command.payload);
  }

  #handOver(job: Job, payload: string): void {
    // From here on a late answer cannot belong to an older submit any more.
    this.#late.settle(undefined);
    job.handedOver = true;
    this.#expire(job, job.command.deadline);
    this.#write(payload + CTRL_Z);
  }

  /** A modem that restarted stands in text mode and would send the PDU as words (27.005 3.2.3): ESC instead. */
  #abandon(job: Job): void {
    this.#write(ESC);
    const error = { source: 'plain', text: 'the modem restarted and lost its settings' } as const;
    this.#finish(job, job.replyTo({ ok: false, error }));
  }

  #line(text: string): void {
    for (const part of splitGlued(text))
      if (!this.echo.takes(this.#running?.command, part) && !this.#takePdu(part)) this.#route(part);
  }

  #route(text: string): void {
    const job = this.#running;
    const result = job === undefined ? undefined : resultOf(job.command, text);
    // An OK before the prompt is a stray one of an earlier command: 27.005 4.3 knows none.
    if (job?.command.payload !== undefined && !job.handedOver && result?.ok) return;
    if (job !== undefined && result?.ok && this.#doubts(job)) return;
    if (job !== undefined && result !== undefined) this.#finish(job, job.replyTo(result));
    else if (job !== undefined && ownsLine(job, text, this.#notices)) this.#own(job, text);
    else this.#unowned(text);
  }

  /**
   * A question is answered by a line and then OK (V.250 5.4.3), and so is a submit (27.005 4.3). An OK alone may be another's: if it
   * were taken, every later reply would belong to the command before. So the line is waited for.
   */
  #doubts(job: Job): boolean {
    const within = job.lineWithin;
    if (within === undefined) return false;
    if (!job.doubted) this.#believeAfter(job, within);
    return true;
  }

  /** Takes the OK for the command's own unless its line comes within `milliseconds`. */
  #believeAfter(job: Job, milliseconds: number): void {
    job.doubted = true;
    const expires = job.cancel;
    const believe = this.#options.clock.after(milliseconds, () => this.#finish(job, job.replyTo(ok)));
    job.cancel = () => {
      expires();
      believe();
    };
  }

  #own(job: Job, text: string): void {
    // A final result without the line end between: `+CSQ: 18,99OK`.
    const glued = text.endsWith('OK') && /[0-9")]/.test(text.charAt(text.length - 3));
    job.add(glued ? text.slice(0, -2) : text);
    if (job.command.withPdu) this.#pdus.awaitOfCommand();
    if (glued) this.#finish(job, job.replyTo(ok));
    else if (job.handedOver) this.#expire(job, RESULT_WITHIN);
  }

  /** Gives the second line of the newest header that lacks one to its owner. */
  #takePdu(text: string): boolean {
    const owner = this.#pdus.take(text, line => hasMeaning(line, this.#notices));
    if (owner?.kind === 'command') this.#running?.add(text);
    if (owner?.kind === 'notice') this.#options.onNotice({ line: owner.header, pdu: text });
    return owner !== undefined;
  }

  #unowned(text: string): void {
    const name = nameOf(text);
    if (this.#late.owns(name)) this.#late.settle(text);
    else if (withPdu.has(name)) this.#pdus.awaitOfNotice(text);
    else this.#options.onNotice({ line: text });
  }

  #finish(job: Job, reply: Reply): void {
    job.cancel();
    this.#running = undefined;
    this.#pdus.endCommand();
    this.#reader.expectPrompt(undefined);
    this.#options.refusals?.note(reply);
    job.resolve(reply);
    this.#pump();
  }

  #expired(job: Job): void {
    this.#reader.flush();
    // The forgotten line end hid the result.
    if (this.#running !== job) return;
    const isFirst = !this.#resynchronising;
    this.#resynchronising = true;
    this.#finish(job, job.timeoutReply());
    if (isFirst) this.#recovery = this.#recover();
  }

  /** 27.005 3.5.1: ESC leaves a prompt; a late answer is given a second. */
  async #recover(): Promise<void> {
    const answered = await this.#resynchronise([ESC], 1000, defaultPatience);
    this.#recovery = undefined;
    if (!answered && !this.#gone) this.#options.onSilent();
  }

  /** The modem must prove that it answers this question and not an older one. */
  async #resynchronise(octets: readonly string[], wait: number, patience: Patience): Promise<boolean> {
    this.#resynchronising = true;
    const answered = await resynchronise({
      ...{ clock: this.#options.clock, octets, wait, ...patience },
      write: text => this.#write(text),
      run: command => this.#take(command, job => this.#start(job, command)),
    });
    this.#resynchronising = false;
    if (this.#gone) return false;
    if (answered) this.#pump();
    else this.#refuseAll('the modem does not answer');
    return answered;
  }

  #refuseAll(reason: string): void {
    this.#unusable = reason;
    this.#queue.clear(reason);
  }

  #closed(reason: string): void {
    const job = this.#running;
    this.#gone = true;
    this.#running = undefined;
    this.#refuseAll(reason);
    job?.cancel();
    job?.resolve(job.closedReply(reason));
    this.#options.onClosed(reason);
  }
}
