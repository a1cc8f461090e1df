/** A command on its way through the channel, its turn, and its reply. */
import type { Command, Priority, Reply } from './command.ts';
import type { LateAnswer } from './late-answer.ts';
import type { FinalResult } from './result.ts';

/** Most of an answer that is kept: a list of a thousand messages (27.005 4.1) fits. Lines and octets. */
const ANSWER_LINES = 4000;
const ANSWER_OCTETS = 1_000_000;

/** How long the line of a question may come behind an OK that may be another's. Milliseconds. */
const LINE_WITHIN = 1000;
/** The same for the line of a submit: the network itself may take 45 s to its answer (24.011 10, TR1M). */
const SUBMIT_LINE_WITHIN = 45_000;

export class Job {
  readonly command: Command;
  readonly resolve: (reply: Reply) => void;
  /** Its own lines so far. */
  readonly lines: string[] = [];
  /** The payload was written. */
  handedOver = false;
  /** Its OK came before the line it asks for, and may be an earlier command's. */
  doubted = false;
  /** In monotonic milliseconds. */
  deadline = Number.POSITIVE_INFINITY;
  /** Ends its deadline. */
  cancel = () => {};
  readonly #names: readonly string[];
  readonly #lateAnswer: LateAnswer;
  #octets = 0;

  constructor(command: Command, late: LateAnswer, resolve: (reply: Reply) => void) {
    this.command = command;
    this.#names = command.names ?? [];
    this.resolve = resolve;
    this.#lateAnswer = late;
  }

  /** Keeps a line of the answer; what is beyond the bounds is left out. */
  add(line: string): void {
    this.#octets += line.length;
    if (this.lines.length < ANSWER_LINES && this.#octets <= ANSWER_OCTETS) this.lines.push(line);
  }

  /** It has had as many lines as it may own. */
  get isFull(): boolean {
    return this.command.most !== undefined && this.lines.length >= this.command.most;
  }

  /** OK alone cannot answer it: a value, or (V.250 5.4.3.2) an offer. */
  get isQuestion(): boolean {
    const { text, bare, expectsLine } = this.command;
    if (expectsLine === true) return true;
    if (text.endsWith('=?')) return this.#names.length > 0;
    return bare === true || (text.endsWith('?') && this.#names.length > 0);
  }

  /** A payload that is answered by a line and was handed over: its OK alone proves nothing. */
  get awaitsLine(): boolean {
    return this.handedOver && this.lines.length === 0 && this.#names.length > 0;
  }

  /** How long its line may still come behind an OK, in milliseconds; undefined: OK answers it. */
  get lineWithin(): number | undefined {
    if (this.awaitsLine) return SUBMIT_LINE_WITHIN;
    return this.isQuestion && this.lines.length === 0 && !this.doubted ? LINE_WITHIN : undefined;
  }

  replyTo(result: FinalResult): Reply {
    const { lines, handedOver } = this;
    if (result.ok) return { kind: 'ok', lines, ...this.#late() };
    const { error } = result;
    const isProof = this.command.isProof?.(error) ?? true;
    // The module itself has ended with it, so that nothing speaks against a restart.
    const late = isProof ? {} : this.#late(Number.NEGATIVE_INFINITY);
    return { kind: 'error', error, lines, handedOver, ...late };
  }

  timeoutReply(): Reply {
    const { lines, handedOver } = this;
    return { kind: 'timeout', handedOver, lines, ...this.#late() };
  }

  closedReply(reason: string): Reply {
    const { lines, handedOver } = this;
    return { kind: 'closed', reason, handedOver, lines, ...this.#late() };
  }

  /** A payload that was handed over may be answered after all. */
  #late(deadline = this.deadline): { late?: Promise<string | undefined> } {
    if (!this.awaitsLine) return {};
    return { late: this.#lateAnswer.expect(this.#names, deadline) };
  }
}

const order: readonly Priority[] = ['urgent', 'normal', 'idle'];

/** Commands that wait for their turn: the urgent first, each kind in its order. */
export class JobQueue {
  readonly #jobs: Record<Priority, Job[]> = { urgent: [], normal: [], idle: [] };

  push(job: Job): void {
    this.#jobs[job.command.priority ?? 'normal'].push(job);
  }

  shift(): Job | undefined {
    for (const priority of order) {
      const job = this.#jobs[priority].shift();
      if (job !== undefined) return job;
    }
    return undefined;
  }

  /** Takes everything out: it replies `closed`. */
  clear(reason: string): void {
    for (const job of order.flatMap(priority => this.#jobs[priority].splice(0)))
      job.resolve(job.closedReply(reason));
  }

  get empty(): boolean {
    return order.every(priority => this.#jobs[priority].length === 0);
  }
}
