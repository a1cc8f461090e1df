/** Reads authentication headers (RFC 9110 11.2) in one pass: foreign text of any form costs linear time. */

/** One challenge or one set of credentials. */
export interface AuthPart {
  /** In lower case; "" where parameters stand without a scheme. */
  readonly scheme: string;
  /** Values by name in lower case; of a name that comes twice, the last. */
  readonly parameters: ReadonlyMap<string, string>;
}

interface Piece {
  readonly text: string;
  readonly end: number;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

function skipBlanks(text: string, start: number): number {
  let at = start;
  while (at < text.length && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** Up to a blank or one of `ends`. */
function readWord(text: string, start: number, ends: string): Piece {
  let at = start;
  while (at < text.length && !isBlank(text.charCodeAt(at)) && !ends.includes(text.charAt(at))) at++;
  return { text: text.slice(start, at), end: at };
}

/** From the opening quote on (RFC 9110 5.6.4). A backslash counts only before a quote or a backslash: Windows names hold one. */
function readQuoted(text: string, start: number): Piece {
  const pieces: string[] = [];
  let from = start + 1;
  let at = from;
  while (at < text.length && text[at] !== '"') {
    const next = text[at + 1];
    const escaped = text[at] === '\\' && (next === '"' || next === '\\');
    if (escaped) {
      pieces.push(text.slice(from, at));
      from = at + 1;
    }
    at += escaped ? 2 : 1;
  }
  return { text: pieces.join('') + text.slice(from, Math.min(at, text.length)), end: at + 1 };
}

function readValue(text: string, start: number): Piece {
  // A bare value may hold `=`: a cnonce in base64.
  return text[start] === '"' ? readQuoted(text, start) : readWord(text, start, ',');
}

/** All challenges or credentials of a header, in their order; several headers may be joined by commas. */
export function readAuthHeader(header: string): AuthPart[] {
  const parts: { scheme: string; parameters: Map<string, string> }[] = [];
  let at = 0;
  while (at < header.length) {
    const word = readWord(header, at, ',=');
    const behind = skipBlanks(header, word.end);
    if (header[behind] === '=' && word.text !== '') {
      const value = readValue(header, skipBlanks(header, behind + 1));
      if (parts.length === 0) parts.push({ scheme: '', parameters: new Map() });
      parts.at(-1)?.parameters.set(word.text.toLowerCase(), value.text);
      at = value.end;
    } else {
      if (word.text !== '') parts.push({ scheme: word.text.toLowerCase(), parameters: new Map() });
      // At least one character on, so that nothing is read twice.
      at = Math.max(behind, at + 1);
    }
  }
  return parts;
}
