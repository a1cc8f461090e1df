/** Texts of others on a terminal and in lines of fields. */

/** C0, DEL, C1, and the characters that turn the direction of what follows (UAX #9). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
const UNSHOWN = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/g;

const LINE_END = '\u21b5';
const SUBSTITUTE = '\ufffd';
/** Control Pictures of Unicode: ESC is shown as ␛. */
const PICTURES = 0x2400;
const FIRST_PRINTABLE = 0x20;

/** A visible stand-in for a character that a terminal would obey. */
function pictureOf(character: string): string {
  if (character === '\n' || character === '\r') return LINE_END;
  if (character === '\t') return ' ';
  const code = character.charCodeAt(0);
  return code < FIRST_PRINTABLE ? String.fromCharCode(PICTURES + code) : SUBSTITUTE;
}

/** One line for a terminal: who wrote an SMS must not be able to command it. */
export function oneLine(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(UNSHOWN, pictureOf);
}

/** As it is with its lines, without what would command a terminal. */
export function severalLines(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map(oneLine)
    .join('\n');
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A field of a tab separated line: backslash, tab and line ends are written as `\\`, `\t`, `\n`, `\r`. */
export function tabField(text: string): string {
  return text.replace(/[\\\t\n\r]/g, character => escapes[character] ?? character);
}
