/** The input side of V.250 clause 5.2: characters become command lines, or the text after a prompt. */

/** Values of `E`, `V`, `Q` and the S-registers (V.250 6.2). Characters are given by their code. */
export interface LineSettings {
  echo: boolean;
  verbose: boolean;
  quiet: boolean;
  /** S3, ends a command line; default CR. */
  terminator: number;
  /** S4, starts and ends lines of an answer beside S3; default LF. */
  formatter: number;
  /** S5, deletes the character before; default BS. */
  editor: number;
}

/** Characters wait in `pending` until the module is free to read them; `line` is what was read of the current line. */
export interface LineReader {
  pending: string;
  line: string;
  overlong: boolean;
}

/** Meaning of the end of a line. */
export type LineEvent =
  | { readonly kind: 'line'; readonly text: string }
  /** `A/`: the last line once more, without waiting for the terminator (V.250 5.2.4). */
  | { readonly kind: 'repeat' }
  | { readonly kind: 'overlong' };

/** End of the text after a prompt. */
export type PromptEvent =
  | { readonly kind: 'text'; readonly text: string }
  /** ESC was typed: nothing is sent (27.005 3.5.1). */
  | { readonly kind: 'cancelled' };

/** Result of the characters that were consumed. */
export interface Taken<Event> {
  readonly event: Event | undefined;
  /** The echo of the characters that the module consumed. */
  readonly echo: string;
}

/** Longest command line taken, in characters; a longer one is answered ERROR (V.250 5.2.2). */
export const LONGEST_LINE = 2048;

/** Longest text after a prompt that is kept; what comes after it is dropped until Ctrl-Z. */
export const LONGEST_TEXT = 4096;

const CTRL_Z = '\u001a';
const ESCAPE = '\u001b';
const CARRIAGE_RETURN = '\r';

/** A reader that has read nothing. */
export function createLineReader(): LineReader {
  return { pending: '', line: '', overlong: false };
}

/** The factory settings of V.250 clause 6. */
export function defaultLineSettings(): LineSettings {
  return { echo: true, verbose: true, quiet: false, terminator: 13, formatter: 10, editor: 8 };
}

/** Forgets what was typed: the peer went away. */
export function clearLineReader(reader: LineReader): void {
  reader.pending = '';
  reader.line = '';
  reader.overlong = false;
}

/** Consumes pending characters up to the end of the next command line. `event` is undefined when none is complete. */
export function takeLine(reader: LineReader, settings: LineSettings): Taken<LineEvent> {
  const input = reader.pending;
  let event: LineEvent | undefined;
  let at = 0;
  while (at < input.length && event === undefined) {
    event = takeCharacter(reader, settings, input.charCodeAt(at));
    at += 1;
  }
  reader.pending = input.slice(at);
  return { event, echo: settings.echo ? input.slice(0, at) : '' };
}

function takeCharacter(reader: LineReader, settings: LineSettings, code: number): LineEvent | undefined {
  if (code === settings.terminator) return endLine(reader);
  if (code === settings.editor) {
    reader.line = reader.line.slice(0, -1); // V.250 6.2.3
    return undefined;
  }
  if (code < 0x20) return undefined; // V.250 5.2.2: other control characters are disregarded
  return appendCharacter(reader, String.fromCharCode(code));
}

function appendCharacter(reader: LineReader, character: string): LineEvent | undefined {
  if (reader.line.length >= LONGEST_LINE) {
    reader.overlong = true;
    return undefined;
  }
  reader.line += character;
  if (reader.line.length <= 2) return checkPrefix(reader);
  return undefined;
}

/** V.250 5.2.1: a line begins with AT or at; whatever comes before is not for the module. */
function checkPrefix(reader: LineReader): LineEvent | undefined {
  const prefix = reader.line.toUpperCase();
  if (prefix === 'A' || prefix === 'AT') return undefined;
  if (prefix === 'A/') {
    reader.line = '';
    return { kind: 'repeat' };
  }
  reader.line = prefix.endsWith('A') ? reader.line.slice(-1) : '';
  return undefined;
}

function endLine(reader: LineReader): LineEvent | undefined {
  const { line, overlong } = reader;
  reader.line = '';
  reader.overlong = false;
  if (overlong) return { kind: 'overlong' };
  return line.length < 2 ? undefined : { kind: 'line', text: line.slice(2) };
}

/**
 * Consumes pending characters of the text after a prompt, up to Ctrl-Z or ESC (27.005 3.5.1).
 * A line end inside is kept as LF and answered with a fresh `> ` where `promptEachLine` (text mode) is set.
 */
export function takeText(
  reader: LineReader,
  settings: LineSettings,
  promptEachLine: boolean,
): Taken<PromptEvent> {
  const end = endOfText(reader.pending);
  const consumed = end < 0 ? reader.pending : reader.pending.slice(0, end + 1);
  const body = end < 0 ? consumed : consumed.slice(0, -1);
  reader.pending = reader.pending.slice(consumed.length);
  reader.line = editText(reader.line, body, settings.editor);
  const echoed = promptEachLine ? body.replaceAll('\r', '\r\n> ') : body.replaceAll('\r', '');
  const echo = settings.echo ? echoed : promptsOf(echoed);
  return { event: end < 0 ? undefined : endText(reader, consumed), echo };
}

function endOfText(input: string): number {
  const sent = input.indexOf(CTRL_Z);
  const cancelled = input.indexOf(ESCAPE);
  if (sent < 0 || cancelled < 0) return Math.max(sent, cancelled);
  return Math.min(sent, cancelled);
}

function promptsOf(echoed: string): string {
  return '\r\n> '.repeat(echoed.split('\r\n> ').length - 1);
}

function editText(before: string, typed: string, editor: number): string {
  const text = typed.replaceAll(CARRIAGE_RETURN, '\n');
  const backspace = String.fromCharCode(editor);
  if (!text.includes(backspace)) return (before + text).slice(0, LONGEST_TEXT);
  let edited = before;
  for (const character of text) edited = character === backspace ? edited.slice(0, -1) : edited + character;
  return edited.slice(0, LONGEST_TEXT);
}

function endText(reader: LineReader, consumed: string): PromptEvent {
  const text = reader.line;
  reader.line = '';
  return consumed.endsWith(ESCAPE) ? { kind: 'cancelled' } : { kind: 'text', text };
}
