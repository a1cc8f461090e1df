/** Finds where a text stops being JSON, and what was expected there: engines do not always report it. */

/** The first place where a text is no JSON. */
export interface JsonError {
  /** In UTF-16 units from the start. */
  readonly offset: number;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly expected: string;
}

type Awaited = 'value' | 'value or ]' | 'name or }' | 'name' | 'colon' | 'comma or end';

const BLANK = /[ \t\r\n]*/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPED_CHARACTER = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

function match(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex - offset : 0;
}

/** Length of the string that begins at `offset` (RFC 8259 section 7), 0 where there is none. */
function matchString(text: string, offset: number): number {
  let at = offset + 1;
  while (at < text.length && text[at] !== '"') {
    const length =
      text[at] === '\\' ? match(ESCAPED_CHARACTER, text, at) : text.charCodeAt(at) >= 0x20 ? 1 : 0;
    if (length === 0) return 0;
    at += length;
  }
  return text[offset] === '"' && at < text.length ? at + 1 - offset : 0;
}

const words: Record<Awaited, string> = {
  value: 'a value',
  'value or ]': 'a value or ]',
  'name or }': 'a name in double quotes or }',
  name: 'a name in double quotes',
  colon: 'a colon',
  'comma or end': 'a comma or the closing bracket',
};

/** One step of reading: what was taken and what may come next; undefined where the text is wrong. */
interface Step {
  readonly length: number;
  readonly next: Awaited;
}

function close(open: string[]): Step {
  open.pop();
  return { length: 1, next: 'comma or end' };
}

function readValue(text: string, offset: number, open: string[]): Step | undefined {
  const first = text[offset];
  if (first === '{' || first === '[') {
    open.push(first);
    return { length: 1, next: first === '{' ? 'name or }' : 'value or ]' };
  }
  const length = first === '"' ? matchString(text, offset) : match(SCALAR, text, offset);
  return length === 0 ? undefined : { length, next: 'comma or end' };
}

function readName(text: string, offset: number): Step | undefined {
  const length = matchString(text, offset);
  return length === 0 ? undefined : { length, next: 'colon' };
}

function readAfterValue(first: string | undefined, open: string[]): Step | undefined {
  const inside = open.at(-1);
  if (first === ',' && inside !== undefined) return { length: 1, next: inside === '{' ? 'name' : 'value' };
  if (first === (inside === '{' ? '}' : ']') && inside !== undefined) return close(open);
  return undefined;
}

function read(awaited: Awaited, text: string, offset: number, open: string[]): Step | undefined {
  const first = text[offset];
  switch (awaited) {
    case 'value':
      return readValue(text, offset, open);
    case 'value or ]':
      return first === ']' ? close(open) : readValue(text, offset, open);
    case 'name or }':
      return first === '}' ? close(open) : readName(text, offset);
    case 'name':
      return readName(text, offset);
    case 'colon':
      return first === ':' ? { length: 1, next: 'value' } : undefined;
    case 'comma or end':
      return readAfterValue(first, open);
  }
}

function placeOf(text: string, offset: number, expected: string): JsonError {
  const before = text.slice(0, offset).split('\n');
  return { offset, line: before.length, column: (before.at(-1)?.length ?? 0) + 1, expected };
}

/** The first place where `text` is not JSON (RFC 8259); undefined where it is. Iterative: depth costs no stack. */
export function locateJsonError(text: string): JsonError | undefined {
  const open: string[] = [];
  let awaited: Awaited = 'value';
  let offset = match(BLANK, text, 0);
  while (offset < text.length || awaited !== 'comma or end' || open.length > 0) {
    const step = read(awaited, text, offset, open);
    if (step === undefined) {
      const ended = awaited === 'comma or end' && open.length === 0;
      return placeOf(text, offset, ended ? 'the end' : words[awaited]);
    }
    awaited = step.next;
    offset += step.length;
    offset += match(BLANK, text, offset);
  }
  return undefined;
}
