/** Records an AT conversation as text: one line for each line of the wire, its direction and time in front. */
import { mkdirSync, renameSync, statSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from '@simgate/daemon';
import type { Logger } from 'pino';
import type { Link, LinkReceiver } from './link.ts';
import { hideEntries, maskLine } from './mask.ts';
import { ussdRunsOn } from './ussd-text.ts';

export interface RecorderOptions {
  /** A full one is renamed to end in `.1`, replacing an older one. */
  readonly file: string;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
  /** Octets. */
  readonly sizeLimit?: number;
  /** Numbers, texts and PDUs as they are; they are masked unless asked. What a person enters for the SIM's toolkit always is. */
  readonly plain?: boolean;
}

/** A line of the wire, masked as recordings are. */
export interface ConversationLine {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly direction: '>>' | '<<';
  readonly text: string;
}

export interface Recorder {
  /** Shows every line from now on, whether it is recorded or not; the returned function ends that. */
  listen(listener: (line: ConversationLine) => void): () => void;
  /** Starts or stops, at any time. The file is there from the start on, even without a line. */
  switch(on: boolean): void;
  /** Takes octets of one direction: `>>` to the modem, `<<` from it. */
  take(direction: '>>' | '<<', octets: Uint8Array): void;
  /** Resolves when everything taken is written. */
  close(): Promise<void>;
}

const SIZE_LIMIT = 8 * 1024 * 1024;
/** A piece without a line end is written when it has grown so long. */
const PIECE_LIMIT = 4096;
const LINE_ENDS = '\r\n\x1a';

export class FileRecorder implements Recorder {
  readonly #options: RecorderOptions;
  /** Of each direction, what came behind the last line end. */
  readonly #pieces = { '>>': '', '<<': '' };
  readonly #listeners = new Set<(line: ConversationLine) => void>();
  #on = false;
  #waiting = '';
  #writing: Promise<void> | undefined;

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  switch(on: boolean): void {
    this.#on = on;
    if (this.#listeners.size === 0) this.#forget();
    if (on) this.#writing ??= this.#write();
  }

  listen(listener: (line: ConversationLine) => void): () => void {
    if (!this.#on && this.#listeners.size === 0) this.#forget();
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  take(direction: '>>' | '<<', octets: Uint8Array): void {
    if (!this.#on && this.#listeners.size === 0) return;
    const text = this.#pieces[direction] + Buffer.from(octets).toString('latin1');
    const { lines, rest } = cutLines(text);
    for (const line of lines) this.#take(direction, line);
    this.#pieces[direction] = rest;
  }

  async close(): Promise<void> {
    this.#on = false;
    await this.#writing;
  }

  /** Octets that came before are not the beginning of a line that comes now. */
  #forget(): void {
    this.#pieces['>>'] = '';
    this.#pieces['<<'] = '';
  }

  #take(direction: '>>' | '<<', line: string): void {
    const { clock, plain } = this.#options;
    const entered = hideEntries(line);
    const text = spellOut(plain ? entered : maskLine(entered));
    for (const listener of this.#listeners) listener({ at: clock.now(), direction, text });
    if (!this.#on) return;
    this.#waiting += `${clock.monotonic().toFixed(3)} ${direction} ${text}\n`;
    this.#writing ??= this.#write();
  }

  async #write(): Promise<void> {
    const { file, log, sizeLimit = SIZE_LIMIT } = this.#options;
    do {
      const text = this.#waiting;
      this.#waiting = '';
      try {
        rotate(file, sizeLimit);
        await appendFile(file, text, { mode: 0o600 });
      } catch (error) {
        // A full disk must not stop the port.
        this.#on = false;
        log.warn({ error }, 'recording stopped');
      }
    } while (this.#waiting !== '');
    this.#writing = undefined;
  }
}

/** A USSD text of several lines stays in one piece, so that it is masked as one. */
function isOpen(text: string): boolean {
  return text.startsWith('+CUSD:') && ussdRunsOn(text);
}

/** Whole lines with their ends; a prompt and a Ctrl-Z end one too. */
function cutLines(text: string): { lines: string[]; rest: string } {
  const lines: string[] = [];
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const pair = text[index] === '\r' && text[index + 1] === '\n';
    if (pair || !LINE_ENDS.includes(text.charAt(index)) || isOpen(text.slice(start, index))) continue;
    lines.push(text.slice(start, index + 1));
    start = index + 1;
  }
  const rest = text.slice(start);
  return rest === '> ' || rest.length > PIECE_LIMIT ? { lines: [...lines, rest], rest: '' } : { lines, rest };
}

/** Control characters and what is no ASCII as `\r`, `\n`, `\x1a`; a backslash doubled. */
function spellOut(text: string): string {
  return Array.from(text, spellCharacter).join('');
}

function spellCharacter(character: string): string {
  const code = character.charCodeAt(0);
  if (character === '\\') return '\\\\';
  if (character === '\r') return '\\r';
  if (character === '\n') return '\\n';
  return code >= 0x20 && code < 0x7f ? character : `\\x${code.toString(16).padStart(2, '0')}`;
}

function rotate(file: string, limit: number): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size >= limit) renameSync(file, `${file}.1`);
}

/** The same link, with everything that passes shown to `recorder`. */
export function recorded(link: Link, recorder: Recorder): Link {
  return {
    name: link.name,
    attach: (receiver: LinkReceiver) =>
      link.attach({
        bytes: chunk => {
          recorder.take('<<', chunk);
          return receiver.bytes(chunk);
        },
        closed: reason => receiver.closed(reason),
      }),
    write: bytes => {
      recorder.take('>>', bytes);
      link.write(bytes);
    },
    ...(link.setBaudRate && { setBaudRate: link.setBaudRate.bind(link) }),
    ...(link.pulseDtr && { pulseDtr: link.pulseDtr.bind(link) }),
    close: () => link.close(),
  };
}
