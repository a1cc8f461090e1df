/**
 * A modem that answers from a recording: a fake of the wire, for the gateway as a whole or for one session. A command is answered as it was the
 * next time in the recording; one that comes more often than there, as it was the last time; one that is not there, with ERROR.
 */
import { nameOf } from '../../at/fields.ts';
import { withPdu } from '../../at/notices.ts';
import { finalOf, hasForm, type Recording, type Step } from './recording.ts';
import { Unmasking } from './unmask.ts';

export interface ReplayOptions {
  /** Wall clock in milliseconds. */
  readonly now: () => number;
  /** Takes the octets that the modem sends. */
  readonly send: (octets: string) => void;
}

const LINE_ENDS = '\r\n\x1a';

/** Notices of messages and reports (27.005 3.4.1), which no command answers with. */
const received: ReadonlySet<string> = new Set(['+CMTI', '+CDSI', ...withPdu]);

export class ReplayedModem {
  readonly #options: ReplayOptions;
  readonly #recording: Recording;
  readonly #unmasking: Unmasking;
  readonly #left: Set<Step>;
  #written = '';
  /** Lines that were recorded in another place, or nowhere. */
  readonly misplaced: string[] = [];
  /** Commands that were not recorded; they were answered with ERROR. */
  readonly unknown: string[] = [];

  constructor(recording: Recording, options: ReplayOptions) {
    this.#recording = recording;
    this.#options = options;
    this.#unmasking = new Unmasking(options.now);
    this.#left = new Set(recording.steps);
  }

  /** Recorded lines that have not been written again. */
  get left(): string[] {
    return [...this.#left].map(({ written }) => written);
  }

  /** Sends what the modem sent by itself before it was spoken to. */
  begin(): void {
    this.#send(this.#recording.greeting);
  }

  /** Sends notices that were recorded with commands which the gateway has not written again, as those that depend on the time. */
  sendLeft(): void {
    for (const { answers } of this.#left) this.#send(noticesIn(answers));
  }

  /** Takes octets of the gateway, in pieces of any size. */
  take(octets: Uint8Array): void {
    this.#written += Buffer.from(octets).toString('latin1');
    for (;;) {
      const end = [...this.#written].findIndex(character => LINE_ENDS.includes(character));
      if (end < 0) return;
      const line = this.#written.slice(0, end + 1);
      this.#written = this.#written.slice(end + 1);
      this.#answer(line);
    }
  }

  #answer(line: string): void {
    this.#unmasking.noteWritten(line);
    const [next] = this.#left;
    if (!hasForm(line, next?.written ?? '')) this.misplaced.push(line);
    const step = [...this.#left].find(({ written }) => hasForm(line, written));
    if (step !== undefined) {
      this.#left.delete(step);
      this.#send(step.answers);
      return;
    }
    const former = this.#recording.steps.findLast(({ written }) => hasForm(line, written));
    if (former === undefined) this.unknown.push(line);
    this.#send(former === undefined ? ['\r\n', 'ERROR\r\n'] : answerOnly(former));
  }

  #send(lines: readonly string[]): void {
    this.#options.send(this.#unmasking.answersOf(lines).join(''));
  }
}

/** Lines that the modem sent by itself: all behind the final result, and notices before it. */
function noticesIn(answers: readonly string[]): readonly string[] {
  const end = finalOf(answers) + 1;
  const within = answers.slice(0, end).flatMap((line, place) => {
    const name = nameOf(line.trim());
    if (!received.has(name)) return [];
    return withPdu.has(name) ? answers.slice(place, place + 2) : [line];
  });
  return [...within, ...answers.slice(end)];
}

/** Without the notices that came after it: they are sent once. */
function answerOnly({ answers }: Step): readonly string[] {
  return answers.slice(0, finalOf(answers) + 1);
}
