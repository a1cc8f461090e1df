/** Bytes from a modem cut into lines and prompts, however they were split, glued or disturbed on the way. */
import { ussdRunsOn } from '../link/ussd-text.ts';

export interface ReaderSink {
  /** One line, without its end; never empty. */
  line(text: string): void;
  /** The `> ` of 27.005 3.5.1; only while a prompt is expected. */
  prompt(): void;
}

export interface Reader {
  push(chunk: Uint8Array): void;
  /**
   * From now on a `>` at the start of a line, or right behind the echo of the command, is a prompt (27.005 4.3: it has no
   * line end). Ends with the prompt or `expectPrompt(undefined)`.
   */
  expectPrompt(echo: string | undefined): void;
  /** Gives up what stands without a line end and returns it; for a modem that forgot the end of its last line. */
  flush(): string;
}

/** Longest line kept; what is longer is noise and dropped up to the next line end. Octets. */
export const LINE_LIMIT = 8192;

const CR = 0x0d;
const LF = 0x0a;
const GREATER = 0x3e;
const SPACE = 0x20;
/** Replies whose quoted text may hold line ends. */
const QUOTED_TEXT = '+CUSD:';

export function createReader(sink: ReaderSink): Reader {
  let pending: Buffer = Buffer.alloc(0);
  /** Octets of `pending` already searched for a line end. */
  let searched = 0;
  let echo: string | undefined;
  let dropping = false;

  const emit = (octets: Buffer) => {
    const text = lineText(octets);
    if (text !== '') sink.line(text);
  };

  /** Takes one line off `pending`; false when there is none yet. */
  const takeLine = (): boolean => {
    const end = lineEnd(pending, searched);
    if (end < 0) {
      searched = startsWith(pending, QUOTED_TEXT) ? 0 : pending.length;
      return false;
    }
    const line = pending.subarray(0, end);
    pending = pending.subarray(end + 1);
    searched = 0;
    if (dropping) dropping = false;
    else emit(line);
    return true;
  };

  const takePrompt = (): boolean => {
    const length = echo === undefined ? 0 : promptLength(pending, echo);
    if (length === 0) return false;
    if (echo !== undefined && length > 2) sink.line(echo);
    pending = pending.subarray(length);
    searched = 0;
    echo = undefined;
    sink.prompt();
    return true;
  };

  const drain = () => {
    while (pending.length > 0 && (takePrompt() || takeLine())) {}
    if (pending.length > LINE_LIMIT) {
      pending = Buffer.alloc(0);
      searched = 0;
      dropping = true;
    }
  };

  return {
    push(chunk) {
      const octets = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      pending = pending.length === 0 ? octets : Buffer.concat([pending, octets]);
      drain();
    },
    expectPrompt(expected) {
      echo = expected;
      if (expected !== undefined) drain();
    },
    flush() {
      const rest = lineText(pending);
      pending = Buffer.alloc(0);
      searched = 0;
      return rest;
    },
  };
}

/** Index of the CR or LF that ends the line at the start of `octets`, -1 when it has not come. */
function lineEnd(octets: Buffer, from: number): number {
  let end = nextBreak(octets, from);
  if (end < 0 || !startsWith(octets, QUOTED_TEXT)) return end;
  while (end >= 0 && ussdRunsOn(octets.toString('latin1', 0, end))) end = nextBreak(octets, end + 1);
  return end;
}

function nextBreak(octets: Buffer, from: number): number {
  for (let index = from; index < octets.length; index += 1) {
    const octet = octets[index];
    if (octet === CR || octet === LF) return index;
  }
  return -1;
}

function startsWith(octets: Buffer, text: string): boolean {
  return octets.length >= text.length && octets.toString('latin1', 0, text.length) === text;
}

/** Octets of a prompt at the start of `octets` (with the echo in front of it), 0 when there is none. */
function promptLength(octets: Buffer, echo: string): number {
  if (octets[0] === GREATER) return octets[1] === SPACE ? 2 : 1;
  const text = echo.length;
  if (octets[text] !== GREATER || !startsWith(octets, echo)) return 0;
  return octets[text + 1] === SPACE ? text + 2 : text + 1;
}

/** The octets as text, without noise in front (V.24 levels rising give NUL and 0xFF) and blanks around. */
function lineText(octets: Buffer): string {
  let start = 0;
  let end = octets.length;
  while (start < end && isNoise(octets[start] ?? 0)) start += 1;
  while (end > start && isNoise(octets[end - 1] ?? 0)) end -= 1;
  return octets.toString('latin1', start, end);
}

function isNoise(octet: number): boolean {
  return octet <= SPACE || octet >= 0x7f;
}
