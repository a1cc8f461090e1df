/** MD5 (RFC 1321). Digest needs it, and Web Crypto has it not; so browsers, Deno and Workers sign in like Node. Nothing else may use it. */

/** Shifts of the four rounds (RFC 1321 3.4). */
const shifts = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
] as const;

/** 4,294,967,296 times the absolute value of sin(i), i in radians (RFC 1321 3.4). */
const sines = Array.from({ length: 64 }, (_, index) => Math.floor(Math.abs(Math.sin(index + 1)) * 2 ** 32));

/** The message with one bit 1, zeros up to 56 modulo 64, and its length in bits (RFC 1321 3.1, 3.2). */
function padded(octets: Uint8Array): DataView {
  const length = (((octets.length + 8) >> 6) + 1) << 6;
  const view = new DataView(new ArrayBuffer(length));
  const bytes = new Uint8Array(view.buffer);
  bytes.set(octets);
  bytes[octets.length] = 0x80;
  view.setUint32(length - 8, octets.length << 3, true);
  view.setUint32(length - 4, octets.length >>> 29, true);
  return view;
}

/** The function of a round, and the word of the block that step i takes. */
function step(index: number, b: number, c: number, d: number): readonly [mixed: number, word: number] {
  if (index < 16) return [(b & c) | (~b & d), index];
  if (index < 32) return [(d & b) | (~d & c), (5 * index + 1) % 16];
  if (index < 48) return [b ^ c ^ d, (3 * index + 5) % 16];
  return [c ^ (b | ~d), (7 * index) % 16];
}

type State = readonly [number, number, number, number];

function addBlock(state: State, view: DataView, at: number): State {
  let [a, b, c, d] = state;
  for (let index = 0; index < 64; index += 1) {
    const [mixed, word] = step(index, b, c, d);
    const sum = (a + mixed + (sines[index] ?? 0) + view.getUint32(at + 4 * word, true)) | 0;
    const shift = shifts[index >> 4]?.[index % 4] ?? 0;
    [a, d, c, b] = [d, c, b, (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0];
  }
  return [(state[0] + a) | 0, (state[1] + b) | 0, (state[2] + c) | 0, (state[3] + d) | 0];
}

/** The digest of a text in UTF-8, as 32 lower-case hexadecimal digits. */
export function md5(text: string): string {
  const view = padded(new TextEncoder().encode(text));
  let state: State = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  for (let at = 0; at < view.byteLength; at += 64) state = addBlock(state, view, at);
  const result = new DataView(new ArrayBuffer(16));
  for (const [index, word] of state.entries()) result.setUint32(4 * index, word, true);
  return Array.from(new Uint8Array(result.buffer), octet => octet.toString(16).padStart(2, '0')).join('');
}
