/** Request bodies are UTF-8. */
import { isUtf8 } from 'node:buffer';

export type BodyText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly error: string };

const CHUNK = 4096;

function isContinuation(octet: number | undefined): boolean {
  return octet !== undefined && octet >> 6 === 0b10;
}

/** Octets of the character that begins with this one; 1 for an octet that begins none. */
function lengthOf(first: number | undefined): number {
  if (first === undefined || first < 0xc0) return 1;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}

/** The first byte that is not UTF-8: the start of the character that cannot be read. */
function badByte(body: Buffer): number {
  let start = 0;
  // Chunks end before the start of a character, so that each can be judged alone.
  for (let end = CHUNK; start < body.length; end = start + CHUNK) {
    while (end > start + 1 && isContinuation(body[end])) end--;
    if (!isUtf8(body.subarray(start, end))) break;
    start = end;
  }
  for (let at = start; at < body.length; ) {
    let next = at + 1;
    while (next < at + lengthOf(body[at]) && isContinuation(body[next])) next++;
    if (!isUtf8(body.subarray(at, next))) return at;
    at = next;
  }
  return body.length;
}

/** Decodes a body; the error names the first byte that is not UTF-8. */
export function bodyText(body: unknown): BodyText {
  if (!Buffer.isBuffer(body)) return { ok: true, text: '' };
  if (isUtf8(body)) return { ok: true, text: body.toString('utf8') };
  return { ok: false, error: `body: is not UTF-8 at byte ${badByte(body)}.` };
}
