/** Recordings of AT conversations (transcripts/README.md), read as steps: what was written, and what came after it. */

/** One line that the gateway wrote, and every line that came before it wrote the next. */
export interface Step {
  readonly written: string;
  readonly answers: readonly string[];
}

export interface Recording {
  /** Lines that came before anything was written. */
  readonly greeting: readonly string[];
  readonly steps: readonly Step[];
}

/** Throws on a line that has not the form `milliseconds >> text` or `milliseconds << text`. */
export function readRecording(text: string): Recording {
  const greeting: string[] = [];
  const steps: { written: string; answers: string[] }[] = [];
  for (const [index, line] of text.trimEnd().split('\n').entries()) {
    const [, direction, shown = ''] = /^[\d.]+ (>>|<<) (.*)$/.exec(line) ?? [];
    if (direction === undefined) throw new SyntaxError(`line ${index + 1} of the recording: ${line}`);
    if (direction === '>>') steps.push({ written: unspelled(shown), answers: [] });
    else (steps.at(-1)?.answers ?? greeting).push(unspelled(shown));
  }
  // The port was closed before the last answer was whole: silence would stand for it in the replay.
  if (finalOf(steps.at(-1)?.answers ?? []) < 0) steps.pop();
  return { greeting, steps };
}

const FINAL = /^(OK|ERROR|NO CARRIER|\+CM[ES] ERROR: .*)\r\n$/;

/** The place of the final result code among the lines of an answer; -1 where there is none. */
export function finalOf(answers: readonly string[]): number {
  return answers.findIndex(line => FINAL.test(line));
}

/** `\r`, `\n`, `\x1a` and `\\` as the characters that they stand for. */
function unspelled(shown: string): string {
  return shown.replace(/\\(r|n|\\|x[0-9a-f]{2})/g, (_, name: string) => {
    const named: Record<string, string> = { r: '\r', n: '\n', '\\': '\\' };
    return named[name] ?? String.fromCharCode(Number.parseInt(name.slice(1), 16));
  });
}

/** Whether `written` is what was recorded. A masked character, `*`, stands for any one: masks are as long as what they hide. */
export function hasForm(written: string, recorded: string): boolean {
  if (written.length !== recorded.length) return false;
  return [...recorded].every((character, index) => character === '*' || character === written[index]);
}

/** The lengths of the TPDUs that were handed over, in octets and in order (`AT+CMGS=<length>`, 27.005 4.3). */
export function submittedLengths({ steps }: Recording): number[] {
  return steps.flatMap(({ written }) => {
    const length = /^AT\+CMGS=(\d+)\r$/.exec(written)?.[1];
    return length === undefined ? [] : [Number(length)];
  });
}
