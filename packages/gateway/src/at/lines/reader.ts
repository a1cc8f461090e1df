/** Bytes from a modem cut into lines and prompts, however they were split, glued or disturbed on the way. */
import type { Clock } from '@simgate/daemon';
import { QuotedText } from './quoted-text.ts';

export interface ReaderOptions {
  readonly clock: Clock;
  /** Takes one line, without its end; never empty. */
  readonly line: (text: string) => void;
  /** Takes the `> ` of 27.005 3.5.1; called only while a prompt is expected. */
  readonly prompt: () => void;
  /** True for the name of a notice: a line that begins with it is not the rest of a quoted text. */
  readonly isNotice: (name: string) => boolean;
}

/** Longest line kept; what is longer is noise and dropped up to the next line end. Octets. */
export const LINE_LIMIT = 8192;
/** A quoted text that has not closed for so long never closes. Milliseconds; 182 characters take 0.2 s at 9600 baud. */
const QUOTED_WITHIN = 2000;

const CR = 0x0d;
const LF = 0x0a;
const GREATER = 0x3e;
const SPACE = 0x20;
const DELETE = 0x7f;
/** Octets of noise and blanks that may stand around the echo in front of a prompt. */
const PROMPT_SLACK = 32;

/** Work for each octet is bounded whatever comes: nothing is looked at twice. */
export class LineReader {
  readonly #options: ReaderOptions;
  readonly #buffer = Buffer.allocUnsafe(LINE_LIMIT);
  /** Octets of the buffer that hold the line so far. */
  #length = 0;
  /** The line is longer than the buffer. */
  #dropping = false;
  #echo: string | undefined;
  #quoted: QuotedText | undefined;
  #cancelQuoted = () => {};

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  push(chunk: Uint8Array): void {
    let start = 0;
    for (let index = 0; index < chunk.length; index += 1) {
      const octet = chunk[index];
      if (octet === CR || octet === LF) {
        this.#append(chunk, start, index);
        this.#endLine(octet === CR ? '\r' : '\n');
        start = index + 1;
      } else if (octet === GREATER && this.#echo !== undefined) {
        this.#append(chunk, start, index + 1);
        this.#takePrompt();
        start = index + 1;
      }
    }
    this.#append(chunk, start, chunk.length);
  }

  /**
   * Sets the command whose prompt is awaited: from now on a `>` at the start of a line, or right behind the echo of that
   * command, is a prompt (27.005 4.3: it has no line end). Ends with the prompt or with undefined.
   */
  expectPrompt(echo: string | undefined): void {
    this.#echo = echo;
    this.#takePrompt();
  }

  /** Gives up waiting for the end of a line or of a quoted text; for a modem that forgot it. */
  flush(): void {
    this.#release();
    const rest = this.#take();
    if (rest !== '') this.#options.line(rest);
  }

  #append(chunk: Uint8Array, start: number, end: number): void {
    if (this.#dropping || start === end) return;
    if (this.#length + end - start > LINE_LIMIT) {
      this.#dropping = true;
      this.#length = 0;
      this.#release();
      return;
    }
    this.#buffer.set(chunk.subarray(start, end), this.#length);
    this.#length += end - start;
  }

  #endLine(end: '\r' | '\n'): void {
    if (this.#dropping) {
      this.#dropping = false;
    } else if (this.#quoted === undefined) {
      const line = this.#take();
      if (line !== '') this.#begin(line, end);
    } else {
      this.#goOn(this.#quoted, end);
    }
  }

  #begin(line: string, end: '\r' | '\n'): void {
    this.#quoted = QuotedText.begin(line);
    if (this.#quoted === undefined) {
      this.#options.line(line);
      return;
    }
    this.#quoted.addLineEnd(end);
    this.#cancelQuoted = this.#options.clock.after(QUOTED_WITHIN, () => this.#release());
  }

  #goOn(quoted: QuotedText, end: '\r' | '\n'): void {
    const raw = this.#buffer.toString('latin1', 0, this.#length);
    const line = this.#take();
    if (line !== '' && quoted.isEndedBy(line, this.#options.isNotice)) {
      this.#release();
      this.#begin(line, end);
      return;
    }
    const whole = quoted.add(raw);
    quoted.addLineEnd(end);
    if (whole !== undefined) {
      this.#endQuoted();
      this.#options.line(whole.trim());
    } else if (quoted.isTooLong) {
      this.#release();
    }
  }

  /** The quote never closes: its lines count one by one, and a prompt behind them too. */
  #release(): void {
    const lines = this.#quoted?.lines ?? [];
    this.#endQuoted();
    for (const line of lines) this.#options.line(line);
    this.#takePrompt();
  }

  #endQuoted(): void {
    this.#cancelQuoted();
    this.#quoted = undefined;
  }

  #takePrompt(): void {
    const echo = this.#echo;
    if (echo === undefined || this.#quoted !== undefined) return;
    if (this.#length === 0 || this.#length > echo.length + PROMPT_SLACK) return;
    const text = textOf(this.#buffer, this.#length);
    if (text !== '>' && text !== `${echo}>`) return;
    this.#length = 0;
    this.#echo = undefined;
    if (text !== '>') this.#options.line(echo);
    this.#options.prompt();
  }

  /** The line so far, which thereby ends. */
  #take(): string {
    const text = textOf(this.#buffer, this.#length);
    this.#length = 0;
    return text;
  }
}

/** Octets as text, without noise in front (V.24 levels rising give NUL and 0xFF) and blanks around. */
function textOf(octets: Buffer, length: number): string {
  let start = 0;
  let end = length;
  while (start < end && isNoise(octets.readUInt8(start))) start += 1;
  while (end > start && isNoise(octets.readUInt8(end - 1))) end -= 1;
  return octets.toString('latin1', start, end);
}

function isNoise(octet: number): boolean {
  return octet <= SPACE || octet >= DELETE;
}
