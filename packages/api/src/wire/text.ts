/** Text of queries and forms: percent-encoded octets in UTF-8, or in the charset that old clients mean. */

const LEGACY_CHARSET = 'windows-1252';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** The octet that `%XX` at `at` stands for; -1 where it stands for none and is text. */
function octetAt(text: string, at: number): number {
  const high = hexDigit(text.charCodeAt(at + 1));
  const low = hexDigit(text.charCodeAt(at + 2));
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/** Octets of a value in ASCII: what is encoded as it stands, all else as its own code. */
function octetsOf(text: string): Uint8Array {
  const octets = new Uint8Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; length++) {
    const octet = text[at] === '%' ? octetAt(text, at) : -1;
    octets[length] = octet < 0 ? text.charCodeAt(at) : octet;
    at += octet < 0 ? 1 : 3;
  }
  return octets.subarray(0, length);
}

function decodeStrictly(octets: Uint8Array, charset: string): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(octets);
  } catch {
    // An unknown charset, or octets that it does not have.
    return undefined;
  }
}

function decodeOctets(octets: Uint8Array, charset: string): string {
  try {
    return strictUtf8.decode(octets);
  } catch {
    return decodeStrictly(octets, charset) ?? new TextDecoder(LEGACY_CHARSET).decode(octets);
  }
}

/** The charset of a Content-Type; "" where it names none. */
export function charsetOf(contentType: string): string {
  const at = contentType.toLowerCase().indexOf('charset=');
  if (at < 0) return '';
  const [name = ''] = contentType.slice(at + 'charset='.length).split(';', 1);
  return name.replaceAll('"', '').trim();
}

const BEYOND_ASCII = /[\u0080-\uffff]/;
const ENCODED_RUN = /(?:%[0-9a-fA-F]{2})+/g;

function decodeMixed(text: string, charset: string): string {
  const decode = (octets: string): string => decodeOctets(octetsOf(octets), charset);
  // Characters that came as such stay; in ASCII the second octet of a Shift_JIS or GBK character may stand bare.
  return BEYOND_ASCII.test(text) ? text.replace(ENCODED_RUN, decode) : decode(text);
}

/**
 * Decodes `%XX` and `+` of a query or form. Octets that are not UTF-8 are read in `charset`, where it is known and has them, else in
 * Windows-1252: no octet is ever replaced by U+FFFD. A percent sign that stands for no octet is text.
 */
export function decodeComponent(text: string, charset = ''): string {
  const spaced = text.replaceAll('+', ' ');
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return decodeMixed(spaced, charset);
  }
}
